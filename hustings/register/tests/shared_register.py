"""The register of 2,038 invented electors in `../shared/data`, and the real postcodes that they live at."""

import csv
from pathlib import Path

import pytest

from hustings.geography.models import Postcode
from tests.cast import Cast, arranging

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"
REGISTER = SHARED / "register"
FULL = REGISTER / "xpress_full_14col_windows1252.csv"

needs_shared_register = pytest.mark.skipif(
    not FULL.exists(), reason="../shared/data is not beside this clone"
)


def place_postcodes(cast: Cast) -> None:
    """Let the postcodes of the register lie in the first seat of the cast."""
    with (SHARED / "postcodes" / "pcon_exeter.csv").open(encoding="utf-8") as file, arranging():
        Postcode.objects.bulk_create(
            Postcode(
                compact=row["postcode"].replace(" ", ""),
                constituency=cast.northmoor,
                council=cast.council,
                latitude=float(row["lat"]),
                longitude=float(row["lon"]),
                nation="england",
            )
            for row in csv.DictReader(file)
        )
