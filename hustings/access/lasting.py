"""How long a grant lasts: until its end, carried to a week after the poll where that falls into a called election."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Case, DateTimeField, F, Func, QuerySet, When

from hustings.access.models import Grant

RENEWED_FROM = timedelta(days=30)
"""How long before its end a grant stands on the list of what runs out."""


class _Carried(Func):
    function = "access.carried"
    output_field = DateTimeField()


def lasting_at(grants: "QuerySet[Grant]", at: datetime) -> "QuerySet[Grant]":
    """Those of these grants that are in force, each with the end that holds, as `lasts_until`.

    Elections are looked at for those alone whose own end is over.
    """
    end = Case(When(ends_at__gt=at, then=F("ends_at")), default=_Carried(F("unit_id"), F("ends_at")))
    lasting = grants.filter(ended_at=None, starts_at__lte=at).alias(until=end).filter(until__gt=at)
    return lasting.annotate(lasts_until=end)  # type: ignore[no-redef]  # the model names it for whoever reads it


def running_out(units: Iterable[int], at: datetime) -> "QuerySet[Grant]":
    """What runs out within thirty days in these units, or has been carried into an election; the first to end first."""
    soon = lasting_at(Grant.objects.filter(unit__in=list(units), deputises=None), at)
    return (
        soon.filter(ends_at__lte=at + RENEWED_FROM)
        .select_related("membership", "unit")
        .order_by("ends_at", "id")
    )
