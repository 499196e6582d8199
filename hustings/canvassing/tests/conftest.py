import pytest

from hustings.canvassing.tests.ground import Ground, make_ground
from hustings.register.models import Elector
from tests.cast import Cast, arranging


@pytest.fixture
def north(cast: Cast) -> Ground:
    """Northmoor, which Priya organises, with 24 electors behind twelve doors of four streets."""
    with arranging():
        return make_ground(cast.northmoor, cast.council)


@pytest.fixture
def south(cast: Cast) -> Ground:
    """Southmoor, next door, which is Sam's."""
    with arranging():
        return make_ground(cast.southmoor, cast.council)


@pytest.fixture
def named(north: Ground) -> Ground:
    """Northmoor where no two people have one name, as on a real register."""
    given = ("Ada", "Bryn", "Carys", "Dafydd", "Eluned", "Ffion")
    with arranging():
        for place, elector in enumerate(north.electors):
            elector.forenames, elector.surname = given[place % 6], f"{given[place // 6]}son {place}"
        Elector.objects.bulk_update(north.electors, ["forenames", "surname"])
    return north
