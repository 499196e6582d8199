import random
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from hustings.access.members.faults import UnableToReadFeed
from hustings.access.members.headings import STATUSES, Field, status_of
from hustings.access.members.reading import Feed, read_feed

TODAY = date(2031, 5, 1)


def read(text: str, *said: str) -> Feed:
    return read_feed(text.encode(), said=said, on=TODAY)


@pytest.mark.parametrize(
    "headings",
    [
        "Membership number,Email address,Membership status",
        "External Identifier,Email,Status",
        "nationbuilder_id,email1,membership_status",
        "Rhif aelodaeth;E-bost;Statws",
        "Member No.\tPrimary Email\tMember Status",
    ],
)
def test_the_headings_of_several_systems_are_known(headings: str) -> None:
    assert set(read(headings).columns) == {Field.NUMBER, Field.EMAIL, Field.STATUS}


def test_a_heading_nobody_knows_is_said_once() -> None:
    feed = read("Ref,Standing\nM1,current", "Ref=number", "Standing=status")

    assert [(line.number, line.status) for line in feed.lines] == [("M1", "active")]


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "empty"), ("Name,Status\n", "whose it is"), ("Member number,Email\n", "how a membership stands")],
)
def test_a_file_that_is_no_feed_is_refused(text: str, said: str) -> None:
    with pytest.raises(UnableToReadFeed, match=said):
        read(text)


def test_a_mapping_of_no_column_is_refused() -> None:
    with pytest.raises(UnableToReadFeed, match="names no column"):
        read("Email,Status", "Ref=number")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",,active,", "matched by name alone"),
        ("M1,no address,active,", "no e-mail address"),
        ("M1,,dormant,", "not known"),
        ("M1,,active,31/31/2031", "no day"),
    ],
)
def test_a_line_that_is_not_understood_is_refused_with_its_reason(row: str, said: str) -> None:
    feed = read(f"Member number,Email,Status,Expires\n{row}\nM2,,active,")

    assert [line.number for line in feed.lines] == ["M2"]
    assert [(one.line, said in one.reason) for one in feed.refused] == [(2, True)]


def test_a_membership_paid_until_yesterday_has_lapsed() -> None:
    feed = read("Member number,Status,Expires\nM1,active,30/04/2031\nM2,active,2031-05-01")

    assert [line.status for line in feed.lines] == ["lapsed", "active"]


def test_one_member_with_two_statuses_is_refused_twice() -> None:
    feed = read("Member number,Status\nM1,active\nM2,active\nM1,expelled")

    assert [line.number for line in feed.lines] == ["M2"]
    assert [one.line for one in feed.refused] == [2, 4]


def test_every_word_means_one_status() -> None:
    words = [word for known in STATUSES.values() for word in known]

    assert len(words) == len(set(words))
    assert status_of("Moved to another party") == "moved"


@given(some.binary(max_size=300))
def test_whatever_comes_is_read_or_refused_in_a_sentence(content: bytes) -> None:
    with suppress(UnableToReadFeed):
        feed = read_feed(b"Member number,Email,Status\n" + content, on=TODAY)
        assert all(line.number or line.email for line in feed.lines)


ROWS = some.lists(some.tuples(some.integers(1, 30), some.sampled_from(["active", "resigned", "lapsed"])))


@given(ROWS, some.randoms())
def test_the_order_of_a_feed_changes_nothing(rows: list[tuple[int, str]], shuffled: random.Random) -> None:
    lines = [f"M{number},{status}" for number, status in rows]
    before = read("\n".join(["Member number,Status", *lines]))
    shuffled.shuffle(lines)

    after = read("\n".join(["Member number,Status", *lines]))

    said = [{(line.number, line.status) for line in feed.lines} for feed in (before, after)]
    assert said[0] == said[1]
    assert len(before.refused) == len(after.refused)
