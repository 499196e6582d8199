from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils import timezone

from hustings.access.members.tests.feeds import call_election, feed, live, membership, standing, take
from hustings.access.models import Errand, Grant, HandOut, Leaving, MemberFeed
from hustings.access.scope import ask
from hustings.accounts.models import Person, Session
from hustings.audit.models import Entry
from hustings.elections.models import Calling
from hustings.lib.uuid7 import uuid7
from hustings.organisation.models import Membership
from tests.cast import Cast, arranging, role, sign_in

SignedIn = Callable[..., Client]
ENDING = ["resigned", "expelled", "moved", "died"]


@pytest.mark.parametrize("status", ENDING)
def test_a_leaver_loses_everything_at_once(cast: Cast, status: str) -> None:
    client = sign_in(Client(), cast.tom)
    with arranging():
        Errand.objects.create(
            person_id=cast.tom.pk,
            action="paper:sheet:print",
            purpose="canvass",
            seats=[],
            made_at=timezone.now(),
            ends_at=timezone.now() + timedelta(hours=9),
        )
        HandOut.objects.create(
            grant=cast.grants["tom"],
            door_id=uuid7(),
            constituency_id=cast.northmoor.pk,
            ends_at=timezone.now() + timedelta(hours=9),
        )

    taken = take(cast, f"M1,tom@moor.example,{status},")

    assert taken.names["left"] == ["Tom Wick"]
    assert live(cast.tom) == 0
    with arranging():
        now = timezone.now()
        assert not Session.objects.filter(person_id=cast.tom.pk).exists()
        assert not Errand.objects.filter(person_id=cast.tom.pk, ends_at__gt=now).exists()
        assert not HandOut.objects.filter(grant__person=cast.tom, ends_at__gt=now).exists()
    assert client.get("/").headers["Location"].startswith("/account/login/")


def test_hundreds_of_leavers_touch_nobody_else(cast: Cast) -> None:
    with arranging():
        leavers = Person.objects.bulk_create(Person(email=f"{n}@leaving.example") for n in range(300))
        for leaver in leavers:
            Membership.objects.create(
                unit=cast.northmoor_unit, person=leaver, name="Somebody", starts_on=timezone.localdate()
            )
    others = [cast.moira, cast.priya, cast.tom, cast.nia, cast.sam, cast.dai]
    for person in others:
        sign_in(Client(), person)
    before = standing(*others)

    taken = take(cast, *(f"L{n},{n}@leaving.example,resigned," for n in range(300)))

    assert len(taken.names["left"]) == 300
    assert standing(*others) == before


def test_a_dry_run_says_the_same_and_changes_nothing(cast: Cast) -> None:
    before = standing(cast.tom)

    taken = take(cast, "M1,tom@moor.example,resigned,", is_dry=True)

    assert taken.names["left"] == ["Tom Wick"]
    assert standing(cast.tom) == before
    with arranging():
        assert not MemberFeed.objects.exists()


def test_a_feed_is_a_record_with_its_counts_and_refusals(cast: Cast) -> None:
    take(cast, "M1,tom@moor.example,resigned,", "M2,,no such word,", "M3,new@moor.example,active,")

    with arranging():
        kept = MemberFeed.objects.get()
        assert (kept.counts["left"], kept.counts["unmatched"], kept.imported_by) == (1, 1, cast.moira.pk)
        assert [(one.line, one.column) for one in kept.refusals.all()] == [(3, "Status")]
        assert Entry.objects.get(action="access:members:import", place=f"feed {kept.pk}").count == 2


def test_a_number_once_seen_finds_somebody_whose_address_changed(cast: Cast) -> None:
    take(cast, "M1,tom@moor.example,active,")

    take(cast, "M1,other@address.example,resigned,")

    assert live(cast.tom) == 0


def test_nobody_is_matched_by_a_number_and_an_address_that_differ(cast: Cast) -> None:
    take(cast, "M1,tom@moor.example,active,")

    taken = take(cast, "M1,nia@moor.example,resigned,")

    assert "different people" in taken.refused[0].reason
    assert (live(cast.tom), live(cast.nia)) == (1, 1)


def test_a_lapse_is_a_month_of_grace(cast: Cast) -> None:
    taken = take(cast, "M1,tom@moor.example,lapsed,")

    assert taken.names["grace"] == ["Tom Wick"]
    assert membership(cast.tom).grace_ends_on == timezone.localdate() + timedelta(days=30)
    assert live(cast.tom) == 1


def test_whoever_pays_again_is_out_of_grace(cast: Cast) -> None:
    take(cast, "M1,tom@moor.example,lapsed,")

    take(cast, "M1,tom@moor.example,active,")

    assert membership(cast.tom).grace_ends_on is None


