"""Who asked not to be contacted is not: at once, by every channel named, and after every later import."""

import pytest

from hustings.audit.models import Entry
from hustings.audit.words import Action, Purpose
from hustings.register.models import Channel, Door, Elector, Objection, RegisterEntry
from hustings.register.objections.keying import person_key
from hustings.register.objections.objecting import (
    UnableToRecordObjection,
    record_objection,
    withdraw_objection,
)
from hustings.register.tests.council import (
    LYLE,
    LYLE_SON,
    NOON,
    OKAFOR,
    YEAR_LATER,
    full_file,
    take_in,
    update_file,
    update_row,
)
from tests.cast import Cast, acting, arranging

pytestmark = pytest.mark.both_databases
LATER = NOON.replace(hour=13)


@pytest.fixture
def register(council: Cast) -> Cast:
    take_in(council, full_file(OKAFOR, LYLE, LYLE_SON))
    return council


def object_to(register: Cast, channel: str = Channel.DOOR, *, household: bool = False) -> Objection:
    """Mr Lyle objects."""
    with arranging():
        lyle = Elector.objects.get(forenames="Peter")
    with acting(register.priya, Action.REGISTER_OBJECTION_RECORD, Purpose.ORGANISE, LATER) as by:
        return record_objection(
            by=by,
            at=LATER,
            constituency=register.northmoor.id,
            elector_id=lyle.id,
            channel=channel,
            whole_household=household,
        )


def withdraw(register: Cast, objection: Objection) -> Objection:
    with acting(register.priya, Action.REGISTER_OBJECTION_WITHDRAW, Purpose.ORGANISE, LATER) as by:
        return withdraw_objection(
            by=by, at=LATER, constituency=register.northmoor.id, objection_id=objection.id
        )


def objectors() -> list[str]:
    with arranging():
        return sorted(elector.forenames for elector in Elector.objects.filter(objects_at_door=True))


@pytest.mark.parametrize(
    ("channel", "flags"),
    [
        ("door", (True, False, False, False)),
        ("post", (False, True, False, False)),
        ("phone", (False, False, True, False)),
        ("email", (False, False, False, True)),
        ("all", (True, True, True, True)),
    ],
)
def test_an_objection_counts_for_its_channel(register: Cast, channel: str, flags: tuple[bool, ...]) -> None:
    object_to(register, channel)

    with arranging():
        lyle = Elector.objects.get(forenames="Peter")
        assert (
            lyle.objects_at_door,
            lyle.objects_by_post,
            lyle.objects_by_phone,
            lyle.objects_by_email,
        ) == flags


def test_one_persons_objection_leaves_the_household_alone(register: Cast) -> None:
    object_to(register)

    assert objectors() == ["Peter"]
    with arranging():
        assert not Door.objects.filter(do_not_knock=True).exists()


def test_a_households_objection_closes_the_door(register: Cast) -> None:
    object_to(register, household=True)

    assert objectors() == ["Owen", "Peter"]
    with arranging():
        assert str(Door.objects.get(do_not_knock=True)) == "2"


def test_an_objector_is_not_there_for_canvassers_nor_is_their_entry(register: Cast) -> None:
    object_to(register)

    with acting(register.priya, Action.PAPER_SHEET_PRINT, Purpose.CANVASS, LATER):
        assert not Elector.objects.filter(forenames="Peter").exists()
        assert not RegisterEntry.objects.filter(forenames="Peter").exists()
        assert Elector.objects.filter(forenames="Owen").exists()


def test_the_same_objection_twice_is_one(register: Cast) -> None:
    assert object_to(register) == object_to(register)

    with arranging():
        assert Entry.objects.filter(action="register:objection:record").count() == 1


def test_father_and_son_of_one_name_object_each_for_himself(council: Cast) -> None:
    take_in(council, full_file(LYLE, LYLE_SON.replace("Owen", "Peter")))
    with arranging():
        both = list(Elector.objects.values_list("id", flat=True))

    with acting(council.priya, Action.REGISTER_OBJECTION_RECORD, Purpose.ORGANISE, LATER) as by:
        for one in both:
            record_objection(
                by=by, at=LATER, constituency=council.northmoor.id, elector_id=one, channel="door"
            )

    assert objectors() == ["Peter", "Peter"]


