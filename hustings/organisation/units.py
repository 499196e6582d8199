"""Which unit answers for a place."""

from hustings.geography.models import Place
from hustings.organisation.models import Unit


def unit_of_seat(seat: Place) -> Unit:
    """The unit whose seat this is; failing one, the topmost that has it."""
    own = Unit.objects.filter(place=seat).first()
    return own or Unit.objects.filter(seats__constituency=seat).order_by("id")[0]
