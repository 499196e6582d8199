"""A file of members and supporters: what it adds, what it leaves out and why, and that twice is once."""

from datetime import date, timedelta

import pytest

from hustings.audit.models import Entry
from hustings.lib.uuid7 import uuid7
from hustings.register.models import Elector, RegisterEntry
from hustings.register.tests.council import NOON
from hustings.supporters.bringing.files import UnableToBringIn, apply_file, give_up_file
from hustings.supporters.models import ContactDetail, FileState, Supporter
from hustings.supporters.rules import Fault
from hustings.supporters.tests.membership import (
    OKAFOR,
    QUINCE,
    belonging,
    bringing,
    brought_in,
    elector,
    faults,
    looked_over,
    reached,
)
from hustings.work.models import SealedFile
from tests.cast import Cast, arranging

LATER = NOON + timedelta(days=30)
GRACE, ANA = "Grace Ada Okafor", "Ana Quince"


def test_looking_over_changes_nothing(register: Cast) -> None:
    file = looked_over(register, OKAFOR, QUINCE)

    assert (file.state, file.counts["people"]) == (FileState.LOOKED_OVER, 2)
    assert (belonging(), reached()) == ([], [])


@pytest.mark.both_databases
def test_applying_keeps_who_belongs_and_how_they_agreed_to_be_reached(register: Cast) -> None:
    file = brought_in(register, OKAFOR, QUINCE)

    assert file.state == FileState.APPLIED
    assert belonging() == [(ANA, "volunteer"), (GRACE, "member")]
    assert reached() == [
        (ANA, "call", "01632960002"),
        (GRACE, "call", "01632960001"),
        (GRACE, "email", "grace@moor.example"),
    ]
    with arranging():
        member = Supporter.objects.get(relation="member")
        assert (member.since, member.source) == (date(2024, 2, 1), "members.csv, line 2")
        assert not SealedFile.objects.exists()


def test_the_log_names_the_file_and_whose_rows_it_changed(register: Cast) -> None:
    brought_in(register, OKAFOR, QUINCE)

    with arranging():
        steps = [
            entry.detail["step"]
            for entry in Entry.objects.filter(action="supporters:file:import").order_by("at")
        ]
        assert sorted(steps) == ["applied", "columns said", "looked over", "sent"]


def test_the_same_file_twice_changes_nothing(register: Cast) -> None:
    brought_in(register, OKAFOR, QUINCE)
    before = (belonging(), reached())

    again = brought_in(register, OKAFOR, QUINCE, at=LATER)

    assert (belonging(), reached()) == before
    assert again.counts["unchanged"] == 5
    with arranging():
        assert (Supporter.objects.count(), ContactDetail.objects.count()) == (2, 3)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("AA1-99,,,,Member,,,,,", Fault.UNKNOWN_NUMBER),
        ("AA1-2,Grace,Okafor,,Member,,,,,", Fault.OTHER_NAME),
        ("BB1-1,Una,Southey,,Member,,,,,", Fault.UNKNOWN_NUMBER),
        (",Grace,Okafor,EX2 1AA,Member,,,,,", Fault.NOBODY),
        (",Zebedee,Nobody,EX1 1AA,Member,,,,,", Fault.NOBODY),
        ("AA1-6,,,,Member,,,,,", Fault.UNKNOWN_NUMBER),
        (",Grace,Okafor,,Member,,,,,", Fault.NO_PLACE),
        (",,Lyle,EX1 1AA,Member,,,,,", Fault.SEVERAL),
        (",,Okafor,EX1 1AA,Member,,,,,", Fault.DOUBTFUL),
        ("twelve,Grace,Okafor,EX1 1AA,Member,,,,,", Fault.NUMBER),
        ("AA1-1,Grace,Okafor,EX1 1AA,Emperor,,,,,", Fault.RELATION),
        ("AA1-1,Grace,Okafor,EX1 1AA,Member,31/31/2024,,,,", Fault.DATE),
        ("AA1-1,Grace,Okafor,EX1 1AA,,,,,,", Fault.NOTHING_SAID),
        ("AA1-1,=Grace,Okafor,EX1 1AA,Member,,,,,", Fault.UNREADABLE),
    ],
)
def test_a_line_that_is_nobodys_or_says_nothing_is_listed_and_left_out(
    register: Cast, row: str, fault: Fault
) -> None:
    file = brought_in(register, QUINCE, row)

    assert [(line, found) for line, _column, found in faults(file)] == [(3, fault)]
    assert file.counts["refused"] == 1
    assert belonging() == [(ANA, "volunteer")]


def test_father_and_son_are_told_apart_by_their_forenames(register: Cast) -> None:
    brought_in(register, ",Owen,Lyle,EX1 1AA,Supporter,,,,,")

    assert belonging() == [("Owen Lyle", "supporter")]


def test_an_address_without_a_postcode_finds_who_lives_there(register: Cast) -> None:
    headings = "Name,Address,Type"

    file = brought_in(register, '"Okafor, Grace","1 Mill Lane, Moorton",Member', headings=headings)

    assert faults(file) == []
    assert belonging() == [(GRACE, "member")]


