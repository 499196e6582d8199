"""Forgetting photographs as soon as their sheets are settled.

What nobody settles is forgotten by night, after the week that `access/terms.py` gives it.
"""

from uuid import UUID

from hustings.paper.models import PageState, Photograph, PhotographedPage, PhotographState
from hustings.work.models import SealedFile
from hustings.work.sealing import forget_file


def forget_picture(file_id: UUID | None) -> None:
    """Forget one sealed picture; one that is gone already stays gone."""
    for file in SealedFile.objects.filter(id__in=[file_id]):
        forget_file(file)


def settle_photograph(photograph: Photograph) -> None:
    """Forget a photograph's file once nothing on it waits to be settled."""
    pages = PhotographedPage.objects.filter(
        constituency_id=photograph.constituency_id, photograph=photograph, state=PageState.OPEN
    )
    if pages.exists():
        return
    forget_picture(photograph.file_id)
    photograph.file_id, photograph.state = None, PhotographState.SETTLED
    photograph.save(update_fields=["file_id", "state"])