def test_a_withdrawn_objection_counts_no_more_and_is_kept(register: Cast) -> None:
    objection = object_to(register, household=True)

    withdraw(register, objection)

    assert objectors() == []
    with arranging():
        assert not Door.objects.filter(do_not_knock=True).exists()
        assert Objection.objects.get().withdrawn_by == register.priya.id


def test_withdrawing_one_channel_leaves_the_other(register: Cast) -> None:
    object_to(register, Channel.POST)

    withdraw(register, object_to(register, Channel.DOOR))

    with arranging():
        lyle = Elector.objects.get(forenames="Peter")
        assert (lyle.objects_at_door, lyle.objects_by_post) == (False, True)


def test_an_objection_survives_new_numbers_a_new_case_and_a_new_edition(register: Cast) -> None:
    object_to(register)

    take_in(
        register,
        full_file(LYLE.replace("AA1,2", "AA1,77").replace("Lyle,Peter", "LYLE,PETER")),
        name="2028",
        published_on=YEAR_LATER,
        at=LATER,
    )

    with arranging():
        assert Elector.objects.get(forenames="PETER", on_register=True).objects_at_door
        assert RegisterEntry.objects.get(number=77).objects_at_door


def test_an_objection_finds_its_person_again_when_the_record_was_removed(register: Cast) -> None:
    object_to(register)
    with arranging():
        RegisterEntry.objects.filter(forenames="Peter").delete()
        Elector.objects.get(forenames="Peter").delete()
        assert Objection.objects.get().elector is None

    # The other order of surname and forename, as a file of combined names may give it.
    take_in(register, full_file(OKAFOR, LYLE_SON, LYLE.replace("Lyle,Peter", "Peter,Lyle")), at=LATER)

    assert objectors() == ["Lyle"]
    with arranging():
        assert Objection.objects.get().elector is not None


def test_a_households_objection_finds_its_door_again(register: Cast) -> None:
    object_to(register, household=True)
    with arranging():
        RegisterEntry.objects.filter(surname="Lyle").delete()
        Elector.objects.filter(surname="Lyle").delete()
        Door.objects.filter(number=2).delete()

    take_in(register, full_file(OKAFOR, LYLE, LYLE_SON.replace("Owen", "Olwen")), at=LATER)

    assert objectors() == ["Olwen", "Peter"]
    with arranging():
        assert Door.objects.get(number=2).do_not_knock


def test_who_moves_into_a_household_that_objected_is_not_canvassed(register: Cast) -> None:
    object_to(register, household=True)

    take_in(
        register, update_file(update_row("AA1-2/1", "Newcomer", "Nan", "2 Mill Lane", created="3")), at=LATER
    )

    assert objectors() == ["Nan", "Owen", "Peter"]


def test_an_objection_needs_somebody_and_a_channel(register: Cast) -> None:
    with acting(register.priya, Action.REGISTER_OBJECTION_RECORD, Purpose.ORGANISE, LATER) as by:
        with pytest.raises(UnableToRecordObjection, match="no such elector"):
            record_objection(
                by=by,
                at=LATER,
                constituency=register.northmoor.id,
                elector_id=register.priya.id,
                channel="door",
            )
        elector = Elector.objects.filter(constituency=register.northmoor).first()
        with pytest.raises(UnableToRecordObjection, match="by which channel"):
            record_objection(
                by=by,
                at=LATER,
                constituency=register.northmoor.id,
                elector_id=elector.id if elector else None,
                channel="fax",
            )

        assert not Objection.objects.exists()


def test_the_key_of_a_person_tells_nothing_without_the_secret() -> None:
    one, other = (
        person_key(1, "Lyle", "Peter", "EX11AA|mill lane|2|"),
        person_key(1, "Peter", "LYLE", "EX11AA|mill lane|2|"),
    )

    assert one == other
    assert one != person_key(2, "Lyle", "Peter", "EX11AA|mill lane|2|")
    assert len(one) == 32
