"""Files as Eros writes them: its CSV with PDCode and RollNo, and its "pp" layout, with and without Status."""

from collections.abc import Iterable, Iterator

from tests.years.truth import Alteration, Change, Entry, Step
from tests.years.writing import Hand, day_of, franchise, in_order, place

NAMED = ("PDCode", "RollNo", "ElectorTitle", "ElectorSurname", "ElectorForename", "ElectorMiddleName")
PLACED = (
    *(f"RegisteredAddress{line}" for line in range(1, 7)),
    *("PostCode", "Euro", "Parl", "County", "Ward", "SubHouse", "House"),
)
PP_NAMED = ("Title", "First Name", "Initials", "Surname", "Suffix", "Date Of Attainment", "Franchise Flag")
PP_PLACED = (*(f"Address {line}" for line in range(1, 10)), "Postcode")
CHANGE_TYPES = {Change.ADD: "N", Change.AMEND: "M", Change.DELETE: "D"}
STATUSES = {Change.ADD: "A", Change.AMEND: "M", Change.DELETE: "D"}
FLICKER = (Change.ADD, Change.DELETE)


def write_full(register: Iterable[Entry], hand: Hand) -> bytes:
    """The full register as CSV; its number "12.003" is number 12, suffix 3."""
    trailing = _trailing_headings(hand)
    headings = (*NAMED, "DateOfAttainment", "FranchiseMarker", *PLACED, "MethodOfVerification", *trailing)
    rows = ((*_cells(entry, hand), "", *_trailing(entry, hand)) for entry in in_order(register))
    return hand.written([headings, *rows])


def write_update(step: Step, hand: Hand) -> bytes:
    """A month's update by ChangeTypeID, in sections with banners between them; who came and went stands in two."""
    rows: list[Iterable[object]] = [("ChangeTypeID", *NAMED, "DOB", "FranchiseMarker", *PLACED)]
    for change in (Change.DELETE, Change.AMEND, Change.ADD):
        banner = (f"Ref: {CHANGE_TYPES[change]}/{step.day:%m/%Y}", f"Accession: {step.day:%d/%m/%Y}")
        rows.append((*banner, *[""] * (len(rows[0]) - 2)))  # type: ignore[arg-type]
        rows += [(CHANGE_TYPES[change], *_cells(entry, hand)) for entry in _told(step, change)]
    return hand.written(rows)


def write_pp_full(register: Iterable[Entry], hand: Hand, *, with_status: bool = True) -> bytes:
    """The full register in the pp layout; without `Status` every later column stands one further left."""
    status = ("Status",) if with_status else ()
    trailing = ("UPRN",) if hand.with_uprn else ("Opt Out Flag",)
    rows = (
        (
            *_pp(entry, hand, ("",) if with_status else ()),
            _uprn(entry) if hand.with_uprn else _opted_out(entry),
        )
        for entry in in_order(register)
    )
    return hand.written([("PD", "ENO", *status, *PP_NAMED, *PP_PLACED, *trailing), *rows])


def write_pp_update(step: Step, hand: Hand) -> bytes:
    """A month's update in the pp layout: its Status column holds the change, and banners name the sections."""
    headings = (
        "PD",
        "ENO",
        "Status",
        *PP_NAMED,
        *PP_PLACED,
        "Register Code",
        "Clerical Error",
        "Opt Out Flag",
    )
    rows: list[Iterable[object]] = [headings]
    sections = ((Change.DELETE, "Deletions"), (Change.AMEND, "Amendments"), (Change.ADD, "Additions"))
    for change, title in sections:
        rows.append((f"Monthly {title} {step.day:%B %Y}", *[""] * (len(headings) - 1)))
        told = _told(step, change)
        rows += [(*_pp(entry, hand, (STATUSES[change],)), "", "", _opted_out(entry)) for entry in told]
    return hand.written(rows)


def _told(step: Step, change: Change) -> list[Entry]:
    rows: tuple[Alteration, ...] = step.alterations or ()
    return [
        row.entry
        for row in rows
        if row.change == change or (row.change == Change.FLICKER and change in FLICKER)
    ]


def _cells(entry: Entry, hand: Hand) -> Iterator[object]:
    first, *middle = hand.forenames(entry) or ("",)
    lines, postcode = place(entry, 6)
    yield from (
        entry.letters,
        f"{entry.number}.{entry.suffix:03}",
        "",
        hand.surname(entry),
        first,
        " ".join(middle),
    )
    yield from (day_of(entry.person.attains_on), franchise(entry), *lines, postcode)
    yield from ("", "MOORTON", "", "", "", "")


def _trailing_headings(hand: Hand) -> tuple[str, ...]:
    return ("ElectorID",) * hand.with_reference + ("UPRN",) * hand.with_uprn


def _trailing(entry: Entry, hand: Hand) -> tuple[str, ...]:
    return (entry.person.reference,) * hand.with_reference + (_uprn(entry),) * hand.with_uprn


def _pp(entry: Entry, hand: Hand, status: tuple[str, ...]) -> Iterator[object]:
    """The first name in full, the others as initials; somebody who opted out of the open register bears a mark."""
    first, *middle = hand.forenames(entry) or ("",)
    lines, postcode = place(entry, 9)
    surname = f"(z) {hand.surname(entry)}" if entry.person.opted_out else hand.surname(entry)
    number = f"{entry.number}/{entry.suffix}" if entry.suffix else str(entry.number)
    yield from (entry.letters, number, *status, "", first, " ".join(name[0] for name in middle), surname, "")
    yield from (day_of(entry.person.attains_on), franchise(entry), *lines, postcode)


def _opted_out(entry: Entry) -> str:
    return "Z" if entry.person.opted_out else ""


def _uprn(entry: Entry) -> str:
    return f"{entry.home.uprn:012}" if entry.home else ""
