import pytest

from hustings.register.tests.council import NORTHERN, SOUTHERNER, full_file, lay_postcodes, take_in
from tests.cast import Cast


@pytest.fixture
def register(cast: Cast) -> Cast:
    """The cast, with a register of six electors in Northmoor."""
    lay_postcodes(cast)
    take_in(cast, full_file(*NORTHERN, SOUTHERNER))
    return cast
