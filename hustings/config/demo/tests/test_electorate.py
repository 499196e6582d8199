"""The register of a seat before it is a file."""

from collections import Counter, defaultdict
from datetime import date

import pytest

from hustings.config.demo.electorate import District, UnableToFit, districts_of, postcode_at
from hustings.config.demo.region import Region, make_region, outline_of
from hustings.lib.demonstration import AREA
from hustings.lib.postcodes import compact

PUBLISHED = date(2025, 12, 1)
# Royal Mail's 124 areas, and those that are no place: forces, non-geographic, Gibraltar, the islands, the old Girobank.
REAL_AREAS = frozenset(
    """AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY
    G GL GU HA HD HG HP HR HS HU HX IG IP IV KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX
    PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN
    WR WS WV YO ZE BF BX GX XX GY JE IM GIR""".split()
)


@pytest.fixture(scope="module")
def region() -> Region:
    return make_region(1, 12, 9_000)


@pytest.fixture(scope="module")
def districts(region: Region) -> list[District]:
    return list(districts_of(region, region.seats[1], 9_000, PUBLISHED))


def test_a_seat_has_at_least_the_electors_asked_for(districts: list[District]) -> None:
    assert 9_000 <= sum(district.size for district in districts) < 11_000


def test_a_small_demo_is_small_and_still_has_several_districts(region: Region) -> None:
    districts = list(districts_of(region, region.seats[0], 300, PUBLISHED))

    assert 300 <= sum(district.size for district in districts) < 700
    assert len(districts) >= 3


def test_numbers_run_through_a_district_without_a_gap(districts: list[District]) -> None:
    for district in districts:
        dwellings = [dwelling for row in district.rows for dwelling in row.dwellings]
        numbers = [number for d in dwellings for number in range(d.first, d.first + len(d.electors))]

        assert numbers == list(range(1, district.first_elsewhere))


def test_every_postcode_is_well_formed_and_in_no_real_area(districts: list[District]) -> None:
    postcodes = {dwelling.postcode for d in districts for row in d.rows for dwelling in row.dwellings}

    assert all(compact(postcode) == postcode and postcode.startswith(AREA) for postcode in postcodes)
    assert {"".join(c for c in postcode[:2] if c.isalpha()) for postcode in postcodes} & REAL_AREAS == set()


def test_a_postcode_belongs_to_one_street_and_to_a_handful_of_doors(districts: list[District]) -> None:
    streets: dict[str, set[tuple[str, str]]] = defaultdict(set)
    doors: Counter[str] = Counter()
    for row in (row for district in districts for row in district.rows):
        for dwelling in row.dwellings:
            streets[dwelling.postcode].add((row.street, row.locality))
            doors[dwelling.postcode] += 1

    assert all(len(found) == 1 for found in streets.values())
    assert max(doors.values()) <= 48
    assert 8 < sum(doors.values()) / len(doors) < 20


def test_no_two_seats_share_a_postcode(region: Region, districts: list[District]) -> None:
    neighbours = districts_of(region, region.seats[0], 9_000, PUBLISHED)
    here, there = (
        {dwelling.postcode for d in found for row in d.rows for dwelling in row.dwellings}
        for found in (districts, neighbours)
    )

    assert not here & there


def test_one_ward_of_the_first_council_lies_in_two_seats(region: Region, districts: list[District]) -> None:
    council = region.seats[0].council
    shared = {district.ward_code for district in districts if district.council == council}
    own = {district.ward_code for district in districts_of(region, region.seats[0], 9_000, PUBLISHED)}

    assert len(shared) == 1
    assert shared <= own


def test_letters_are_given_once_by_a_council(districts: list[District]) -> None:
    letters = [(district.council, district.letters) for district in districts]

    assert len(set(letters)) == len(letters)


def test_the_same_seed_enrols_the_same_people(region: Region, districts: list[District]) -> None:
    assert list(districts_of(region, region.seats[1], 9_000, PUBLISHED)) == districts


def test_the_invented_area_refuses_more_postcodes_than_it_has() -> None:
    assert postcode_at(395_999) == "ZX999ZZ"
    with pytest.raises(UnableToFit, match="used up"):
        postcode_at(396_000)


def test_every_tier_has_a_seat_and_the_first_is_a_near_miss(region: Region) -> None:
    assert {seat.tier for seat in region.seats} == {"battleground", "defend", "non_battleground", "toehold"}
    assert region.seats[0].tier == "battleground"


def test_neighbouring_seats_share_their_border(region: Region) -> None:
    first, second = (set(outline_of(seat)) for seat in region.seats[:2])

    assert len(first & second) >= 9
