"""Polling stations are looked over, put into use and replaced; every door votes where the file says or nobody knows."""

from datetime import date

import pytest

from hustings.audit.models import Entry
from hustings.elections.models import PollingStation, StationFile, StationFileState, StationProperty
from hustings.geography.models import PollingDistrict, Postcode
from hustings.register.models import AbsentVote, Door, Elector, Import, RegisterEdition
from hustings.register.stations.faults import UnableToImportStations
from hustings.register.stations.importing import give_up_stations, look_over_stations, use_stations
from hustings.register.stations.listing import StationsOfSeat, stations_of_seat, stations_on_street
from hustings.register.stations.reading import read_stations
from hustings.register.stations.telling import changes_in_words, holdings_in_words, warnings_in_words
from hustings.register.tests.council import NOON, importing, take_in
from hustings.register.tests.doors.properties import homes_file
from hustings.register.tests.stations.council_stations import (
    BARN,
    HALL,
    look_over,
    put_in_use,
    row,
    station_file,
    stationing,
)
from hustings.register.tests.stations.test_reading import FILES, needs_shared, shared
from tests.cast import Cast, arranging

pytestmark = pytest.mark.both_databases
HOMES = homes_file(("1 Mill Lane", "11"), ("3 Mill Lane", ""), ("5 Mill Lane", ""))
ONE_STATION = station_file(row("1 Mill Lane", uprn="11"), row("3 Mill Lane"))


@pytest.fixture
def homes(council: Cast) -> Cast:
    take_in(council, HOMES)
    return council


def stations(council: Cast) -> StationsOfSeat:
    with importing(council):
        return stations_of_seat(council.northmoor.id, NOON.date())


def told(file: StationFile) -> list[str]:
    return [
        *holdings_in_words(file.counts),
        *changes_in_words(file.warnings),
        *warnings_in_words(file.warnings),
    ]


def test_a_file_is_looked_over_and_nothing_is_in_use(homes: Cast) -> None:
    file = look_over(homes, ONE_STATION)

    assert (file.state, file.supplier, file.polling_day) == ("waiting", "xpress", date(2027, 5, 6))
    assert stations(homes).stations == []
    with arranging():
        assert not PollingDistrict.objects.exclude(polling_place="").exists()


def test_the_difference_says_how_each_door_is_found(homes: Cast) -> None:
    assert told(look_over(homes, ONE_STATION))[:5] == [
        "1 polling station is in the file.",
        "2 properties say where they vote.",
        "1 door is found by its UPRN.",
        "1 door is found by its address.",
        "1 door is not in the file; its polling district has one station.",
    ]


def test_stations_in_use_are_listed_with_their_districts_doors_and_electors(homes: Cast) -> None:
    put_in_use(homes, ONE_STATION)

    found = [(r.station.name, r.letters, r.doors, r.electors) for r in stations(homes).stations]
    assert found == [("Mill Hall", "AA1", 3, 3)]


def test_who_votes_by_post_is_counted_apart(homes: Cast) -> None:
    put_in_use(homes, ONE_STATION)
    with arranging():
        elector = Elector.objects.order_by("seat_no")[0]
        for kind, whose in (("postal", elector), ("proxy", Elector.objects.order_by("seat_no")[1])):
            AbsentVote.objects.create(
                constituency=homes.northmoor,
                elector=whose,
                edition=RegisterEdition.objects.get(),
                kind=kind,
                opened_by=Import.objects.get(),
            )

    assert [(r.electors, r.by_post) for r in stations(homes).stations] == [(3, 1)]


def test_a_district_takes_its_polling_place_from_the_file(homes: Cast) -> None:
    put_in_use(homes, ONE_STATION)

    with arranging():
        assert PollingDistrict.objects.get(letters="AA1").polling_place == "Mill Hall, Church Lane"


def test_a_district_of_two_stations_names_both(homes: Cast) -> None:
    put_in_use(homes, station_file(row("1 Mill Lane"), row("3 Mill Lane", BARN)))

    with arranging():
        assert PollingDistrict.objects.get(letters="AA1").polling_place == "Mill Hall / Tithe Barn"


def test_a_door_in_a_split_postcode_is_told_and_not_guessed(homes: Cast) -> None:
    file = put_in_use(homes, station_file(row("1 Mill Lane"), row("3 Mill Lane", BARN)))

    found = stations(homes)
    assert (found.split.doors, found.split.electors, found.split.postcodes) == (1, 1, {"EX1 1AA"})
    assert "1 postcode is split between stations: EX1 1AA." in " ".join(told(file))


def test_a_door_outside_the_district_of_the_file_is_found_by_a_postcode_that_is_not_split(
    homes: Cast,
) -> None:
    file = look_over(homes, station_file(row("9 Other Lane", letters="ZZ9")))

    assert file.counts["doors_postcode"] == 3
    assert "1 polling district of the file is not in our register: ZZ9." in told(file)


def test_a_uprn_under_two_stations_tells_nothing(homes: Cast) -> None:
    rows = [row("1 Mill Cottages", uprn="11"), row("1 Mill Houses", BARN, uprn="11")]

    file = look_over(homes, station_file(*rows))

    assert file.counts["doors_split"] == 3
    assert "1 UPRN stands under two stations (11) and tells nothing." in " ".join(told(file))


def test_districts_are_found_by_their_doors_where_a_file_names_none(homes: Cast) -> None:
    put_in_use(homes, station_file(row("1 Mill Lane", letters=""), row("3 Mill Lane", letters="")))

    with arranging():
        assert [d.letters for d in PollingStation.objects.get().districts.all()] == ["AA1"]


