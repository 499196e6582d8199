from collections.abc import Callable

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hustings.access.models import Quarantined
from hustings.access.stopping.quarantining import take_objections
from hustings.access.stops import Kind
from hustings.access.tests.duty import Watch, stop, watch
from hustings.register.models import Elector, Objection
from hustings.register.tests.council import NORTHERN, full_file, take_in
from tests.cast import Cast, arranging, role

__all__ = ["watch"]


def test_an_objection_that_a_stopped_person_records_holds_at_once(
    council: Cast, watch: Watch, signed_in: Callable[..., Client]
) -> None:
    take_in(council, full_file(*NORTHERN))
    client = signed_in(council.priya)
    stop(watch.asha, Kind.PERSON, council.priya.pk)
    with arranging():
        elector = Elector.objects.get(forenames="Peter")

    address = reverse("register:object", args=[council.northmoor.slug, elector.id])
    answer = client.post(address, {"channel": "door", "source": "said so at the door"})
    with arranging():
        kept = Quarantined.objects.get()
    with role("hustings_worker"):
        take_objections(kept.pk, at=timezone.now())

    assert answer.status_code == 403
    with arranging():
        objection = Objection.objects.get()
    assert (objection.elector_id, objection.channel, objection.source) == (
        elector.id,
        "door",
        "said so at the door",
    )
