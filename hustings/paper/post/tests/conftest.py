import pytest

from hustings.canvassing.tests.ground import Ground, make_ground
from hustings.paper.post.tests.ground import Posted, give_addresses, keep_list
from hustings.paper.tests.conftest import number_electors
from tests.cast import Cast, arranging


@pytest.fixture
def posted(cast: Cast) -> Posted:
    """Northmoor: 24 electors behind twelve doors of four streets, each with an address, on a list of everybody."""
    with arranging():
        ground: Ground = make_ground(cast.northmoor, cast.council)
        number_electors(ground, cast)
        give_addresses(ground)
    return Posted(ground, keep_list(cast))