def test_a_file_sent_again_replaces_the_former_of_its_polling_day(homes: Cast) -> None:
    former = put_in_use(homes, ONE_STATION)

    later = put_in_use(homes, station_file(row("1 Mill Lane", BARN), row("3 Mill Lane", BARN)))

    assert told(later)[2:5] == [
        "1 station was not in use before.",
        "1 station is used no longer.",
        "3 doors vote at another place than before.",
    ]
    assert [r.station.name for r in stations(homes).stations] == ["Tithe Barn"]
    with arranging():
        assert StationFile.objects.get(pk=former.pk).state == StationFileState.REPLACED
        assert StationProperty.objects.count() == 2


def test_the_same_file_again_moves_no_door(homes: Cast) -> None:
    put_in_use(homes, ONE_STATION)

    again = look_over(homes, ONE_STATION)

    assert [again.counts[key] for key in ("stations_new", "stations_gone", "doors_moving")] == [0, 0, 0]


def test_a_file_of_another_polling_day_stands_beside(homes: Cast) -> None:
    put_in_use(homes, ONE_STATION)
    put_in_use(homes, station_file(row("1 Mill Lane", BARN, day="07/10/2027")))

    assert [r.station.name for r in stations(homes).stations] == ["Mill Hall"]


def test_a_file_that_is_given_up_leaves_nothing_but_its_line(homes: Cast) -> None:
    file = look_over(homes, ONE_STATION)
    with stationing(homes) as by:
        give_up_stations(by=by, at=NOON, file_id=file.id)

    with arranging():
        assert StationFile.objects.get().state == StationFileState.GIVEN_UP
        assert not PollingStation.objects.exists()


def test_stations_in_use_cannot_be_used_again(homes: Cast) -> None:
    file = put_in_use(homes, ONE_STATION)

    with stationing(homes) as by, pytest.raises(UnableToImportStations, match="not waiting"):
        use_stations(by=by, at=NOON, file_id=file.id)


def test_a_station_outside_the_council_is_warned_of(homes: Cast) -> None:
    with arranging():
        Postcode.objects.filter(compact="EX21AA").update(council=homes.northmoor)

    file = look_over(homes, station_file(row("1 Mill Lane", "5,Far Hall,Shore Road,EX2 1AA")))

    assert "1 station lies outside the council: Far Hall." in " ".join(told(file))


def test_a_file_of_another_council_is_refused(homes: Cast) -> None:
    with arranging():
        Postcode.objects.filter(compact="EX11AA").update(council=homes.southmoor)

    with pytest.raises(UnableToImportStations, match="2 of 2 properties lie in Southmoor"):
        look_over(homes, ONE_STATION)


@pytest.mark.parametrize(
    ("content", "how", "sentence"),
    [
        (
            ONE_STATION,
            {"polling_day": date(2026, 5, 7)},
            "for the polling day 2027-05-06, not for 2026-05-07",
        ),
        (station_file(row("1 Mill Lane", day="")), {}, "Give the day"),
        (station_file(), {}, "no row below them"),
        (station_file(*[row(f"{n} Mill Lane", ",,,") for n in range(5)]), {}, "5 of 5 rows do not hold"),
    ],
)
def test_a_bad_file_is_refused_in_a_sentence_and_leaves_nothing(
    homes: Cast, content: bytes, how: dict[str, date], sentence: str
) -> None:
    with pytest.raises(UnableToImportStations, match=sentence):
        look_over(homes, content, **how)

    with arranging():
        assert not StationFile.objects.exists()


@needs_shared
@pytest.mark.parametrize(("names", "supplier", "_rows", "count", "properties", "_dummies"), FILES)
def test_each_suppliers_file_is_kept_whole(
    council: Cast,
    names: tuple[str, ...],
    supplier: str,
    _rows: int,
    count: int,
    properties: int,
    _dummies: int,
) -> None:
    with stationing(council) as by:
        reading = read_stations(shared(*names))
        list(reading.properties)
        day = None if reading.polling_days else date(2027, 5, 6)
        file = look_over_stations(
            by=by, at=NOON, officer=council.council, files=shared(*names), polling_day=day
        )

    with arranging():
        kept = StationProperty.objects.filter(station__file=file).count()
        assert (file.supplier, file.stations.count(), kept) == (supplier, count, properties)


def test_stations_sent_before_the_register_are_tied_to_its_districts_when_it_comes(council: Cast) -> None:
    put_in_use(council, ONE_STATION)

    take_in(council, HOMES)

    with arranging():
        assert PollingDistrict.objects.get(letters="AA1").polling_place == "Mill Hall, Church Lane"


def test_each_door_of_a_street_knows_its_station(homes: Cast) -> None:
    put_in_use(homes, station_file(row("1 Mill Lane", HALL), row("3 Mill Lane", BARN)))
    with arranging():
        doors = {door.id: str(door) for door in Door.objects.all()}
        street = Door.objects.all()[0].street_id

    with importing(homes):
        found = stations_on_street(homes.northmoor.id, street, homes.council.id, NOON.date())

    assert {doors[door]: station.name for door, station in found.items()} == {
        "1": "Mill Hall",
        "3": "Tithe Barn",
    }


def test_each_step_is_logged(homes: Cast) -> None:
    put_in_use(homes, ONE_STATION)

    with arranging():
        steps = Entry.objects.filter(action="elections:stations:import").values_list(
            "detail__step", flat=True
        )
        assert sorted(steps) == ["looked over", "put into use"]
