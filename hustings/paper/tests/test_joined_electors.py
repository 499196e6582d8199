"""Two electors become one, and whatever any room recorded about them with them; parted, each has theirs again."""

from dataclasses import dataclass
from datetime import date

import pytest

from hustings.audit.words import Action, Purpose
from hustings.canvassing.models import ContactSummary, Conversation, LatestIntention
from hustings.canvassing.rules import Meaning
from hustings.canvassing.summarising import refresh_summaries
from hustings.canvassing.tests.ground import AT, LAST_WEEK, Ground, heard, record
from hustings.elections.models import Election
from hustings.paper.keying import key_marks
from hustings.paper.models import SheetLine
from hustings.paper.tests.conftest import EARLIER, Printed
from hustings.register.former_numbers import TABLE as FORMER
from hustings.register.identity.deciding import UnableToDecide, decide_same, take_back_decision
from hustings.register.identity.handing_over import facts_of
from hustings.register.models import (
    AbsentVote,
    Doubt,
    Elector,
    Import,
    ImportState,
    Objection,
    RegisterEntry,
    Turnout,
)
from tests.cast import Cast, acting, arranging

pytestmark = pytest.mark.both_databases


@dataclass
class Pair:
    """Behind the first door: who was known before December, and whom December's file made."""

    earlier: Elector
    row: Elector
    doubt: Doubt


@pytest.fixture
def pair(cast: Cast, printed: Printed, north: Ground) -> Pair:
    earlier, row = north.electors[0], north.electors[1]
    with arranging():
        first = Import.objects.get()
        december = Import.objects.create(
            constituency=north.seat, edition=first.edition, layout="xpress", file_name="december.csv",
            file_sha256="12", encoding="utf-8", made_at=AT, applied_at=AT, state=ImportState.APPLIED,
        )  # fmt: skip
        RegisterEntry.objects.filter(elector=earlier).update(closed_by=december)
        RegisterEntry.objects.filter(elector=row).update(opened_by=december)
        Elector.objects.filter(pk=earlier.pk).update(on_register=False, surname="Okoro")
        doubt = Doubt.objects.create(
            constituency=north.seat, run=december, line=2, elector_id=row.id, earlier=earlier,
            kind=Doubt.Kind.LIKE, likeness=70,
        )  # fmt: skip
    tell(cast, north, earlier, Meaning.WILL_NOT_VOTE)
    with acting(cast.nia, Action.PAPER_SHEET_KEY, Purpose.CANVASS) as by:
        key_marks(
            constituency=north.seat.id, sheet_id=printed.sheet.id, text="2 1 PS", happened_on=EARLIER.date(),
            by=by, at=AT,
        )  # fmt: skip
    return Pair(earlier, row, doubt)


def tell(cast: Cast, north: Ground, elector: Elector, meaning: Meaning) -> None:
    with acting(cast.priya, Action.CANVASSING_CONVERSATION_RECORD, Purpose.CANVASS) as by:
        record(by, north, heard(elector, said=meaning, happened_at=LAST_WEEK))


def decide(cast: Cast, pair: Pair, *, same: bool = True) -> Doubt:
    verb = decide_same if same else take_back_decision
    with acting(cast.priya, Action.REGISTER_MATCH_DECIDE, Purpose.ADMINISTRATION) as by:
        return verb(by=by, at=AT, constituency=pair.doubt.constituency_id, doubt_id=pair.doubt.id)


def facts(pair: Pair) -> list[dict[str, list[str]]]:
    """What each is known by; the numbers they once bore are kept for the log, whatever becomes of them."""
    with arranging():
        found = [facts_of(pair.doubt.constituency_id, elector.id) for elector in (pair.earlier, pair.row)]
    return [{table: keys for table, keys in each.items() if table != FORMER} for each in found]


