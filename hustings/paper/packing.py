"""Choosing what to print: a pack keeps its streets and everything that its sheets fix for good."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from hustings.access.actor import Actor
from hustings.audit.recording import Receipt, record
from hustings.audit.words import Action
from hustings.canvassing.at_the_door import consent_words, privacy_words, rests_on_consent
from hustings.canvassing.rules import Meaning
from hustings.canvassing.schemes import Entry, Scheme, scheme_for
from hustings.copies.retraining import UnableToTakeInBulk, refuse_untrained
from hustings.elections.models import ElectionKind
from hustings.organisation.models import Organisation
from hustings.paper.frame import make_frame
from hustings.paper.models import Pack
from hustings.paper.script import LANGUAGES, pack_text
from hustings.register.models import Elector, Street
from hustings.targeting.models import Walk
from hustings.targeting.walks.standing import follow_register

ON_EVERY_SHEET = (
    Meaning.HOUSEHOLD, Meaning.NOT_IN, Meaning.REFUSED, Meaning.MOVED, Meaning.OBJECTED,
    Meaning.DEFINITE, Meaning.PROBABLE, Meaning.UNDECIDED, Meaning.SOFT_OTHER, Meaning.FIRM_OTHER,
    Meaning.WILL_NOT_VOTE, Meaning.POSTAL_VOTE, Meaning.LIFT, Meaning.POSTER, Meaning.HELP,
)  # fmt: skip
"""The boxes of a sheet unless others are chosen; every code of the scheme can be written in the note and keyed."""


class UnableToPrint(Exception):
    """No sheet is made; the message says why and what to do."""


@dataclass(frozen=True)
class Choice:
    """What somebody chose to print: streets, or walks. `address` is where a scanned sheet is keyed in,
    `walks_address` where the code of a cover opens its walk on a telephone.
    """

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
    walks: Sequence[UUID] = ()
    walks_address: str = ""
    is_large: bool = False
    line_codes: bool = False


def order_pack(*, constituency: int, choice: Choice, by: Actor, at: datetime) -> Pack:
    """Keep what is to be printed, with the scheme, the wording and the return as they stand now.

    Raises UnableToPrint where a street or walk is not of the seat, the return is past, the boxes do not fit on a
    line, or consent is the basis and no wording for it has been filed.
    """
    streets, walks = _chosen_streets(constituency, choice), _chosen_walks(constituency, choice)
    if walks and follow_register(walks[0].plan, at):
        walks = _chosen_walks(constituency, choice)
    if choice.return_by <= at:
        raise UnableToPrint(_("The time of return is past. Choose a later one; nothing was printed."))
    if choice.language not in LANGUAGES or choice.election_kind not in ElectionKind.values:
        raise UnableToPrint(
            _("Choose a language and a kind of election from the lists. Nothing was printed.")
        )
    people = _people(constituency, streets, walks)
    _refuse_untrained(people, by)
    with transaction.atomic(), override(LANGUAGES[choice.language]):
        pack = Pack(
            constituency_id=constituency,
            title=(choice.title or _title(streets, walks))[:200],
            language=choice.language,
            election_kind=choice.election_kind,
            streets=[street.id for street in streets],
            walks=[walk.id for walk in walks],
            is_supplement=choice.is_supplement,
            return_to=choice.return_to,
            return_by=choice.return_by,
            call_number=choice.call_number,
            script=_script(constituency, choice) | {"people": people},
            made_by=by.person_id,
            made_at=at,
        )
        _fit_boxes(pack, chosen=bool(choice.boxes))
        pack.save(force_insert=True)
        note_printing(pack, by, at, detail=_detail(pack))
    return pack


def _chosen_streets(constituency: int, choice: Choice) -> list[Street]:
    streets = list(Street.objects.filter(constituency_id=constituency, id__in=choice.streets))
    if not (choice.streets or choice.walks) and choice.walks_address:
        raise UnableToPrint(_("Tick at least one walk. Nothing was printed."))
    if len(streets) != len(set(choice.streets)) or not (streets or choice.walks):
        raise UnableToPrint(_("Choose at least one street of this seat. Nothing was printed."))
    return streets


def _chosen_walks(constituency: int, choice: Choice) -> list[Walk]:
    walks = Walk.objects.filter(constituency_id=constituency, id__in=choice.walks).select_related("plan")
    found = list(walks.order_by("number"))
    if len(found) != len(set(choice.walks)):
        raise UnableToPrint(
            _("A walk is gone: they were cut anew. Load the page again; nothing was printed.")
        )
    return found


def _people(constituency: int, streets: Sequence[Street], walks: Sequence[Walk]) -> int:
    on_streets = Elector.objects.of_seat(constituency).on_the_register().filter(street__in=streets)
    return sum(walk.people for walk in walks) + (on_streets.count() if streets else 0)


def _detail(pack: Pack) -> dict[str, Any]:
    return {"streets": len(pack.streets), "walks": len(pack.walks), "supplement": pack.is_supplement}


def _refuse_untrained(people: int, by: Actor) -> None:
    try:
        refuse_untrained(people=people, by=by)
    except UnableToTakeInBulk as refusal:
        raise UnableToPrint(str(refusal)) from refusal


def _title(streets: Sequence[Street], walks: Sequence[Walk]) -> str:
    if walks:
        return str(walks[0] if len(walks) == 1 else walks[0].plan)
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
        "large": choice.is_large,
        "line_codes": choice.line_codes,
        "address": choice.address,
        "walks_address": choice.walks_address,
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
    words = consent_words(organisation)
    if rests_on_consent(organisation) and not words:
        raise UnableToPrint(
            _("Opinions are recorded by consent alone here, and no wording to ask for it is filed. File it under "
              "data protection; nothing was printed.")
        )  # fmt: skip
    return words


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


def note_printing(
    pack: Pack,
    by: Actor,
    at: datetime,
    *,
    electors: Iterable[tuple[int, int]] = (),
    detail: dict[str, Any] | None = None,
) -> Receipt:
    """Write the log's entry of sheets ordered or printed."""
    return record(
        action=Action.PAPER_SHEET_PRINT,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=pack.constituency_id,
        place=f"pack {pack.id}",
        electors=electors,
        detail=detail,
    )
