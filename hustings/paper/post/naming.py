"""How people of one household are called together on a label and in a letter. Pure; the words are handed in.

Names stand as the register gives them, in its order: it has no titles, and none are guessed.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MOST_SURNAMES = 3
MOST_PEOPLE = 6
"""A household of more surnames or people than these goes by the commonest surname in it."""
VOWELS = frozenset("aeiouâêîôûáéíóúàèìòùäëïöü")


@dataclass(frozen=True, slots=True)
class Named:
    """One elector's name: forenames, surname, either of which may be missing."""

    forenames: str
    surname: str

    @property
    def whole(self) -> str:
        return " ".join(f"{self.forenames} {self.surname}".split())

    @property
    def called(self) -> str:
        """The first forename; the surname where there is none."""
        return next(iter(self.forenames.split()), " ".join(self.surname.split()))


@dataclass(frozen=True, slots=True)
class NameWords:
    """What joins names in a language: "and", the same before a vowel, and how a household is called by its surname,
    on an envelope and after "Dear".
    """

    and_: str
    and_before_vowel: str
    household: str
    greeted: str


def names_of(people: Sequence[Named], words: NameWords) -> str:
    """Everybody of a household in one line: "Asha and Ben Patel, and Cara Jones". Raises ValueError for nobody."""
    if is_large(people):
        return words.household % {"surname": _commonest(people)}
    families = [
        _joined([one.forenames for one in family], words, after=family[0].surname)
        for family in _families(people)
    ]
    return _joined(families, words, comma=any(len(family) > 1 for family in _families(people)))


def salutation_of(people: Sequence[Named], words: NameWords) -> str:
    """How a letter greets them: by first forenames, or as a household. Raises ValueError for nobody."""
    if is_large(people):
        return words.greeted % {"surname": _commonest(people)}
    return _joined([one.called for one in people], words)


def is_large(people: Sequence[Named]) -> bool:
    """Whether a household is called by one surname instead of everybody's name."""
    if not people:
        raise ValueError("nobody is nobody's household")
    surnames = {one.surname.casefold() for one in people}
    return len(surnames) > MOST_SURNAMES or len(people) > MOST_PEOPLE


def _families(people: Iterable[Named]) -> list[list[Named]]:
    """People by surname, each where its first one stands; who has no forename stands alone."""
    found: dict[object, list[Named]] = {}
    for number, one in enumerate(people):
        key = one.surname.casefold() if one.forenames.strip() and one.surname.strip() else number
        found.setdefault(key, []).append(one)
    return list(found.values())


def _commonest(people: Sequence[Named]) -> str:
    """The surname that most of them bear; of several, the one that comes first."""
    counted = Counter(one.surname.casefold() for one in people if one.surname.strip())
    if not counted:
        return people[0].whole
    most = counted.most_common(1)[0][0]
    return next(one.surname for one in people if one.surname.casefold() == most)


def _joined(names: Sequence[str], words: NameWords, *, after: str = "", comma: bool = False) -> str:
    *first, last = (" ".join(name.split()) for name in names)
    if first:
        before = words.and_before_vowel if last[:1].casefold() in VOWELS else words.and_
        last = f"{', '.join(first)}{',' if comma else ''} {before} {last}"
    return " ".join(f"{last} {after}".split())
