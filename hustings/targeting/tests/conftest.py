import pytest

from hustings.canvassing.tests.ground import Ground, make_ground
from tests.cast import Cast, arranging


@pytest.fixture
def north(cast: Cast) -> Ground:
    """Northmoor: two wards of one district each, in each Mill Lane and Quarry Road with twenty doors."""
    with arranging():
        ground = make_ground(cast.northmoor, cast.council, doors_a_street=20)
        for number, door in enumerate(ground.doors):
            door.latitude = 54.2 + 0.0005 * (number // 20)
            door.longitude = -4.5 + 0.00015 * (number % 20)
            door.save(update_fields=["latitude", "longitude"])
        return ground
