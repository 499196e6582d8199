"""How many of a seat's electors support us, and how many agreed to be reached in which way."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from hustings.supporters.models import ContactDetail, Relation, Supporter, Way

NAMES = {
    Relation.MEMBER: _("Members"),
    Relation.SUPPORTER: _("Supporters"),
    Relation.VOLUNTEER: _("Volunteers"),
}


@dataclass(frozen=True)
class Figure:
    """A figure with its words."""

    label: str
    count: int


def relations_counted(constituency: int) -> list[Figure]:
    """Electors by what they are to us today. One query."""
    standing = Supporter.objects.filter(constituency_id=constituency, ended_on=None)
    counts = dict(standing.values_list("relation").annotate(Count("elector", distinct=True)))
    return [Figure(str(name), counts.get(one.value, 0)) for one, name in NAMES.items()]


def ways_counted(constituency: int) -> list[Figure]:
    """Electors by the ways in which they agreed to be reached. One query."""
    standing = ContactDetail.objects.filter(constituency_id=constituency, withdrawn_on=None)
    counts = dict(standing.values_list("way").annotate(Count("elector", distinct=True)))
    return [Figure(str(one.label), counts.get(one.value, 0)) for one in Way]