def test_absence_from_a_whole_feed_is_grace_and_from_a_part_is_nothing(cast: Cast) -> None:
    take(cast, "M1,tom@moor.example,active,", "M2,nia@moor.example,active,")

    take(cast, "M2,nia@moor.example,active,")
    before = membership(cast.tom).status
    taken = take(cast, "M2,nia@moor.example,active,", is_whole=True)

    assert (before, membership(cast.tom).status, taken.missing) == ("active", "missing", 1)


def test_whoever_is_kept_by_hand_is_not_missing_from_a_feed(cast: Cast) -> None:
    take(cast, "M2,nia@moor.example,active,", is_whole=True)

    assert membership(cast.priya).status == "active"


def test_staff_by_contract_do_not_lapse(cast: Cast) -> None:
    with arranging():
        Membership.objects.filter(person=cast.tom).update(is_contract=True)

    take(cast, "M1,tom@moor.example,lapsed,")

    assert membership(cast.tom).grace_ends_on is None


def test_grace_does_not_end_while_an_election_is_called(cast: Cast) -> None:
    call_election(cast.northmoor)
    with arranging():
        Calling.objects.update(ends_on=timezone.localdate() + timedelta(days=40))

    take(cast, "M1,tom@moor.example,lapsed,")

    assert membership(cast.tom).grace_ends_on == timezone.localdate() + timedelta(days=40)


def test_an_expelled_officer_of_a_called_election_is_not_ended_by_a_file(cast: Cast) -> None:
    call_election(cast.northmoor)

    taken = take(cast, "M1,priya@moor.example,expelled,", "M2,tom@moor.example,expelled,")

    assert taken.names["left"] == ["Tom Wick"]
    assert "two people" in taken.refused[0].reason
    assert live(cast.priya) == 1


def test_an_officer_who_resigns_is_ended_also_in_an_election(cast: Cast) -> None:
    call_election(cast.northmoor)

    take(cast, "M1,priya@moor.example,resigned,")

    assert live(cast.priya) == 0


def test_the_last_key_holder_of_all_is_not_locked_out_by_a_file(cast: Cast) -> None:
    taken = take(cast, "M1,moira@moor.example,resigned,")

    assert "last who can let anybody in" in taken.refused[0].reason
    assert live(cast.moira) == 1


def test_the_staff_of_a_leaver_are_to_be_confirmed_within_a_day(cast: Cast) -> None:
    with arranging():
        Membership.objects.filter(person=cast.nia).update(works_for=cast.priya)

    take(cast, "M1,priya@moor.example,resigned,")

    due = membership(cast.nia).confirm_by
    assert due is not None
    assert timedelta(hours=23) < due - timezone.now() <= timedelta(hours=24)
    assert live(cast.nia) == 1


def test_a_feed_is_taken_by_whoever_may_for_the_whole_organisation(cast: Cast) -> None:
    with arranging():
        Grant.objects.filter(person=cast.nia).update(role="membership secretary", purposes=["administration"])
    nobody = Cast(**{**vars(cast), "moira": cast.nia})

    with pytest.raises(Exception, match="may not do access:members:import there"):
        take(nobody, "M1,tom@moor.example,resigned,")


def test_what_ended_is_written_down(cast: Cast) -> None:
    take(cast, "M1,tom@moor.example,moved,")

    with arranging():
        gone = Leaving.objects.get()
        assert (gone.person_id, gone.status, gone.grants) == (cast.tom.pk, "moved", [cast.grants["tom"].pk])


def test_the_command_says_in_words_what_it_would_do(cast: Cast, tmp_path: Path) -> None:
    file, said = tmp_path / "members.csv", StringIO()
    file.write_bytes(feed("M1,tom@moor.example,resigned,", "M9,,dormant,"))

    with role("hustings_worker"):
        call_command(
            "import_members", str(file), "--as", cast.moira.email, "--reason", "today’s", stdout=said
        )

    assert "1 have left" in said.getvalue()
    assert "Line 3 (Status)" in said.getvalue()
    assert "Nothing was changed: say --apply" in said.getvalue()
    assert live(cast.tom) == 1


def test_a_volunteer_imports_no_members(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    file.write_bytes(feed())

    with role("hustings_worker"), pytest.raises(CommandError, match="no live grant"):
        call_command("import_members", str(file), "--as", cast.tom.email, "--reason", "mine")


def test_the_newest_feed_says_how_old_the_word_is(cast: Cast) -> None:
    drawn = timezone.now() - timedelta(hours=30)
    take(cast, "M1,tom@moor.example,active,", drawn_at=drawn)

    assert ask("SELECT access.feed_drawn_at()")[0] == drawn
