import pytest

from hustings.canvassing.tests.ground import Ground, make_ground
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
