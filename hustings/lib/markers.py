"""Letters beside a name on the register, and what they say about the elections somebody may vote in.

One table, with dates, because the letters are law and the law changes. Sources: Representation of the People Act
1983, ss. 1-2 and 9B; Elections Act 2022, sch. 8; the Electoral Commission's guidance for registration officers.
What no source explains is kept as it came and called unknown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

WESTMINSTER, LOCAL, DEVOLVED, MAYOR, COMMISSIONER = (
    "westminster",
    "local",
    "devolved",
    "mayor",
    "commissioner",
)
KINDS = (WESTMINSTER, LOCAL, DEVOLVED, MAYOR, COMMISSIONER)
EVERYWHERE = frozenset({"england", "wales", "scotland", "northern_ireland"})
NOT_WESTMINSTER = frozenset({LOCAL, DEVOLVED, MAYOR, COMMISSIONER})

ANONYMOUS, OVERSEAS, ABSENT, OPTED_OUT = "N", "F", "A", "Z"


@dataclass(frozen=True)
class Marker:
    """One letter from `valid_from` to before `valid_to` (None: open). `votes_in` None says nothing about franchise."""

    letter: str
    meaning: str
    votes_in: frozenset[str] | None
    nations: frozenset[str] = EVERYWHERE
    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, nation: str, on: date) -> bool:
        begun = self.valid_from is None or self.valid_from <= on
        return nation in self.nations and begun and (self.valid_to is None or on < self.valid_to)


# Elections Act 2022, sch. 8: the reviews of EU citizens' entries in England and Northern Ireland ended that day.
REVIEWS_ENDED = date(2025, 1, 31)
REVIEWED = frozenset({"england", "northern_ireland"})

TABLE = (
    Marker("A", "votes by post or by proxy", None),
    Marker("B", "citizen of the European Union with a vote", NOT_WESTMINSTER, REVIEWED),
    Marker("E", "overseas peer, European Parliament only", frozenset()),
    Marker("F", "overseas elector", frozenset({WESTMINSTER})),
    Marker("G", "citizen of the European Union", NOT_WESTMINSTER, EVERYWHERE - REVIEWED),
    Marker("G", "citizen of the European Union", NOT_WESTMINSTER, REVIEWED, valid_to=REVIEWS_ENDED),
    Marker(
        "G",
        "citizen of the European Union, not reviewed: ask the registration officer",
        NOT_WESTMINSTER,
        REVIEWED,
        valid_from=REVIEWS_ENDED,
    ),
    Marker("K", "citizen of the European Union, European Parliament too", NOT_WESTMINSTER),
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


def unknown_letters(markers: str) -> str:
    """Give back the letters of a marker column that no source explains, in alphabetical order."""
    return "".join(sorted(_letters(markers) - LETTERS))


def meanings(markers: str, *, nation: str, on: date) -> list[str]:
    """Say in words what the letters mean in one nation on one day; unknown letters are left out."""
    return [marker.meaning for marker in _held(markers, nation, on)]


def may_vote(markers: str, *, nation: str, kind: str, on: date, attains_on: date | None = None) -> bool:
    """Whether somebody may vote in a kind of election on a day, by letters and age.

    Unknown letters take nothing away. `attains_on` is the eighteenth birthday where the register gives one: at 16
    they may vote in local and devolved elections of Scotland (Scottish Elections (Reduction of Voting Age) Act
    2015) and Wales (Senedd and Elections (Wales) Act 2020; Local Government and Elections (Wales) Act 2021).
    """
    if attains_on is not None and on < _old_enough(attains_on, nation, kind):
        return False
    return all(
        kind in marker.votes_in for marker in _held(markers, nation, on) if marker.votes_in is not None
    )


def years_before(day: date, years: int) -> date:
    """The same day so many years earlier; 29 February becomes 1 March where there is none."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 3, 1)


def years_after(day: date, years: int) -> date:
    """The same day so many years later: somebody born on 29 February is of age on 1 March."""
    return years_before(day, -years)


def _old_enough(attains_on: date, nation: str, kind: str) -> date:
    younger = nation in {"scotland", "wales"} and kind in {LOCAL, DEVOLVED}
    return years_before(attains_on, 2) if younger else attains_on


def _letters(markers: str) -> set[str]:
    return {letter for letter in markers.upper() if letter.isalpha()}


def _held(markers: str, nation: str, on: date) -> Iterable[Marker]:
    letters = _letters(markers)
    return [marker for marker in TABLE if marker.letter in letters and marker.holds(nation, on)]
