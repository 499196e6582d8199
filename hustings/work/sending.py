"""Sending a sealed file to whoever may have it."""

from django.http import FileResponse
from django.utils.http import content_disposition_header

from hustings.work.models import SealedFile
from hustings.work.sealing import open_file


def file_response(file: SealedFile) -> FileResponse:
    """Send a sealed file as an attachment. The caller has decided and logged; nothing is read from the database."""
    response = FileResponse(open_file(file), content_type=file.media_type)
    # Django says so by itself only of what can be read like a file on the disk.
    response["Content-Disposition"] = str(content_disposition_header(as_attachment=True, filename=file.name))
    response["Content-Length"] = str(file.size)
    response["Cache-Control"] = "private, no-store"
    return response