def summaries() -> list[tuple[object, ...]]:
    with arranging():
        columns = ("elector_id", "election_kind", "code__letters", "previous_code__letters", "happened_at")
        latest = LatestIntention.objects.order_by("elector_id").values_list(*columns)
        contacts = ContactSummary.objects.order_by("elector_id")
        return [*latest, *contacts.values_list("elector_id", "contacts", "attempts", "told")]


def test_what_was_said_to_either_was_said_to_one(cast: Cast, pair: Pair) -> None:
    decide(cast, pair)

    with arranging():
        latest = LatestIntention.objects.select_related("code", "previous_code").get()
        assert Conversation.objects.filter(elector=pair.earlier).count() == 2
    assert (latest.elector_id, latest.code.letters) == (pair.earlier.id, "1")
    assert latest.previous_code is not None
    assert latest.previous_code.meaning == Meaning.WILL_NOT_VOTE


def test_a_sheet_printed_for_the_row_keys_in_for_the_earlier_elector(cast: Cast, pair: Pair) -> None:
    decide(cast, pair)

    with arranging():
        lines = SheetLine.objects.filter(constituency_id=pair.doubt.constituency_id, line=2)
        assert [line.elector_id for line in lines] == [pair.earlier.id]


def test_the_summaries_are_those_that_a_rebuild_makes(cast: Cast, pair: Pair, north: Ground) -> None:
    decide(cast, pair)
    joined = summaries()

    with arranging():
        refresh_summaries(north.seat.id)

    assert summaries() == joined


def test_parting_gives_each_what_was_theirs(cast: Cast, pair: Pair) -> None:
    before, told = facts(pair), summaries()
    decide(cast, pair)
    assert facts(pair)[1] == {}

    decide(cast, pair, same=False)

    assert facts(pair) == before
    assert summaries() == told


def test_what_came_since_goes_with_the_row(cast: Cast, pair: Pair, north: Ground) -> None:
    decide(cast, pair)
    tell(cast, north, pair.earlier, Meaning.UNDECIDED)

    decide(cast, pair, same=False)

    with arranging():
        assert Conversation.objects.filter(elector_id=pair.row.id).count() == 2
        assert Conversation.objects.filter(elector_id=pair.earlier.id).count() == 1


def test_an_objection_of_the_row_leaves_the_earlier_elector_alone(cast: Cast, pair: Pair) -> None:
    with arranging():
        seat = pair.doubt.constituency_id
        Objection.objects.create(
            constituency_id=seat, elector=pair.row, channel="door", happened_at=AT, recorded_at=AT, person_key=b""
        )  # fmt: skip

    decide(cast, pair)

    with arranging():
        assert Elector.objects.get(pk=pair.earlier.pk).objects_at_door


def test_of_two_absent_votes_the_later_list_speaks_until_they_are_parted(cast: Cast, pair: Pair) -> None:
    with arranging():
        runs = list(Import.objects.order_by("id"))
        votes = [
            AbsentVote.objects.create(
                constituency=run.constituency, elector=elector, edition=run.edition, kind=kind, opened_by=run
            )
            for run, elector, kind in zip(runs, (pair.earlier, pair.row), ("proxy", "postal"), strict=True)
        ]

    decide(cast, pair)

    with arranging():
        assert AbsentVote.objects.get(elector=pair.earlier, closed_by=None) == votes[1]
    decide(cast, pair, same=False)
    with arranging():
        assert AbsentVote.objects.get(elector=pair.earlier, closed_by=None) == votes[0]


def test_who_are_both_marked_at_one_election_are_two_people(cast: Cast, pair: Pair) -> None:
    with arranging():
        poll = Election.objects.create(kind="local", name="County", polling_day=date(2026, 5, 7))
        for elector in (pair.earlier, pair.row):
            Turnout.objects.create(
                constituency_id=pair.doubt.constituency_id, elector=elector, election=poll, voted=True,
                source=Turnout.Source.MARKED_REGISTER, recorded_at=AT,
            )  # fmt: skip
    before = facts(pair)

    with pytest.raises(UnableToDecide, match="marked at one election"):
        decide(cast, pair)

    assert facts(pair) == before
