"""The demo campaign in a database: small, but whole."""

from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from hustings.access.actor import Actor
from hustings.access.demonstrating import demonstration_people
from hustings.access.letting_in.offering import LENT
from hustings.access.models import Leaving
from hustings.access.roles import Role
from hustings.access.scope import UnableToOpenScope, acting_as
from hustings.audit.words import Action, Purpose
from hustings.canvassing.models import ContactSummary, Conversation, LatestIntention
from hustings.config.demo.files import write_update
from hustings.config.demo.filling import Filled
from hustings.config.demo.players import LEAVER, PARTY_DOMAIN
from hustings.config.demo.tests.small import CAMPAIGN, fill
from hustings.config.demo.writing import Written, write_demo_files
from hustings.elections.models import SeatTier
from hustings.geography.models import Boundary, Place, PollingDistrict
from hustings.register.importing.editions import find_edition
from hustings.register.importing.looking_over import SentFile, look_over_file
from hustings.register.models import Door, Elector, Import, Objection
from hustings.targeting.models import SavedList, Walk
from tests.cast import arranging

EVENTFUL = date(2026, 1, 1)


def listing(email: str, at: datetime) -> AbstractContextManager[Actor]:
    return acting_as(email, action=Action.REGISTER_ELECTOR_LIST, purpose=Purpose.ORGANISE, at=at)


def test_every_seat_has_a_tier_an_outline_and_the_registered_ones_districts(filled: Filled) -> None:
    seats = Place.objects.filter(kind=Place.Kind.CONSTITUENCY)

    assert seats.count() == SeatTier.objects.count() == Boundary.objects.count() == 12
    assert PollingDistrict.objects.exclude(polling_place="").values("constituency").distinct().count() == 3


def test_the_registers_come_in_whole_and_every_door_stands_on_its_own(filled: Filled) -> None:
    with arranging():
        assert Elector.objects.filter(on_register=True).count() == filled.electors >= 500
        assert Import.objects.get(edition__officer__name__startswith="Harrow").counts["refused"] == 0
        doors = Door.objects.filter(building=None, number_suffix="")
        assert doors.values("latitude", "longitude").distinct().count() == doors.count()


def test_conversations_are_heard_and_summed_up(filled: Filled) -> None:
    with arranging():
        assert Conversation.objects.count() == filled.conversations > 100
        assert ContactSummary.objects.filter(contacts__gt=0).count() > 20
        assert LatestIntention.objects.exclude(code__party="").exists()


def test_mr_lyle_has_objected(filled: Filled) -> None:
    with arranging():
        lyle = Elector.objects.get(surname="Lyle")
        assert lyle.objects_at_door
        assert Objection.objects.filter(elector=lyle).exists()


def test_there_is_a_list_that_everybody_of_the_seat_sees_and_a_plan_of_walks(filled: Filled) -> None:
    with arranging():
        kept = SavedList.objects.get()
        assert (kept.is_shared, len(kept.form["steps"])) == (True, 4)
        assert Walk.objects.filter(plan__constituency=kept.constituency).exists()


def test_every_role_is_played_and_every_address_is_an_example(filled: Filled) -> None:
    people = demonstration_people()

    assert {person.role for person in people} == set(Role) - LENT
    assert all(person.email.endswith(".example") for person in people)
    assert {"Moira", "Priya", "Tom", "Nia", "Sam"} <= {person.name.split()[0] for person in people}


def test_the_organiser_next_door_reaches_nothing_of_the_first_seat(filled: Filled, now: datetime) -> None:
    first = Place.objects.get(slug="wendlebridge")

    with listing("sam@lantern.example", now):
        assert not Elector.objects.filter(constituency=first).exists()
        assert Elector.objects.exists()
    with pytest.raises(UnableToOpenScope), listing("ellen@lantern.example", now):
        pass


def test_filling_again_changes_nothing(filled: Filled, tmp_path: Path) -> None:
    assert fill(tmp_path) == filled


def look_over(written: Written, at: datetime) -> dict[str, int]:
    """Dry-run one of the demo's files in the seat it is for, as Priya, and return what it would do."""
    importing = Action.REGISTER_EDITION_IMPORT
    with acting_as(f"priya@{PARTY_DOMAIN}", action=importing, purpose=Purpose.ADMINISTRATION, at=at) as by:
        officer = Place.objects.get(kind=Place.Kind.COUNCIL, name=written.council)
        published_on = date.fromisoformat(written.published_on)
        edition = find_edition(officer=officer, name=written.edition, published_on=published_on, at=at)
        seat = Place.objects.get(slug=written.seat).pk
        sent = SentFile(written.path.open("rb"), written.path.name)
        with sent.content:
            run = look_over_file(by=by, at=at, constituency=seat, edition=edition, sent=sent)
        counts: dict[str, int] = run.counts
        return counts


def test_the_update_of_the_first_seat_adds_amends_and_removes(
    filled: Filled, now: datetime, tmp_path: Path
) -> None:
    update = next(one for one in write_demo_files(tmp_path, CAMPAIGN) if one.holds == "monthly update")
    # So small a council has months in which nobody's entry changes: not this one.
    districts = CAMPAIGN.districts_of_council(CAMPAIGN.region.seats[0])
    write_update(update.path, districts, month=EVENTFUL, seed=CAMPAIGN.seed)

    counts = look_over(update, now)

    assert counts["added"] > 0
    assert counts["amended"] > 0
    assert counts["closed"] > 0
    assert counts["refused"] == 0


def test_the_waiting_seat_takes_its_first_register(filled: Filled, now: datetime, tmp_path: Path) -> None:
    registers = [one for one in write_demo_files(tmp_path, CAMPAIGN) if one.holds == "full register"]

    counts = look_over(registers[-1], now)

    assert counts["added"] == registers[-1].rows
    assert counts["refused"] == counts["dropped_outside"] == 0


def test_the_command_writes_files_for_three_councils(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("demo", "files", str(tmp_path / "new"), "--electors", "250")

    said = capsys.readouterr().out

    towns = {path.name.partition("-")[0] for path in (tmp_path / "new").iterdir()}
    assert towns == {"wendlebridge", "harrowmere", "thornhythe"}
    assert "monthly update of Wendlebridge Borough Council" in said
    assert "Send it on /seats/wendlebridge/register/absent-voters/:" in said


@pytest.mark.parametrize("options", [["--electors", "0"], ["--seats", "0"], ["--electors", "999999999"]])
def test_the_command_refuses_sizes_that_are_none(tmp_path: Path, options: list[str]) -> None:
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("demo", "files", str(tmp_path), *options)


def test_the_demo_has_a_leaver_whose_roles_ended(filled: Filled) -> None:
    with arranging():
        gone = Leaving.objects.get()

        assert (gone.membership.name, gone.status, len(gone.grants)) == (LEAVER.name, "resigned", 1)
