"""Printing canvass sheets: choosing streets makes a pack, and printing fixes its order and seals its file."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.canvassing.models import Code
from hustings.canvassing.rules import Meaning
from hustings.canvassing.schemes import Entry, Scheme, scheme_for
from hustings.elections.models import ElectionKind
from hustings.organisation.models import Basis, Organisation, Paper, PaperKind
from hustings.paper.composing import compose_sheets
from hustings.paper.frame import make_frame
from hustings.paper.models import Pack, Sheet, SheetLine
from hustings.paper.ordering import fix_order
from hustings.paper.script import box_of, party_letters
from hustings.paper.sheet_text import PackText
from hustings.paper.typesetting import Progress, UnableToTypeset, typeset
from hustings.paper.wording import privacy_words, returning_words, sheet_words
from hustings.register.models import Street
from hustings.work.sealing import seal_file

Report = Callable[[int, int, str], None]

ON_EVERY_SHEET = (
    Meaning.HOUSEHOLD, Meaning.NOT_IN, Meaning.REFUSED, Meaning.MOVED, Meaning.OBJECTED,
    Meaning.DEFINITE, Meaning.PROBABLE, Meaning.UNDECIDED, Meaning.SOFT_OTHER, Meaning.FIRM_OTHER,
    Meaning.WILL_NOT_VOTE, Meaning.POSTAL_VOTE, Meaning.LIFT, Meaning.POSTER, Meaning.HELP,
)  # fmt: skip
"""The boxes of a sheet unless others are chosen; every code of the scheme can be written in the note and keyed."""

LANGUAGES = {"en": "en-gb", "cy": "cy"}


class UnableToPrint(Exception):
    """No sheet is made; the message says why and what to do."""


@dataclass(frozen=True)
class Choice:
    """What somebody chose to print. `address` is where a scanned sheet is keyed in."""

    streets: Sequence[UUID]
    return_to: str
    return_by: datetime
    call_number: str
    address: str
    election_kind: str = ElectionKind.WESTMINSTER
    language: str = "en"
    together: bool = True
    is_supplement: bool = False
    boxes: tuple[str, ...] = ()
    title: str = ""


def order_pack(*, constituency: int, choice: Choice, by: Actor, at: datetime) -> Pack:
    """Keep what is to be printed, with the scheme, the wording and the return as they stand now.

    Raises UnableToPrint where a street is not of the seat, the time of return is past, the boxes do not fit on a
    line, or consent is the basis and no wording for it has been filed.
    """
    streets = list(Street.objects.filter(constituency_id=constituency, id__in=choice.streets))
    if not streets or len(streets) != len(set(choice.streets)):
        raise UnableToPrint(_("Choose at least one street of this seat. Nothing was printed."))
    if choice.return_by <= at:
        raise UnableToPrint(_("The time of return is past. Choose a later one; nothing was printed."))
    if choice.language not in LANGUAGES or choice.election_kind not in ElectionKind.values:
        raise UnableToPrint(
            _("Choose a language and a kind of election from the lists. Nothing was printed.")
        )
    with transaction.atomic(), override(LANGUAGES[choice.language]):
        pack = Pack(
            constituency_id=constituency,
            title=(choice.title or _title(streets))[:200],
            language=choice.language,
            election_kind=choice.election_kind,
            streets=[street.id for street in streets],
            is_supplement=choice.is_supplement,
            return_to=choice.return_to,
            return_by=choice.return_by,
            call_number=choice.call_number,
            script=_script(constituency, choice),
            made_by=by.person_id,
            made_at=at,
        )
        _fit_boxes(pack, chosen=bool(choice.boxes))
        pack.save(force_insert=True)
        _note(pack, by, at, detail={"streets": len(streets), "supplement": pack.is_supplement})
    return pack


def print_pack(*, pack_id: UUID, constituency: int, by: Actor, at: datetime, report: Report) -> Pack:
    """Fix the order of a pack's lines, typeset it and seal its file, in one transaction with one log entry.

    A pack is printed once. Raises UnableToPrint where it is printed already, where no door is left to print, or
    where the typesetter fails; nothing is kept then.
    """
    with transaction.atomic():
        pack = Pack.objects.select_for_update().filter(constituency_id=constituency, pk=pack_id).first()
        if pack is None or pack.printed_at is not None:
            raise UnableToPrint(_("This pack is printed already. Fetch its file, or make a new one."))
        report(0, 0, _("Putting doors in walking order."))
        with override(LANGUAGES[pack.language]):
            sheets = fix_order(pack, together=bool(pack.script.get("together")), at=at)
        if not sheets:
            raise UnableToPrint(_nothing_to_print(pack))
        progress = Progress()
        try:
            with override(LANGUAGES[pack.language]):
                file = seal_file(
                    _pieces(pack, sheets, at, progress, report),
                    name=f"sheets-{pack.constituency.slug}-{timezone.localtime(at):%Y-%m-%d-%H%M}.pdf",
                    media_type="application/pdf",
                    person_id=by.person_id or pack.id,
                    at=at,
                    constituency=constituency,
                )
        except UnableToTypeset as fault:
            raise UnableToPrint(_("The sheets could not be set: %s. Nothing was printed.") % fault) from fault
        for sheet in sheets:
            sheet.page_starts = progress.page_starts.get(sheet.code, [])
        Sheet.objects.bulk_update(sheets, ["page_starts"], batch_size=500)
        pack.printed_at, pack.file_id = at, file.id
        pack.sheet_count, pack.page_count = len(sheets), progress.pages
        pack.save(update_fields=["printed_at", "file_id", "sheet_count", "page_count"])
        _note(
            pack, by, at, subjects=_electors_on(pack), detail={"sheets": len(sheets), "pages": progress.pages}
        )
    return pack


def described(pack: Pack) -> str:
    """Say in a sentence what was printed."""
    pages = ngettext("%(count)d page", "%(count)d pages", pack.page_count) % {"count": pack.page_count}
    sheets = ngettext("%(count)d sheet", "%(count)d sheets", pack.sheet_count) % {"count": pack.sheet_count}
    return _("%(sheets)s on %(pages)s are ready.") % {"sheets": sheets, "pages": pages}


def pack_text(pack: Pack, *, at: datetime) -> PackText:
    """What all sheets of a pack share, in the language in force."""
    script = pack.script
    boxes = {code["letters"]: code for code in script["codes"]}
    kind = ElectionKind(pack.election_kind).label
    printed = date_format(timezone.localtime(at), "j F Y, H:i")
    return PackText(
        title=_("Canvass sheets: %s") % pack.title,
        language=pack.language,
        organisation=script["organisation"],
        seat=str(pack.constituency),
        election=_("Voting intention: %s") % kind,
        printed=_("Printed %s") % printed,
        returning=returning_words(
            to=pack.return_to,
            by=date_format(timezone.localtime(pack.return_by), "l j F, H:i"),
            call=pack.call_number,
        ),
        address=script["address"],
        codes=tuple(box_of(boxes[letters]) for letters in script["boxes"]),
        legend=party_letters(script["codes"]),
        words=sheet_words(),
        privacy=script["privacy"],
        consent=script["consent"],
    )


def _title(streets: Sequence[Street]) -> str:
    names = sorted({street.name for street in streets})
    if len(names) <= 3:
        return ", ".join(names)
    return _("%(first)s and %(more)d more streets") % {"first": names[0], "more": len(names) - 1}


def _script(constituency: int, choice: Choice) -> dict[str, Any]:
    """Everything that a printed sheet fixes for good; in it no personal data of electors."""
    scheme = scheme_for(constituency)
    organisation = Organisation.objects.filter(pk=1).first()
    name = organisation.name if organisation else ""
    return {
        "codes": [_code(entry) for entry in scheme.entries],
        "boxes": _boxes(scheme, choice.boxes),
        "together": choice.together,
        "address": choice.address,
        "organisation": name,
        "privacy": privacy_words(name),
        "consent": _consent(organisation),
    }


def _code(entry: Entry) -> dict[str, str]:
    return {
        "letters": entry.letters,
        "id": str(entry.id),
        "label": entry.label,
        "question": entry.question,
        "meaning": entry.meaning,
        "party": entry.party,
    }


def _boxes(scheme: Scheme, chosen: Iterable[str]) -> list[str]:
    """The letters of the boxes, in the order of the scheme."""
    wanted = set(chosen) or {entry.letters for entry in scheme.entries if _is_usual(entry)}
    return [entry.letters for entry in scheme.entries if entry.letters in wanted]


def _is_usual(entry: Entry) -> bool:
    return entry.is_own or (entry.meaning in ON_EVERY_SHEET and not entry.party)


def _consent(organisation: Organisation | None) -> str:
    if organisation is not None and organisation.basis != Basis.CONSENT:
        return ""
    filed = Paper.objects.filter(kind=PaperKind.CONSENT).order_by("-version").first()
    if filed is None:
        raise UnableToPrint(
            _("Opinions are recorded by consent alone here, and no wording to ask for it is filed. File it under "
              "data protection; nothing was printed.")
        )  # fmt: skip
    return " ".join(filed.text.split())


def _fit_boxes(pack: Pack, *, chosen: bool) -> None:
    """Leave off the last of the usual boxes until they fit on a line; those chosen by hand are refused instead."""
    while not _boxes_fit(pack):
        if chosen:
            raise UnableToPrint(
                _(
                    "These boxes do not fit on one line. Choose fewer; other codes can still be written and keyed."
                )
            )
        pack.script["boxes"].pop()


def _boxes_fit(pack: Pack) -> bool:
    try:
        make_frame(pack_text(pack, at=pack.made_at))
    except ValueError:
        return False
    return True


def _pieces(
    pack: Pack, sheets: Sequence[Sheet], at: datetime, progress: Progress, report: Report
) -> Iterator[bytes]:
    texts = compose_sheets(pack, sheets, _letters(pack), on=timezone.localdate(at))

    def tell(so_far: Progress) -> None:
        report(so_far.sheets, len(sheets), _("%d pages set.") % so_far.pages)

    return typeset(pack_text(pack, at=at), texts, at=at, progress=progress, report=tell)


def _letters(pack: Pack) -> dict[UUID, str]:
    """How each code is spelt on paper: as the pack's scheme says, and retired ones as they were."""
    kept = Code.objects.filter(constituency_id=pack.constituency_id).values_list("id", "letters")
    spelt = {UUID(code["id"]): code["letters"] for code in pack.script["codes"]}
    return {id: letters for id, letters in kept if letters} | spelt


def _electors_on(pack: Pack) -> list[UUID]:
    lines = SheetLine.objects.filter(constituency_id=pack.constituency_id, sheet__pack=pack)
    return list(lines.values_list("elector_id", flat=True))


def _nothing_to_print(pack: Pack) -> str:
    if pack.is_supplement:
        return _("Nobody new has come to these streets since their last sheets. Nothing needs printing.")
    return _("Nobody on these streets can be asked for at the door. Nothing was printed.")


def _note(
    pack: Pack,
    by: Actor,
    at: datetime,
    *,
    subjects: Iterable[UUID] = (),
    detail: dict[str, Any] | None = None,
) -> None:
    record(
        action=Action.PAPER_SHEET_PRINT,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=pack.constituency_id,
        place=f"pack {pack.id}",
        subjects=subjects,
        detail=detail,
    )
