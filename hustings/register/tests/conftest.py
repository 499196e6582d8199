import pytest

from hustings.register.tests.council import lay_postcodes
from tests.cast import Cast


@pytest.fixture
def council(cast: Cast) -> Cast:
    """The cast, with a postcode of the council in each of the two seats."""
    lay_postcodes(cast)
    return cast
