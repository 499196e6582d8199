"""Electors by name: by how it is spelt, whatever the order of its words, then by how it is heard."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from hustings.lib.names import sound
from hustings.register.finding.rules import after

# What of a name is left when a surname's first word is taken for one of the words that were typed.
REST = "(' ' || e.given_key || ' ' || substr(e.surname_key, strpos(e.surname_key || ' ', ' ')))"
WHOLE = "(' ' || e.given_key || ' ' || e.surname_key || ' ')"
HEARD = "(' ' || e.given_sound || ' ' || e.surname_sound || ' ')"
KEYS = ("e.surname_key", "e.given_key")
BY_NAME = "e.surname_key, e.given_key, e.seat_no"
# The same order, which no index has: else, for the sake of the first few, a whole seat is read in order and sifted.
SORTED = "e.surname_key || ' ' || e.given_key, e.seat_no"
# The same words as the partial index of surnames of several words.
DOUBLE = "strpos(e.surname_key, ' ') > 0"
SQUEEZED = "replace(e.surname_key, ' ', '')"
# Among sounds, which are letters, this is the first sign after a space: what begins with a whole sound and no more.
AFTER_A_WORD = "!"


class How(StrEnum):
    """Why somebody is among what was found."""

    SPELT = "spelt"
    MEANT = "meant"
    HEARD = "heard"
    LEFT = "left"
    NUMBERED = "numbered"
    LIVES_THERE = "lives there"


@dataclass
class Step:
    """One way to look: a condition on electors `e`, its order, and the parameters of both."""

    how: How
    where: str
    order: str = SORTED
    parameters: dict[str, Any] = field(default_factory=dict)
    on_register: bool = True


def steps_by_name(words: tuple[str, ...], meant: dict[str, frozenset[str]]) -> Iterator[Step]:
    """Give the ways to look for words of a name, the surest first.

    `meant` lists for a word the other forms of a name that it may stand for, as keys: Bob for Robert.
    """
    spelt = _spelt(words)
    order = BY_NAME if len(words) == 1 else _closest(words)
    yield Step(How.SPELT, _any_first(words, "surname_key"), order, spelt)
    yield Step(How.SPELT, _any_first(words, "given_key"), _closest(words), spelt)
    yield Step(
        How.SPELT, f"{DOUBLE} AND ({_everywhere(words)} OR {_squeezed(words)})", _closest(words), spelt
    )
    if len(words) > 1:
        yield from _joined(words)
    if any(meant.get(word) for word in words):
        yield _meant(words, meant)
    if all(sound(word) for word in words):
        yield from _heard(words)
    yield Step(How.LEFT, _any_first(words, "surname_key"), _closest(words), spelt, on_register=False)


def _spelt(words: tuple[str, ...]) -> dict[str, Any]:
    named: dict[str, Any] = {"typed": " ".join(words)}
    for place, word in enumerate(words):
        named |= {f"word{place}": word, f"after{place}": after(word)}
    return named


def _any_first(words: tuple[str, ...], column: str) -> str:
    """Each word in turn begins the surname (or the forenames) and every other one begins a word of what is left."""
    left = REST if column == "surname_key" else WHOLE
    ways = []
    for place in range(len(words)):
        others = [_begins(left, other) for other in range(len(words)) if other != place]
        ways.append(" AND ".join([_between(f"e.{column}", place), *others]))
    return "(" + " OR ".join(f"({way})" for way in ways) + ")"


def _between(column: str, place: int) -> str:
    return f"{column} >= %(word{place})s AND {column} < %(after{place})s"


def _begins(text: str, place: int) -> str:
    return f"strpos({text}, ' ' || %(word{place})s) > 0"


def _everywhere(words: tuple[str, ...]) -> str:
    return "(" + " AND ".join(_begins(WHOLE, place) for place in range(len(words))) + ")"


def _squeezed(words: tuple[str, ...]) -> str:
    """Find Mac Donald by "macdonald"."""
    ways = []
    for place in range(len(words)):
        others = [_begins(WHOLE, other) for other in range(len(words)) if other != place]
        ways.append(" AND ".join([_between(SQUEEZED, place), *others]))
    return "(" + " OR ".join(f"({way})" for way in ways) + ")"


def _closest(words: tuple[str, ...]) -> str:
    """The whole name first, then names holding whole words."""
    if len(words) == 1:
        return SORTED
    whole = " AND ".join(f"strpos({WHOLE}, ' ' || %(word{place})s || ' ') > 0" for place in range(len(words)))
    return f"""CASE WHEN %(typed)s IN (e.given_key || ' ' || e.surname_key, e.surname_key || ' ' || e.given_key) THEN 0
        WHEN {whole} THEN 1 ELSE 2 END, {SORTED}"""


def _joined(words: tuple[str, ...]) -> Iterator[Step]:
    """Find MacDonald by "mac donald", O'Brien by "o brien": two neighbours typed apart."""
    for place in range(len(words) - 1):
        together = (*words[:place], words[place] + words[place + 1], *words[place + 2 :])
        spelt = _spelt(together)
        yield Step(How.SPELT, _any_first(together, "surname_key"), _closest(together), spelt)


def _meant(words: tuple[str, ...], meant: dict[str, frozenset[str]]) -> Step:
    """Each word begins a word of the name, or another form of it is one; one of them is where the name begins."""
    named = _spelt(words)
    everywhere, first = [], [_between("e.surname_key", place) for place in range(len(words))]
    for place, word in enumerate(words):
        either = [_begins(WHOLE, place)]
        for n, form in enumerate(sorted(meant.get(word, frozenset()))):
            this, past = f"form{place}_{n}", f"past{place}_{n}"
            named |= {this: form, past: form + AFTER_A_WORD}
            either.append(f"strpos({WHOLE}, ' ' || %({this})s || ' ') > 0")
            first += [f"{column} >= %({this})s AND {column} < %({past})s" for column in KEYS]
        everywhere.append(f"({' OR '.join(either)})")
    beginning = " OR ".join(f"({one})" for one in first)
    return Step(How.MEANT, f"({beginning}) AND {' AND '.join(everywhere)}", SORTED, named)


def _heard(words: tuple[str, ...]) -> Iterator[Step]:
    """As any word sounds so may the surname; the others are heard, or spelt, somewhere in the name."""
    named = _spelt(words)
    for place, word in enumerate(words):
        heard = sound(word)
        named |= {f"sound{place}": heard, f"past{place}": heard + AFTER_A_WORD}
    others = [
        f"({_begins(WHOLE, place)} OR strpos({HEARD}, ' ' || %(sound{place})s || ' ') > 0)"
        for place in range(len(words))
    ]
    ranges = [
        f"(e.surname_sound >= %(sound{place})s AND e.surname_sound < %(past{place})s)"
        for place in range(len(words))
    ]
    everywhere = " AND ".join(others)
    yield Step(How.HEARD, f"({' OR '.join(ranges)}) AND {everywhere}", SORTED, named)
    yield Step(How.HEARD, f"{DOUBLE} AND {everywhere}", SORTED, named)
