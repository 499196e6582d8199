"""What has left the demo's first seat: printed sheets, one of them lost, and a copy of the records that waits."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from hustings.access.scope import acting_as
from hustings.audit.words import Action, Purpose
from hustings.canvassing.exporting import Order, order_export
from hustings.canvassing.selecting import Chosen
from hustings.copies.models import Copy, Export
from hustings.copies.purposes import ExportPurpose
from hustings.copies.rules import State
from hustings.copies.settling import settle_copy
from hustings.copies.writing import FileFormat
from hustings.data_protection.incidents import report_loss
from hustings.geography.models import Place
from hustings.paper.addressing import keying_address
from hustings.paper.packing import Choice, order_pack
from hustings.paper.printing import print_pack
from hustings.register.models import Street
from hustings.work.reporting import silent

STREETS = 3
EVENING = time(21, 0)
TELEPHONE = "01632 960 123"


def let_copies_leave(seat: Place, *, organiser: str, at: datetime) -> None:
    """Print three streets, lose one sheet, and ask for a copy of the records; does nothing where that is done."""
    with acting_as(organiser, action=Action.COPIES_COPY_LIST, purpose=Purpose.ADMINISTRATION, at=at):
        printed = list(Copy.objects.filter(constituency=seat).order_by("number"))
    if not printed:
        printed = _print(seat, organiser, at)
    if len(printed) > 1 and all(copy.state == State.OUT for copy in printed):
        _settle(printed, organiser, at)
    _ask_for_records(seat, organiser, at)


def _print(seat: Place, organiser: str, at: datetime) -> list[Copy]:
    with acting_as(organiser, action=Action.PAPER_SHEET_PRINT, purpose=Purpose.CANVASS, at=at) as by:
        streets = Street.objects.filter(constituency=seat, electors__on_register=True).distinct()
        choice = Choice(
            streets=list(streets.order_by("name_key", "id").values_list("id", flat=True)[:STREETS]),
            return_to=by.name,
            return_by=timezone.make_aware(
                datetime.combine(timezone.localdate(at) + timedelta(days=1), EVENING)
            ),
            call_number=TELEPHONE,
            address=keying_address(seat.slug),
            together=False,
        )
        pack = order_pack(constituency=seat.id, choice=choice, by=by, at=at)
        print_pack(pack_id=pack.id, constituency=seat.id, by=by, at=at, report=silent)
        return list(Copy.objects.filter(constituency=seat).order_by("number"))


def _settle(printed: list[Copy], organiser: str, at: datetime) -> None:
    """The first sheet is lost, the second came back, the others are out."""
    lost, returned, *_out = printed
    with acting_as(
        organiser, action=Action.DATA_PROTECTION_INCIDENT_OPEN, purpose=Purpose.ADMINISTRATION, at=at
    ) as by:
        report_loss(
            copy_id=lost.id,
            what_happened="Left on the bus to the station by a helper, who noticed when getting off.",
            by=by,
            at=at,
        )
    with acting_as(organiser, action=Action.COPIES_COPY_SETTLE, purpose=Purpose.ADMINISTRATION, at=at) as by:
        settle_copy(copy_id=returned.id, state=State.RETURNED, by=by, at=at)


def _ask_for_records(seat: Place, organiser: str, at: datetime) -> None:
    with acting_as(organiser, action=Action.CANVASSING_EXPORT_MAKE, purpose=Purpose.ORGANISE, at=at) as by:
        if Export.objects.filter(constituency=seat).exists():
            return
        order = Order(
            purpose=ExportPurpose.RECORDS,
            file_format=FileFormat.XLSX,
            chosen=Chosen(),
            title="A copy of the records: whole seat",
            reason="To look for gaps with the agent before the short campaign.",
            destroy_on=timezone.localdate(at) + timedelta(days=7),
        )
        order_export(seat=seat, order=order, by=by, at=at)
