"""A wrong file is taken back: what it brought goes, what stood before stands, what was changed since is kept."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from hustings.audit.models import Entry
from hustings.audit.words import Action, Purpose
from hustings.register.tests.council import NOON
from hustings.supporters.bringing.files import UnableToBringIn
from hustings.supporters.bringing.taking_back import applied_since, changed_since, take_file_back
from hustings.supporters.models import ContactDetail, FileState, Supporter, SupporterFile
from hustings.supporters.recording import end_relation, record_relation, withdraw_detail
from hustings.supporters.tests.membership import (
    OKAFOR,
    QUINCE,
    belonging,
    bringing,
    brought_in,
    elector,
    reached,
)
from hustings.supporters.tests.test_file_pages import SignIn, url
from hustings.supporters.wording import file_ended
from tests.cast import Cast, acting, arranging

LATER = NOON + timedelta(days=1)


def taken_back(cast: Cast, file: SupporterFile) -> SupporterFile:
    with bringing(cast, LATER) as by:
        return take_file_back(file.id, by=by, at=LATER)


def by_hand(cast: Cast) -> None:
    """Priya records that Peter Lyle is a member."""
    with acting(cast.priya, Action.SUPPORTERS_SUPPORTER_RECORD, Purpose.ORGANISE, NOON) as by:
        lyle = elector("Lyle", "Peter")
        record_relation(elector=lyle, relation="member", since=NOON.date(), source="a card", by=by, at=NOON)


@pytest.mark.both_databases
def test_what_it_brought_goes_and_what_stood_before_stands(register: Cast) -> None:
    by_hand(register)
    before = belonging(), reached()
    file = brought_in(register, OKAFOR, QUINCE, "AA1-2,Peter,Lyle,EX1 1AA,Member,,,,,")

    ended = taken_back(register, file)

    assert (ended.state, ended.counts["taken back"], ended.counts["kept"]) == (FileState.TAKEN_BACK, 5, 0)
    assert (belonging(), reached()) == before == ([("Peter Lyle", "member")], [])
    with arranging():
        last = Entry.objects.order_by("at").last()
        assert last is not None
        assert last.detail["step"] == "taken back"


def test_what_somebody_changed_since_is_kept_and_told_by_its_line(register: Cast) -> None:
    file = brought_in(register, OKAFOR, QUINCE)
    with acting(register.priya, Action.SUPPORTERS_SUPPORTER_RECORD, Purpose.ORGANISE, NOON) as by:
        grace = elector("Okafor", "Grace Ada")
        end_relation(elector=grace, relation_id=Supporter.objects.get(elector=grace).id, by=by, at=NOON)
        called = ContactDetail.objects.get(elector=grace, way="call")
        withdraw_detail(elector=grace, detail_id=called.id, by=by, at=NOON)

    ended = taken_back(register, file)

    assert (ended.counts["taken back"], ended.counts["kept"]) == (3, 2)
    assert file_ended(ended) == "3 things that it brought are gone. 2 were changed since, and are kept."
    with bringing(register, LATER):
        assert [one.sentence for one in changed_since(file)] == [
            "Line 2: member, ended on 2 December 2026",
            "Line 2: by telephone call, ended on 2 December 2026",
        ]
    # What she took back does not come again with the next file.
    assert brought_in(register, OKAFOR, at=LATER).counts["left out"] == 2


def test_it_is_taken_back_once_and_only_where_it_was_applied(register: Cast) -> None:
    file = brought_in(register, OKAFOR)
    taken_back(register, file)

    with pytest.raises(UnableToBringIn, match="taken back already"):
        taken_back(register, file)

    assert brought_in(register, OKAFOR, at=LATER).counts["member"] == 1


def test_files_applied_since_are_named_for_what_they_said_too_is_not_theirs(register: Cast) -> None:
    file = brought_in(register, OKAFOR)
    brought_in(register, OKAFOR, QUINCE, at=LATER)

    with bringing(register, LATER):
        assert applied_since(file) == ["members.csv"]


def test_its_page_takes_it_back_and_lists_what_is_kept(register: Cast, signed_in: SignIn) -> None:
    file = brought_in(register, OKAFOR)
    client, page = signed_in(register.priya), url("file", register, file.id)
    assert "It was the wrong file" in client.get(page).content.decode()

    answer = client.post(url("undo_file", register, file.id))

    assert answer.headers["Location"].startswith("/jobs/")
    with arranging():
        Supporter.objects.update(ended_on=NOON.date())
    taken_back(register, file)
    shown = client.get(page).content.decode()
    assert "what it brought is gone" in shown
    assert "Line 2: member, ended on 2 December 2026" in shown
    assert "Okafor" not in shown


def test_who_may_not_bring_files_takes_none_back(register: Cast, signed_in: SignIn) -> None:
    file = brought_in(register, OKAFOR)
    page = reverse("supporters:undo_file", args=["northmoor", file.id])

    assert Client().post(page).status_code == 302
    assert signed_in(register.nia).post(page).status_code == 403
    assert signed_in(register.sam).post(page).status_code == 404
    assert signed_in(register.priya).get(page).status_code == 405
    assert belonging() == [("Grace Ada Okafor", "member")]
