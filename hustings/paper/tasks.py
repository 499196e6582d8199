from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.access.errands import RunningJob, errand_task
from hustings.audit.words import Action, Purpose
from hustings.geography.models import Place
from hustings.paper.packing import UnableToPrint
from hustings.paper.photographs.reading import read_photographs, told
from hustings.paper.post.orders import PostOrder
from hustings.paper.post.printing import UnableToPost, print_post
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


@errand_task(action=Action.PAPER_SHEET_KEY, purpose=Purpose.CANVASS)
def read_batch(actor: Actor, job: RunningJob, at: datetime) -> str | None:
    """Read the photographs that were sent together; what they show waits to be settled."""
    assert job.subject_id is not None
    assert job.constituency_id is not None
    done = read_photographs(
        batch=job.subject_id, constituency=job.constituency_id, by=actor, at=at, report=job.report
    )
    return told(done)


@errand_task(action=Action.PAPER_SHEET_PRINT, purpose=Purpose.CANVASS)
def print_mail(actor: Actor, job: RunningJob, at: datetime) -> str | None:
    """Print the post that the job asks for, from the list that is its subject; its page has the file."""
    assert job.constituency_id is not None
    seat = Place.objects.get(pk=job.constituency_id)
    try:
        copy, pieces = print_post(
            PostOrder.from_json(job.asked), seat=seat, by=actor, at=at, report=job.report
        )
    except UnableToPost as refusal:
        job.refuse(str(refusal))
        return None
    job.leads_to = reverse("paper:printed", args=[seat.slug, copy.id])
    return _("The PDF is ready: copy %(number)s, %(pieces)d pieces for %(people)d people.") % {
        "number": copy.number, "pieces": pieces, "people": copy.people,
    }  # fmt: skip
