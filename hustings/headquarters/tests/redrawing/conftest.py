import pytest

from hustings.canvassing.tests.ground import Ground, make_ground
from hustings.headquarters.tests.redrawing.ground import furnish, print_and_key, talk
from tests.cast import Cast, arranging


@pytest.fixture
def north(cast: Cast) -> Ground:
    """Northmoor with everything that the rooms record: 24 electors in two districts."""
    with arranging():
        ground = make_ground(cast.northmoor, cast.council)
        furnish(ground, cast)
    talk(ground, cast)
    print_and_key(ground, cast)
    return ground


@pytest.fixture
def south(cast: Cast) -> Ground:
    """Southmoor next door, likewise."""
    with arranging():
        ground = make_ground(cast.southmoor, cast.council)
        furnish(ground, cast)
    talk(ground, cast)
    return ground
