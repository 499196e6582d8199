"""What tests of exports share: who asks for what, and reading the file that comes out."""

import csv
import io
from datetime import timedelta
from typing import Any

from django.utils import timezone

from hustings.access.actor import Actor
from hustings.audit.words import Action, Purpose
from hustings.canvassing.exporting import Order, order_export, write_export
from hustings.canvassing.selecting import Chosen
from hustings.copies.models import Copy, Export
from hustings.copies.purposes import ExportPurpose
from hustings.copies.writing import FileFormat
from hustings.work.models import SealedFile
from hustings.work.reporting import silent
from hustings.work.sealing import open_file
from tests.cast import Cast, acting

MAKE = Action.CANVASSING_EXPORT_MAKE


def order(purpose: ExportPurpose = ExportPurpose.LETTERS, **changed: Any) -> Order:
    told: dict[str, Any] = {
        "purpose": purpose,
        "file_format": FileFormat.CSV,
        "chosen": Chosen(),
        "title": "The whole seat",
        "reason": "For the mail-house on Monday.",
        "destroy_on": timezone.localdate() + timedelta(days=7),
    }
    return Order(**told | changed)


def ordered(cast: Cast, told: Order) -> Export:
    with acting(cast.priya, MAKE, Purpose.ORGANISE) as by:
        return order_export(seat=cast.northmoor, order=told, by=by, at=timezone.now())


def written(cast: Cast, told: Order) -> Copy:
    """Order an export as Priya and write it."""
    with acting(cast.priya, MAKE, Purpose.ORGANISE) as by:
        export = order_export(seat=cast.northmoor, order=told, by=by, at=timezone.now())
        return write(export, by)


def write(export: Export, by: Actor) -> Copy:
    return write_export(export_id=export.id, by=by, at=timezone.now(), report=silent)


def bytes_of(copy: Copy) -> bytes:
    return b"".join(open_file(SealedFile.objects.get(id__in=[copy.file_id])))


def lines_of(copy: Copy) -> list[list[str]]:
    """The rows of a CSV, its first line among them."""
    return list(csv.reader(io.StringIO(bytes_of(copy).decode("utf-8-sig"))))
