"""Files as Xpress writes them: the full register in 14 columns or 13, and the monthly update with three months."""

from collections.abc import Iterable, Iterator

from hustings.lib.markers import years_before
from tests.years.truth import Alteration, Change, Entry, Step
from tests.years.writing import Hand, day_of, in_order, padded, place

NUMBERED = (
    "Elector Number Prefix",
    "Elector Number",
    "Elector Number Suffix",
    "Elector Markers",
    "Elector DOB",
)
SPLIT, COMBINED = ("Elector Surname", "Elector Forename"), ("Elector Name",)
PLACED = ("PostCode", *(f"Address{line}" for line in range(1, 7)))
UPDATE = (
    "CompanyName,CompanyOPCSRef,DistrictRef,StreetName,PropertyAddress1,PropertyAddress2,PropertyAddress3,"
    "PropertyAddress4,PropertyAddress5,PropertyPostCode,PropertyAddressPrefix,PropertyAddressNumber,ElectorNumber,"
    "ElectorForename,ElectorSurname,ElectorDOB,ElectorCreatedMonth,ElectorChangedMonth,ElectorDeletedMonth,"
    "MarkersRegisterText,RecordCount,RecordTotal,CurrentRegisterMonth"
).split(",")
MONTHS = {Change.ADD: (1, 0, 0), Change.AMEND: (0, 1, 0), Change.DELETE: (0, 0, 1), Change.FLICKER: (1, 0, 1)}


def write_full(register: Iterable[Entry], hand: Hand, *, combined: bool = False) -> bytes:
    """The full register; `combined` writes "Surname Forename Middle" in one column, as some councils do."""
    trailing = ("Elector ID",) if hand.with_reference else ()
    headings = (*NUMBERED, *(COMBINED if combined else SPLIT), *PLACED, *trailing)
    return hand.written([headings, *(_row(entry, hand, combined=combined) for entry in in_order(register))])


def write_update(step: Step, hand: Hand) -> bytes:
    """A month's update: deletions first, with a running count and the total on every row."""
    rows = step.alterations or ()
    return hand.written([UPDATE, *(_altered(row, at, step, hand) for at, row in enumerate(rows, 1))])


def _row(entry: Entry, hand: Hand, *, combined: bool) -> Iterator[object]:
    name = [hand.surname(entry), " ".join(hand.forenames(entry))]
    lines, postcode = place(entry, 5)
    yield from (entry.letters, entry.number, entry.suffix, entry.person.markers, _born(entry))
    yield from [" ".join(name).strip()] if combined else name
    yield postcode
    yield from padded([*filter(None, lines), *filter(None, [postcode])], 6)
    if hand.with_reference:
        yield entry.person.reference


def _altered(row: Alteration, at: int, step: Step, hand: Hand) -> Iterator[object]:
    entry, month = row.entry, step.day.month
    lines, postcode = place(entry, 5)
    yield from ("Moorton Council", "00ZZ", entry.letters, "", *lines, postcode, "", "", entry.elector_number)
    yield from (" ".join(hand.forenames(entry)), hand.surname(entry), _born(entry))
    yield from (month * told for told in MONTHS[row.change])
    yield from (entry.person.markers, at, len(step.alterations or ()), f"{step.day:%B %Y}")


def _born(entry: Entry) -> str:
    attains_on = entry.person.attains_on
    return day_of(years_before(attains_on, 18)) if attains_on else ""
