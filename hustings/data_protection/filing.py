"""Filing a data-protection paper: a new version is added, and a filed one never changes."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.organisation.models import Paper, PaperKind

SHORTEST = 200
LEFT_OPEN = ("[to fill in", "[i’w lenwi")
"""How the drafts mark what only the organisation knows."""


class UnableToFilePaper(Exception):
    """Nothing was filed; the message says what to do."""


def file_paper(*, kind: PaperKind, text: str, by: UUID, at: datetime) -> Paper:
    """Add the next version of a paper. Refuses one too short to say anything, and the same text again."""
    told = text.replace("\r\n", "\n").strip()
    _refuse_unfit(kind, told)
    try:
        with transaction.atomic():
            version = (Paper.objects.filter(kind=kind).aggregate(last=Max("version"))["last"] or 0) + 1
            paper = Paper.objects.create(
                kind=kind, version=version, title=str(kind.label), text=told, filed_at=at, filed_by=by
            )
            record(
                action=Action.DATA_PROTECTION_PAPER_FILE,
                purpose=Purpose.ADMINISTRATION,
                by=by,
                at=at,
                detail={"paper": str(kind), "version": version},
            )
    except IntegrityError as clash:
        raise UnableToFilePaper(
            _(
                "Somebody else filed this paper at the same moment. Your text was not filed; read theirs first."
            )
        ) from clash
    return paper


def filed_papers() -> dict[str, Paper]:
    """The newest version of each paper, by kind. One query."""
    newest = Paper.objects.order_by("kind", "-version").distinct("kind")
    return {paper.kind: paper for paper in newest}


def _refuse_unfit(kind: PaperKind, told: str) -> None:
    shortest = 20 if kind == PaperKind.CONSENT else SHORTEST
    if len(told) < shortest:
        raise UnableToFilePaper(_("This is too short to be a paper. Nothing was filed."))
    if any(mark in told for mark in LEFT_OPEN):
        raise UnableToFilePaper(
            _(
                "Something in [square brackets] is still to be filled in. Nothing was filed; complete it first."
            )
        )
    newest = filed_papers().get(kind)
    if newest is not None and newest.text == told:
        raise UnableToFilePaper(_("This very text is filed already. Nothing was filed again."))
