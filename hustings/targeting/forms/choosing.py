"""What steps of a list choose by, where a seat may have none of it yet."""

from typing import Any

from django.db.models import QuerySet

from hustings.access.actor import Actor
from hustings.geography.models import Place
from hustings.supporters.models import ContactDetail, Supporter
from hustings.targeting.lists.keeping import lists_for
from hustings.targeting.models import Score, Tag


def rows_to_choose_by(seat: Place, by: Actor) -> dict[str, QuerySet[Any]]:
    """By kind of step, the rows that it chooses by; of lists those that the reader sees. A kind that is not here needs
    none.
    """
    return {
        "list": lists_for(by, seat.id).order_by("name"),
        "reachable": ContactDetail.objects.filter(constituency=seat, withdrawn_on=None),
        "score": Score.objects.filter(constituency=seat, retired_at=None).order_by("name"),
        "supporter": Supporter.objects.filter(constituency=seat, ended_on=None),
        "tag": Tag.objects.filter(constituency=seat).order_by("name"),
    }
