"""Rows of an import that waits, linked with the electors whom a person says they are."""

from django.db.models import QuerySet

from hustings.register.models import Doubt, Elector, Import, StagedRow, Verdict
from hustings.register.querying import change
from hustings.register.staging.rows import SAYS_THE_SAME

JUDGE_ROW = f"""
UPDATE register_stagedrow s SET elector_id = e.id, entry_id = n.id, verdict = CASE
    WHEN n.id IS NULL THEN '{Verdict.RETURNED}'
    WHEN n.edition_id <> i.edition_id THEN '{Verdict.RENEWED}'
    WHEN {SAYS_THE_SAME.format("s")} THEN '{Verdict.SAME}'
    ELSE '{Verdict.CHANGED}' END
FROM register_import i, register_elector e
LEFT JOIN register_registerentry n
    ON n.constituency_id = e.constituency_id AND n.elector_id = e.id AND n.closed_by_id IS NULL
WHERE s.id = %(row)s AND i.id = s.run_id AND e.constituency_id = %(seat)s AND e.id = %(earlier)s
"""


def is_applied(doubt: Doubt) -> bool:
    """Whether the row is in the register by now, as an elector of its own or as the earlier one."""
    made = Elector.objects.filter(constituency_id=doubt.constituency_id, pk=doubt.elector_id)
    return "kept" in doubt.moved or made.exists()


def rows_kept_aside(doubt: Doubt) -> QuerySet[StagedRow]:
    """The staged rows of a doubt's import: in the seat on whose screen the file was sent, wherever they lie."""
    sent = Import.objects.filter(pk=doubt.run_id).values("constituency_id")
    return StagedRow.objects.filter(run_id=doubt.run_id, constituency_id__in=sent)


def staged_row(doubt: Doubt) -> StagedRow | None:
    linked, rows = doubt.moved.get("row"), rows_kept_aside(doubt)
    return (rows.filter(pk=linked) if linked else rows.filter(elector_id=doubt.elector_id)).first()


def is_taken(doubt: Doubt) -> bool:
    """Whether another row of the file is the earlier elector."""
    return rows_kept_aside(doubt).filter(elector_id=doubt.earlier_id).exclude(change="delete").exists()


def link_row(doubt: Doubt, row: StagedRow) -> None:
    """Let a row be the earlier elector, and judge anew what it does."""
    change(JUDGE_ROW, {"row": row.pk, "seat": doubt.constituency_id, "earlier": doubt.earlier_id})
    doubt.moved = {"row": str(row.pk)}


def unlink_row(doubt: Doubt, row: StagedRow) -> None:
    """Let a row be somebody new again."""
    row.elector_id, row.entry_id, row.verdict = doubt.elector_id, None, Verdict.NEW
    row.save(update_fields=["elector_id", "entry_id", "verdict"])
