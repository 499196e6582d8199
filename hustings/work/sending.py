"""Sending a sealed file to whoever may have it."""

from django.http import FileResponse

from hustings.work.models import SealedFile
from hustings.work.sealing import open_file


def file_response(file: SealedFile) -> FileResponse:
    """Send a sealed file as an attachment. The caller has decided and logged; nothing is read from the database."""
    response = FileResponse(
        open_file(file), as_attachment=True, filename=file.name, content_type=file.media_type
    )
    response["Content-Length"] = str(file.size)
    response["Cache-Control"] = "private, no-store"
    return response
