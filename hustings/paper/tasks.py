from datetime import datetime

from hustings.access.actor import Actor
from hustings.access.errands import RunningJob, errand_task
from hustings.audit.words import Action, Purpose
from hustings.paper.packing import UnableToPrint
from hustings.paper.printing import described, print_pack
from hustings.work.models import SealedFile


@errand_task(action=Action.PAPER_SHEET_PRINT, purpose=Purpose.CANVASS)
def print_sheets(actor: Actor, job: RunningJob, at: datetime) -> str | None:
    """Print the pack that is the job's subject; its file can be fetched from the pack's page."""
    assert job.subject_id is not None
    assert job.constituency_id is not None
    try:
        pack = print_pack(
            pack_id=job.subject_id, constituency=job.constituency_id, by=actor, at=at, report=job.report
        )
    except UnableToPrint as refusal:
        job.refuse(str(refusal))
        return None
    job.file = SealedFile.objects.filter(id__in=[pack.file_id]).first()
    return described(pack)
