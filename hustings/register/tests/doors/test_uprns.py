"""The same UPRN is the same door, however it is spelt; and undoing gives it its old words back."""

from hustings.audit.words import Action, Purpose
from hustings.register.importing.undoing import undo_import
from hustings.register.models import Door, Elector, Import
from hustings.register.tests.council import LYLE, NOON, NORTHERN, OKAFOR, YEAR_LATER, full_file, take_in
from hustings.register.tests.doors.properties import homes_file
from hustings.work.reporting import silent
from tests.cast import Cast, acting, arranging

LATER, LATEST = NOON.replace(hour=13), NOON.replace(hour=14)


def doors() -> list[Door]:
    with arranging():
        return list(Door.objects.select_related("street", "building").order_by("street__name", "walk_order"))


def send_again(council: Cast, content: bytes) -> None:
    take_in(council, content, name="2028", published_on=YEAR_LATER, at=LATER)


def undo_last(council: Cast) -> None:
    with arranging():
        last = Import.objects.order_by("-applied_at")[0]
    with acting(council.priya, Action.REGISTER_IMPORT_UNDO, Purpose.ADMINISTRATION, LATEST) as by:
        undo_import(by=by, at=LATEST, run_id=last.id, report=silent)


def test_a_door_has_the_uprn_of_its_file_without_noughts_before_it(council: Cast) -> None:
    take_in(council, homes_file(("1 Mill Lane", "000040990001")))

    assert [door.uprn for door in doors()] == [40990001]


def test_a_door_spelt_otherwise_keeps_its_id_and_takes_the_new_words(council: Cast) -> None:
    take_in(council, homes_file(("Rose Cottage, Mill Lane", "7"), ("3 Mill Lane", "8")))
    before = {door.uprn: door.id for door in doors()}

    send_again(council, homes_file(("Rose Cottage, 1 Old Mill Road", "7"), ("3 Mill Lane", "8")))

    found = {door.uprn: door for door in doors()}
    assert {uprn: door.id for uprn, door in found.items()} == before
    assert (str(found[7]), str(found[7].street), found[7].side) == ("Rose Cottage, 1", "Old Mill Road", "odd")


def test_the_people_of_a_door_spelt_otherwise_stay_and_follow_it_to_its_street(council: Cast) -> None:
    take_in(council, homes_file(("1 Mill Lane", "7")))

    send_again(council, homes_file(("1 Old Mill Road", "7")))

    with arranging():
        elector = Elector.objects.select_related("street", "door").get()
        assert (str(elector.street), str(elector.door)) == ("Old Mill Road", "1")


def test_undoing_gives_a_door_its_old_words_back(council: Cast) -> None:
    take_in(council, homes_file(("1 Mill Lane", "7"), ("Flat 2, Castle House, 5 Mill Lane", "9")))
    before = [(door.id, str(door), str(door.street), door.walk_key, door.building_id) for door in doors()]
    send_again(council, homes_file(("1 Old Mill Road", "7"), ("Flat 2, Castle Court, 5 Mill Street", "9")))

    undo_last(council)

    assert [
        (door.id, str(door), str(door.street), door.walk_key, door.building_id) for door in doors()
    ] == before


def test_flats_under_their_buildings_uprn_are_doors_of_their_own(council: Cast) -> None:
    take_in(council, homes_file(("Flat 1, 5 Mill Lane", "9"), ("Flat 2, 5 Mill Lane", "9")))

    send_again(council, homes_file(("Flat 1, 5 Mill Street", "9"), ("Flat 2, 5 Mill Street", "9")))

    assert [str(door) for door in doors()] == ["Flat 1, 5", "Flat 2, 5"]


def test_a_uprn_that_a_file_gives_to_two_houses_tells_nothing(council: Cast) -> None:
    take_in(council, homes_file(("1 Park Homes, Mill Lane", "9"), ("2 Park Homes, Mill Lane", "9")))

    assert [(str(door), door.uprn) for door in doors()] == [("1", None), ("2", None)]


def test_two_spellings_of_one_uprn_in_a_file_are_one_door(council: Cast) -> None:
    take_in(council, homes_file(("1 Mill Lane", "7"), ("1 Mill Lane Cottages", "7")))

    assert [(str(door), str(door.street)) for door in doors()] == [("1", "Mill Lane")]


def test_a_door_with_another_number_is_another_door_in_spite_of_its_uprn(council: Cast) -> None:
    take_in(council, homes_file(("1 Mill Lane", "7")))

    send_again(council, homes_file(("15 Mill Lane", "7")))

    assert [str(door) for door in doors()] == ["1", "15"]


def test_a_door_that_was_known_without_a_uprn_is_given_it(council: Cast) -> None:
    take_in(council, full_file(*NORTHERN))
    before = {door.id for door in doors()}

    send_again(council, homes_file(("1 Mill Lane", "7")))

    assert {door.id for door in doors()} == before
    assert [door.uprn for door in doors() if str(door) == "1"] == [7]


def test_a_door_whose_people_stand_in_two_districts_stays_where_it_is(council: Cast) -> None:
    both = [OKAFOR, LYLE.replace("2 Mill Lane", "1 Mill Lane").replace("AA1", "AA2")]
    take_in(council, full_file(*both))

    send_again(council, full_file(*both))

    with arranging():
        assert Door.objects.get().street.district.letters == "AA1"


def test_undoing_brings_doors_back_to_their_polling_district(council: Cast) -> None:
    take_in(council, full_file(OKAFOR, LYLE))
    send_again(council, full_file(OKAFOR.replace("AA1", "AA2"), LYLE.replace("AA1", "AA2")))

    undo_last(council)

    with arranging():
        assert {door.street.district.letters for door in Door.objects.all()} == {"AA1"}
        assert set(Elector.objects.values_list("street__district__letters", flat=True)) == {"AA1"}
