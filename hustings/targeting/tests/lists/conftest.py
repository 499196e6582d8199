import pytest

from hustings.canvassing.tests.ground import Ground, make_ground
from hustings.targeting.tests.lists.ground import Lived, live
from tests.cast import Cast, arranging


@pytest.fixture
def north(cast: Cast) -> Ground:
    """Northmoor, which Priya organises, with 24 electors behind twelve doors of four streets."""
    with arranging():
        return make_ground(cast.northmoor, cast.council)


@pytest.fixture
def lived(cast: Cast, north: Ground) -> Lived:
    """The same, where something has happened to everybody."""
    return live(cast, north)
