import pytest

from hustings.geography.models import Postcode
from hustings.register.faults import UnableToReadFile
from hustings.register.models import StagedRow
from hustings.register.tests.council import (
    ANONYMOUS,
    NORTHERN,
    OKAFOR,
    full_file,
    importing,
    lay_postcodes,
    look_over,
)
from tests.cast import Cast, arranging

INVENTED = OKAFOR.replace("EX1 1AA", "ZX1 1AA")


@pytest.fixture
def demonstration(cast: Cast) -> Cast:
    lay_postcodes(cast)
    with arranging():
        cast.organisation.is_demonstration = True
        cast.organisation.save()
        Postcode.objects.create(compact="ZX11AA", constituency=cast.northmoor, council=cast.council)
    return cast


def test_the_demonstration_takes_a_file_of_invented_addresses(demonstration: Cast) -> None:
    with importing(demonstration) as by:
        run = look_over(demonstration, full_file(INVENTED, ANONYMOUS), by)

    assert run.counts["added"] == 2


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (NORTHERN, "line 2 has EX1 1AA"),
        ((INVENTED, *NORTHERN[1:]), "line 3 has EX1 1AA"),
        (
            (INVENTED, OKAFOR.replace("1,0", "2,0").replace("EX1 1AA", "")),
            "line 3 has an address without a postcode",
        ),
        ((ANONYMOUS,), "no row of this one has an address"),
    ],
)
def test_the_demonstration_refuses_a_file_that_could_be_real(
    demonstration: Cast, rows: tuple[str, ...], sentence: str
) -> None:
    with importing(demonstration) as by, pytest.raises(UnableToReadFile, match=sentence):
        look_over(demonstration, full_file(*rows), by)

    with arranging():
        assert not StagedRow.objects.exists()
