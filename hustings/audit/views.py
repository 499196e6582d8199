"""The log in public: anybody may fetch it, check it, and say as a witness what they saw. It holds no personal data."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from hustings.audit.files import is_for_good, read_served
from hustings.audit.sealing import log_folder
from hustings.audit.telling import sentences
from hustings.audit.tiles import LogFolder
from hustings.audit.witnessing import UnableToAccept, accept_cosignature, witnesses
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare_signing_in

FOR_GOOD = "public, max-age=31536000, immutable"
LARGEST_NOTE = 16_384
TEXT = "text/plain; charset=utf-8"


@require_safe
@declare_signing_in(action=Action.AUDIT_TREE_READ, purpose=Purpose.OVERSIGHT)
def log(request: HttpRequest) -> HttpResponse:
    """What the log is, how far it goes, and a check of all of it in the reader's own browser."""
    folder = _folder()
    checkpoint = folder.checkpoint()
    key = folder.path / "key"
    context = {
        "checkpoint": checkpoint,
        "key": key.read_text("utf-8").strip() if key.exists() else "",
        "witnesses": witnesses(folder),
        "sentences": sentences(),
        "address": request.build_absolute_uri(request.path),
    }
    return render(request, "audit/log.html", context)


@require_safe
@declare_signing_in(action=Action.AUDIT_TREE_READ, purpose=Purpose.OVERSIGHT)
def file(request: HttpRequest, name: str) -> HttpResponseBase:
    """One file of the log, as C2SP tlog-tiles names them."""
    try:
        content = read_served(_folder(), name)
    except OSError as missing:
        raise Http404 from missing
    is_tile = is_for_good(name)
    kind = "application/octet-stream" if is_tile else TEXT
    return HttpResponse(
        content, content_type=kind, headers={"Cache-Control": FOR_GOOD if is_tile else "no-cache"}
    )


# A witness has no session here: its signature is all that counts.
@csrf_exempt
@require_POST
@declare_signing_in(action=Action.AUDIT_TREE_READ, purpose=Purpose.OVERSIGHT)
def cosignatures(request: HttpRequest) -> HttpResponse:
    """Take a checkpoint that a known witness has signed."""
    note = request.read(LARGEST_NOTE + 1)
    if len(note) > LARGEST_NOTE:
        return HttpResponse(_("That is longer than any checkpoint.\n"), content_type=TEXT, status=413)
    try:
        accept_cosignature(_folder(), note.decode("utf-8", "replace"))
    except UnableToAccept as refusal:
        return HttpResponse(f"{refusal}\n", content_type=TEXT, status=422)
    return HttpResponse(_("Thank you. It is served with the log from now on.\n"), content_type=TEXT)


def _folder() -> LogFolder:
    return log_folder(settings.DATA)
