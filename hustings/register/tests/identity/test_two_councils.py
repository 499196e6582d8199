"""Two councils in one constituency, each with a district AA1: neither's file touches the other's people."""

from datetime import date
from io import BytesIO
from uuid import UUID

from hustings.geography.models import Place
from hustings.register.importing.applying import apply_import
from hustings.register.importing.editions import find_edition
from hustings.register.importing.looking_over import SentFile, look_over_file
from hustings.register.models import Import, RegisterEdition
from hustings.register.tests.council import NOON, importing
from tests.cast import Cast, arranging
from tests.years.council import Council
from tests.years.files import full_file, update_file
from tests.years.places import districts
from tests.years.reckoning import holders, lay_postcodes, reckon, remember
from tests.years.truth import Happening

FIRST_ON, MONTH_ON, DECEMBER_ON = date(2026, 12, 1), date(2027, 2, 1), date(2027, 12, 1)
FENLAND = {"kind": Place.Kind.COUNCIL, "code": "E07999002", "name": "Fenland District", "nation": "england"}


def edition_of(officer: Place, name: str, published_on: date) -> RegisterEdition:
    return find_edition(officer=officer, name=name, published_on=published_on, at=NOON)


def take_in(cast: Cast, edition: RegisterEdition, content: bytes) -> Import:
    with importing(cast) as by:
        run = look_over_file(
            by=by,
            at=NOON,
            constituency=cast.northmoor.id,
            edition=edition,
            sent=SentFile(BytesIO(content), "register.csv"),
        )
        return apply_import(by=by, at=NOON, run_id=run.id)


def test_two_councils_with_the_same_letters_live_their_years_apart(cast: Cast) -> None:
    moorland = Council(districts("EX8", 300, size=150), electors=300, seed=1)
    fenland = Council(districts("EX9", 300, size=150), electors=300, seed=2, first_key=10_000)
    with arranging():
        second = Place.objects.create(**FENLAND)
        lay_postcodes(moorland, cast.northmoor, cast.council)
        lay_postcodes(fenland, cast.northmoor, second)
        ours, theirs = edition_of(cast.council, "2027", FIRST_ON), edition_of(second, "2027", FIRST_ON)
    take_in(cast, ours, full_file(moorland.full_register(FIRST_ON), "xpress 14"))
    first = fenland.full_register(FIRST_ON)
    take_in(cast, theirs, full_file(first, "eros pp"))
    with arranging():
        before = holders(first, theirs)
    ever: dict[UUID, int] = {}
    remember(ever, before)

    month, december = moorland.month(MONTH_ON), moorland.december(DECEMBER_ON, {"AA2": "CC9"})
    take_in(cast, ours, update_file(month, "eros"))
    with arranging():
        later = edition_of(cast.council, "2028", DECEMBER_ON)
    run = take_in(cast, later, full_file(december, "xpress 14"))

    with arranging():
        assert holders(first, theirs) == before
        found = reckon(first, before, holders(december, later), ever)
    assert found.others == set()
    assert run.counts["closed"] >= december.count(Happening.LEFT)