@pytest.mark.parametrize(
    ("consent", "fault"),
    [
        ("", Fault.CONSENT_MISSING),
        ("no", Fault.CONSENT_MISSING),
        ("yes", Fault.CONSENT_DATE),
        ("31/02/2024", Fault.CONSENT_DATE),
        ("01/01/2099", Fault.CONSENT_AHEAD),
    ],
)
def test_a_number_without_a_day_of_consent_is_not_taken(register: Cast, consent: str, fault: Fault) -> None:
    file = brought_in(register, f"AA1-1,Grace,Okafor,EX1 1AA,Member,,01632 960001,{consent},,")

    assert faults(file) == [(2, 7, fault)]
    assert (belonging(), reached()) == ([(GRACE, "member")], [])


def test_a_yes_counts_with_the_day_in_the_column_for_all(register: Cast) -> None:
    headings = "Elector number,Mobile,Phone consent,Text consent,Consented on"

    brought_in(
        register,
        "AA1-1,07700 900123,yes,yes,01/02/2025",
        "AA1-2,07700 900124,yes,,01/02/2025",
        headings=headings,
    )

    assert reached() == [
        (GRACE, "call", "07700900123"),
        (GRACE, "text", "07700900123"),
        ("Peter Lyle", "call", "07700900124"),
    ]


def test_one_line_a_way_is_read_too(register: Cast) -> None:
    headings = "Elector number,Way,Value,Consented on"

    brought_in(
        register,
        "AA1-1,text,07700900123,01/02/2025",
        "AA1-1,email,g@moor.example,01/02/2025",
        headings=headings,
    )

    assert [(way, value) for _who, way, value in reached()] == [
        ("email", "g@moor.example"),
        ("text", "07700900123"),
    ]


def test_a_later_file_does_not_bring_back_consent_that_was_taken_back(register: Cast) -> None:
    brought_in(register, OKAFOR)
    with arranging():
        # In the night after, the number itself is forgotten.
        ContactDetail.objects.filter(way="call").update(withdrawn_on=NOON.date(), value="")

    file = brought_in(register, OKAFOR.replace("01/02/2024", "20/12/2026"), at=LATER)

    assert faults(file) == [(2, 0, Fault.CONSENT_TAKEN_BACK)]
    assert [way for _who, way, _value in reached()] == ["email"]


def test_a_membership_that_ended_is_not_begun_again_by_a_file_that_does_not_say_so(register: Cast) -> None:
    brought_in(register, OKAFOR)
    with arranging():
        Supporter.objects.update(ended_on=NOON.date())

    file = brought_in(register, OKAFOR, at=LATER)

    assert (belonging(), faults(file)) == ([], [(2, 0, Fault.ENDED)])


def test_what_changed_since_it_was_looked_over_is_shown_again_first(register: Cast) -> None:
    file = looked_over(register, OKAFOR, QUINCE)
    with arranging():
        RegisterEntry.objects.filter(elector=elector("Quince", "Ana")).delete()
        Elector.objects.filter(surname="Quince").update(on_register=False)

    with bringing(register) as by:
        file = apply_file(file.id, by=by, at=NOON)

    assert (file.state, file.counts["refused"], belonging()) == (FileState.LOOKED_OVER, 1, [])


def test_another_change_of_as_many_is_shown_again_too(register: Cast) -> None:
    numbered = (
        "AA1-1,member",
        "AA1-2,volunteer",
    )
    file = looked_over(register, *numbered, headings="Elector number,Type")
    with arranging():
        # The two change numbers: the file would now say of each what it said of the other.
        RegisterEntry.objects.filter(elector=elector("Okafor", "Grace Ada")).update(number=9)
        RegisterEntry.objects.filter(elector=elector("Lyle", "Peter")).update(number=1)
        RegisterEntry.objects.filter(elector=elector("Okafor", "Grace Ada")).update(number=2)

    with bringing(register) as by:
        again = apply_file(file.id, by=by, at=NOON)

        assert (again.state, again.counts, belonging()) == (FileState.LOOKED_OVER, file.counts, [])
        assert apply_file(file.id, by=by, at=NOON + timedelta(days=1)).state == FileState.APPLIED


def test_what_is_not_read_spoils_no_line(register: Cast) -> None:
    headings = "Elector number,Type,Account,Notes"

    file = brought_in(register, f"AA1-1,Member,@grace,{'x' * 600}", headings=headings)

    assert (faults(file), belonging()) == ([], [(GRACE, "member")])


def test_a_file_given_up_is_gone_and_cannot_be_applied(register: Cast) -> None:
    file = looked_over(register, OKAFOR)

    with bringing(register) as by:
        give_up_file(file.id, by=by, at=NOON)
        with pytest.raises(UnableToBringIn, match="does not wait"):
            apply_file(file.id, by=by, at=NOON)
        with pytest.raises(UnableToBringIn):
            apply_file(uuid7(), by=by, at=NOON)

    with arranging():
        assert not SealedFile.objects.exists()
