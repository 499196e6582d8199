from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.supporters.counting import relations_counted, ways_counted
from hustings.supporters.models import FileState, SupporterFile

FILES_SHOWN = 20


@require_safe
@declare(action=Action.SUPPORTERS_SUPPORTER_OPEN, purpose=Purpose.ORGANISE, place="seat")
def home(request: ScopedRequest, seat: str) -> HttpResponse:
    """How many support us here and may be reached how, and the files that said so. Nobody is named."""
    files = SupporterFile.objects.filter(constituency=request.seat).exclude(state=FileState.GIVEN_UP)
    context = {
        "relations": relations_counted(request.seat.id),
        "ways": ways_counted(request.seat.id),
        "files": files.order_by("-sent_at")[:FILES_SHOWN],
        "states": FileState,
    }
    return render(request, "supporters/home.html", context)
