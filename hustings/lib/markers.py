"""Letters beside a name on the register, and what they say about the elections somebody may vote in.

One table, with dates, because the letters are law and the law changes. Sources: Representation of the People Act
1983, ss. 1-2 and 9B; Elections Act 2022, s. 14 and sch. 8; European Union (Withdrawal) Act 2018; Scottish Elections
(Franchise and Representation) Act 2020; the Electoral Commission's guidance for registration officers. What no
source explains, the letters of Wales for citizens of other countries among it, is kept as it came and called unknown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hustings.lib.voting_ages import (
    COMMISSIONER,
    DEVOLVED,
    LOCAL,
    MAYOR,
    NATIONS,
    WESTMINSTER,
    of_age_from,
    years_after,
    years_before,
)

__all__ = [
    "ABSENT",
    "ANONYMOUS",
    "LETTERS",
    "OPTED_OUT",
    "OVERSEAS",
    "TABLE",
    "Marker",
    "barring",
    "barring_letters",
    "may_vote",
    "meanings",
    "stale_letters",
    "unknown_in",
    "years_after",
    "years_before",
]

EVERYWHERE = NATIONS
NOT_WESTMINSTER = frozenset({LOCAL, DEVOLVED, MAYOR, COMMISSIONER})

ANONYMOUS, OVERSEAS, ABSENT, OPTED_OUT = "N", "F", "A", "Z"


@dataclass(frozen=True)
class Marker:
    """One letter from `valid_from` to before `valid_to` (None: open). `votes_in` None says nothing about franchise.

    `is_stale` marks a letter that the register should not bear any more: only the officer knows what holds.
    """

    letter: str
    meaning: str
    votes_in: frozenset[str] | None
    nations: frozenset[str] = EVERYWHERE
    valid_from: date | None = None
    valid_to: date | None = None
    is_stale: bool = False

    def holds(self, nation: str, on: date) -> bool:
        begun = self.valid_from is None or self.valid_from <= on
        return nation in self.nations and begun and (self.valid_to is None or on < self.valid_to)


# Elections Act 2022, sch. 8: the reviews of EU citizens' entries in England and Northern Ireland ended that day.
REVIEWS_ENDED = date(2025, 1, 31)
REVIEWED = frozenset({"england", "northern_ireland"})
# The same, s. 14, as commenced: overseas electors lose their vote no more after fifteen years.
NO_LIMIT_OF_YEARS = date(2024, 1, 16)
# The United Kingdom elects no Member of the European Parliament since it left.
LEFT_THE_UNION = date(2020, 1, 31)

TABLE = (
    Marker("A", "votes by post or by proxy", None),
    Marker("B", "citizen of the European Union with a vote", NOT_WESTMINSTER, REVIEWED),
    Marker("E", "overseas peer, European Parliament only", frozenset(), valid_to=LEFT_THE_UNION),
    Marker("E", "overseas peer, from before 2020", frozenset(), valid_from=LEFT_THE_UNION, is_stale=True),
    Marker(
        "F",
        "overseas elector, for fifteen years after they left",
        frozenset({WESTMINSTER}),
        valid_to=NO_LIMIT_OF_YEARS,
    ),
    Marker("F", "overseas elector", frozenset({WESTMINSTER}), valid_from=NO_LIMIT_OF_YEARS),
    Marker("G", "citizen of the European Union", NOT_WESTMINSTER, EVERYWHERE - REVIEWED),
    Marker("G", "citizen of the European Union", NOT_WESTMINSTER, REVIEWED, valid_to=REVIEWS_ENDED),
    Marker(
        "G",
        "citizen of the European Union, not reviewed",
        NOT_WESTMINSTER,
        REVIEWED,
        valid_from=REVIEWS_ENDED,
        is_stale=True,
    ),
    Marker(
        "K",
        "citizen of the European Union, European Parliament too",
        NOT_WESTMINSTER,
        valid_to=LEFT_THE_UNION,
    ),
    Marker(
        "K",
        "citizen of the European Union, from before 2020",
        NOT_WESTMINSTER,
        valid_from=LEFT_THE_UNION,
        is_stale=True,
    ),
    Marker("L", "peer who sits in the House of Lords", NOT_WESTMINSTER),
    Marker(
        "M",
        "citizen of another country, or a prisoner",
        frozenset({LOCAL, DEVOLVED}),
        frozenset({"scotland"}),
    ),
    Marker("N", "anonymous elector", None),
    Marker("Z", "not on the open register", None),
)

LETTERS = frozenset(marker.letter for marker in TABLE)


def unknown_in(markers: str, *, nation: str, on: date) -> str:
    """Give back the letters that mean nothing known in one nation on one day, though they may elsewhere."""
    return "".join(sorted(_letters(markers) - {marker.letter for marker in _held(markers, nation, on)}))


def stale_letters(markers: str, *, nation: str, on: date) -> str:
    """Give back the letters that a register of that day should not bear any more."""
    held = _held(markers, nation, on)
    return "".join(sorted(marker.letter for marker in held if marker.is_stale))


def meanings(markers: str, *, nation: str, on: date) -> list[str]:
    """Say in words what the letters mean in one nation on one day; unknown letters are left out."""
    return [marker.meaning for marker in _held(markers, nation, on)]


def barring(markers: str, *, nation: str, kind: str, on: date) -> list[str]:
    """Say in words which letters take the vote away in a kind of election on a day."""
    return [
        marker.meaning
        for marker in _held(markers, nation, on)
        if marker.votes_in is not None and kind not in marker.votes_in
    ]


def barring_letters(*, nation: str, kind: str, on: date) -> str:
    """List the letters any of which takes the vote away in a kind of election on a day."""
    holding = [marker for marker in TABLE if marker.holds(nation, on) and marker.votes_in is not None]
    return "".join(sorted(marker.letter for marker in holding if kind not in (marker.votes_in or ())))


def may_vote(markers: str, *, nation: str, kind: str, on: date, attains_on: date | None = None) -> bool:
    """Whether somebody may vote in a kind of election on a day, by letters and age.

    Unknown letters take nothing away. `attains_on` is the eighteenth birthday where the register gives one.
    """
    if attains_on is not None and on < of_age_from(attains_on, nation=nation, kind=kind, on=on):
        return False
    return not barring(markers, nation=nation, kind=kind, on=on)


def _letters(markers: str) -> set[str]:
    return {letter for letter in markers.upper() if letter.isalpha()}


def _held(markers: str, nation: str, on: date) -> Sequence[Marker]:
    letters = _letters(markers)
    return [marker for marker in TABLE if marker.letter in letters and marker.holds(nation, on)]
