"""Files as Idox Elections writes them: 22 columns without headings; in an update a third one says "+Mar"."""

from collections.abc import Iterable, Iterator

from tests.years.truth import Change, Entry, Step
from tests.years.writing import Hand, day_of, franchise, in_order, place

SIGNS = {Change.ADD: ("+",), Change.AMEND: ("=",), Change.DELETE: ("-",), Change.FLICKER: ("+", "-")}


def write_full(register: Iterable[Entry], hand: Hand) -> bytes:
    """The full register; the number bears its suffix after a stroke."""
    return hand.written(_row(entry, hand, ()) for entry in in_order(register))


def write_update(step: Step, hand: Hand) -> bytes:
    """A month's update; who came and went within it stands in two rows."""
    rows = step.alterations or ()
    return hand.written(
        _row(row.entry, hand, (f"{sign}{step.day:%b}",)) for row in rows for sign in SIGNS[row.change]
    )


def _row(entry: Entry, hand: Hand, change: tuple[str, ...]) -> Iterator[object]:
    lines, postcode = place(entry, 8)
    number = f"{entry.number}/{entry.suffix}" if entry.suffix else str(entry.number)
    surname = f"(z) {hand.surname(entry)}" if entry.person.opted_out else hand.surname(entry)
    yield from (entry.letters, number, *change, franchise(entry), day_of(entry.person.attains_on), surname)
    yield from (" ".join(hand.forenames(entry)), *lines)
    yield from (entry.home.number, entry.home.flat, entry.home.street) if entry.home else ("", "", "")
    yield from ("", "", "", "", postcode)
