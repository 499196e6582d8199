"""One question for a person to read: the earlier elector beside the row, and what speaks for and against."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hustings.lib.elector_numbers import ElectorNumber
from hustings.lib.names import normalised
from hustings.lib.postcodes import displayed
from hustings.register.identity.reasons import reasons_of_names
from hustings.register.models import Doubt, Elector, Import, RegisterEntry, StagedRow


@dataclass(frozen=True)
class Face:
    """One of the two people of a question, as a council printed them."""

    surname: str
    forenames: str
    number: str
    edition: str
    address: tuple[str, ...]
    postcode: str
    attains_on: date | None
    markers: str
    state: str
    elector: UUID | None

    @property
    def name(self) -> str:
        return " ".join(filter(None, (self.forenames, self.surname))) or _("No name")


@dataclass(frozen=True)
class Line:
    """A line of text about one of the two, and whether the other has none like it."""

    text: str
    differs: bool = False


@dataclass(frozen=True)
class Compared:
    """One thing about both people. `differs` is None where a difference says nothing about who they are."""

    label: str
    earlier: tuple[Line, ...]
    row: tuple[Line, ...]
    differs: bool | None


@dataclass(frozen=True)
class Question:
    """A doubt for a person to read: two people, what differs, and what speaks for and against."""

    doubt: Doubt
    earlier: Face
    row: Face
    compared: tuple[Compared, ...]
    reasons: tuple[str, ...]


def question_of(doubt: Doubt) -> Question:
    """Show a question: the earlier elector beside the row, staged or written."""
    earlier = _face_of_elector(doubt, doubt.earlier)
    row = _face_of_row(doubt) or earlier
    return Question(doubt, earlier, row, tuple(_compared(earlier, row)), tuple(_reasons(doubt, earlier, row)))


def _face_of_row(doubt: Doubt) -> Face | None:
    written = Elector.objects.filter(constituency_id=doubt.constituency_id, pk=doubt.elector_id).first()
    if written is not None:
        return _face_of_elector(doubt, written)
    sent = Import.objects.filter(pk=doubt.run_id).select_related("edition").first()
    staged = StagedRow.objects.filter(run_id=doubt.run_id, line=doubt.line)
    row = staged.filter(constituency_id=sent.constituency_id).first() if sent else None
    if row is None or sent is None:
        return None
    return Face(
        surname=row.surname,
        forenames=row.forenames,
        number=str(ElectorNumber(row.letters, int(row.number), int(row.suffix))),
        edition=sent.edition.name,
        address=tuple(row.address_lines.splitlines()),
        postcode=displayed(row.postcode),
        attains_on=row.attains_on,
        markers=row.markers,
        state=_("Not on the register until the file is applied"),
        elector=None,
    )


def _face_of_elector(doubt: Doubt, elector: Elector) -> Face:
    entries = RegisterEntry.objects.filter(constituency_id=doubt.constituency_id, elector=elector)
    entries = entries.select_related("edition").order_by("-id")
    entry = entries.filter(closed_by=None).first() or entries.first()
    return Face(
        surname=elector.surname,
        forenames=elector.forenames,
        number=str(entry) if entry else "",
        edition=entry.edition.name if entry else "",
        address=tuple(entry.address_lines.splitlines()) if entry else (),
        postcode=displayed(entry.postcode) if entry else "",
        attains_on=elector.attains_on,
        markers=elector.markers,
        state=_("On the register") if elector.on_register else _("Not on the register any more"),
        elector=elector.pk,
    )


def _compared(earlier: Face, row: Face) -> Iterator[Compared]:
    telling = (
        (_("Surname"), (earlier.surname,), (row.surname,)),
        (_("Forenames"), (earlier.forenames,), (row.forenames,)),
        (_("Address"), earlier.address, row.address),
        (_("Postcode"), (earlier.postcode,), (row.postcode,)),
        (_("Comes of age"), (_day(earlier.attains_on),), (_day(row.attains_on),)),
        (_("Markers"), (earlier.markers,), (row.markers,)),
    )
    for label, before, now in telling:
        if any(before) or any(now):
            yield _beside(label, before, now)
    # Every file numbers people anew: that they differ is no sign.
    for label, was, is_now in (
        (_("Number"), earlier.number, row.number),
        (_("Edition"), earlier.edition, row.edition),
        (_("Register"), earlier.state, row.state),
    ):
        yield Compared(label, (Line(was),), (Line(is_now),), None)


def _beside(label: str, before: tuple[str, ...], now: tuple[str, ...]) -> Compared:
    def lines(these: tuple[str, ...], others: tuple[str, ...]) -> tuple[Line, ...]:
        known = {normalised(line) for line in others}
        return tuple(Line(line or "–", normalised(line) not in known) for line in these or ("",))

    earlier, row = lines(before, now), lines(now, before)
    return Compared(label, earlier, row, any(line.differs for line in (*earlier, *row)))


def _reasons(doubt: Doubt, earlier: Face, row: Face) -> Iterator[str]:
    """What speaks for and against one person, most telling first."""
    yield from reasons_of_names(earlier.surname, earlier.forenames, row.surname, row.forenames)
    yield from _reasons_of_place(earlier, row)
    if doubt.kind == Doubt.Kind.SEVERAL:
        yield _("It could be more than one person: the others are asked about beside this.")


def _reasons_of_place(earlier: Face, row: Face) -> Iterator[str]:
    if [normalised(line) for line in earlier.address] == [normalised(line) for line in row.address]:
        yield _("The address is the same.")
    elif earlier.postcode and earlier.postcode == row.postcode:
        yield _("The address differs, in the same postcode.")
    else:
        yield _("The address is another one.")
    if earlier.attains_on and row.attains_on:
        same = earlier.attains_on == row.attains_on
        yield _("The date is the same.") if same else _("The dates differ.")


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""
