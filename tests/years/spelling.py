"""How the same name comes out otherwise the next time that somebody types it."""

from collections.abc import Callable
from random import Random

Name = tuple[str, tuple[str, ...]]

# Of the name stock's forenames, what their bearers are also called or how they are also spelt.
ALSO = {
    "Abigail": "Abbie", "Andrew": "Andy", "Anne": "Ann", "Anthony": "Tony", "Barbara": "Babs", "Benjamin": "Ben",
    "Catrin": "Katrin", "Christopher": "Chris", "Claire": "Clare", "Daniel": "Dan", "Deborah": "Debbie",
    "Eleanor": "Elinor", "Geoffrey": "Jeffrey", "Graham": "Graeme", "Helen": "Hellen", "Isobel": "Isabel",
    "Jacqueline": "Jackie", "Katherine": "Catherine", "Kenneth": "Ken", "Laura": "Lora", "Margaret": "Maggie",
    "Matthew": "Matt", "Michael": "Mike", "Mohammed": "Muhammad", "Nicola": "Nicky", "Patricia": "Pat",
    "Philip": "Phillip", "Philippa": "Pippa", "Rhys": "Rees", "Richard": "Rick", "Robert": "Bob", "Seán": "Shaun",
    "Siân": "Sian", "Stephen": "Steven", "Stuart": "Stewart", "Susan": "Sue", "Terence": "Terry", "Thomas": "Tom",
    "Zoë": "Zoe",
}  # fmt: skip


def respelled(surname: str, forenames: tuple[str, ...], chance: Random) -> Name:
    """The same person's name written otherwise; the same ways for the same chance, never as it was."""
    while True:
        way = chance.choices(WAYS, WEIGHTS)[0]
        name = way(surname, forenames, chance)
        if name != (surname, forenames) and name[0] and name[1]:
            return name


def _typing_slip(surname: str, forenames: tuple[str, ...], chance: Random) -> Name:
    return _slip(surname, chance), forenames


def _slip_in_forename(surname: str, forenames: tuple[str, ...], chance: Random) -> Name:
    return surname, (_slip(forenames[0], chance), *forenames[1:])


def _middle_dropped(surname: str, forenames: tuple[str, ...], chance: Random) -> Name:
    return surname, forenames[:1]


def _middle_added(surname: str, forenames: tuple[str, ...], chance: Random) -> Name:
    return surname, (*forenames, chance.choice(("Rae", "Lee", "Jo", "Ellis", "Robin")))


def _middle_initial(surname: str, forenames: tuple[str, ...], chance: Random) -> Name:
    return surname, (forenames[0], *(name[0] for name in forenames[1:]))


def _called_otherwise(surname: str, forenames: tuple[str, ...], chance: Random) -> Name:
    return surname, (ALSO.get(forenames[0], forenames[0]), *forenames[1:])


def _marks_left_out(surname: str, forenames: tuple[str, ...], chance: Random) -> Name:
    return surname.replace("'", "").replace("-", " ").replace("Mac", "Mc"), forenames


def _turned_round(surname: str, forenames: tuple[str, ...], chance: Random) -> Name:
    return forenames[0], (surname, *forenames[1:])


def _slip(name: str, chance: Random) -> str:
    """Two letters changed round, one left out, one doubled or one mistaken; the first stays."""
    at, kind = chance.randrange(1, max(2, len(name) - 1)), chance.randrange(4)
    head, letter, tail = name[:at], name[at : at + 1], name[at + 1 :]
    if kind == 0 and tail:
        return f"{head}{tail[0]}{letter}{tail[1:]}"
    written = ("", "", letter * 2, chance.choice("aeioulnrst"))[kind]
    return f"{head}{written}{tail}" if len(name) > 3 else f"{name}e"


Way = Callable[[str, tuple[str, ...], Random], Name]
WAYS: tuple[Way, ...] = (
    _typing_slip,
    _slip_in_forename,
    _middle_dropped,
    _middle_added,
    _middle_initial,
    _called_otherwise,
    _marks_left_out,
    _turned_round,
)
WEIGHTS = (22, 12, 22, 8, 12, 14, 8, 2)
