from collections.abc import Iterator
from datetime import date

import pytest

from hustings.access.actor import Actor
from hustings.audit.models import Entry
from hustings.audit.words import Action, Purpose
from hustings.canvassing.models import Code, LatestIntention, MasterQuestion
from hustings.canvassing.recording import record_conversations
from hustings.canvassing.rules import CORE_CODES, Meaning, Question, core_code_id, party_code_id
from hustings.canvassing.schemes import UnableToChangeScheme, add_local_code, retire_local_code, scheme_for
from hustings.canvassing.tests.ground import AT, WESTMINSTER, Ground, heard
from hustings.elections.models import Election, PartyVotes, Result
from hustings.geography.models import Place
from hustings.organisation.models import Organisation
from tests.cast import Cast, acting, arranging


@pytest.fixture
def priya(cast: Cast) -> Iterator[Actor]:
    with acting(cast.priya, Action.CANVASSING_SCHEME_EDIT, Purpose.ORGANISE) as by:
        yield by


def last_votes(seat: Place, **votes: int) -> None:
    election = Election.objects.create(kind="westminster", name="General", polling_day=date(2024, 7, 4))
    result = Result.objects.create(election=election, constituency=seat)
    PartyVotes.objects.bulk_create(
        PartyVotes(result=result, party=party, votes=n) for party, n in votes.items()
    )


def add(by: Actor, seat: Place, letters: str = "BUS") -> Code:
    question = MasterQuestion.objects.get(key="issue")
    return add_local_code(constituency=seat.id, letters=letters, label="Buses", master=question, by=by, at=AT)


def test_every_installation_begins_with_the_national_core(cast: Cast, priya: Actor) -> None:
    kept = Code.objects.filter(constituency=None).order_by("order")

    assert [(code.id, code.letters) for code in kept] == [(code.id, code.letters) for code in CORE_CODES]
    assert scheme_for(cast.northmoor.id).by_letters["1"].is_promise


def test_other_parties_of_the_last_result_get_letters_and_ours_none(cast: Cast, priya: Actor) -> None:
    with arranging():
        last_votes(cast.northmoor, Purple=900, Orange=800, Amber=10)
        Organisation.objects.update(party_name="Orange")

    scheme = scheme_for(cast.northmoor.id)

    assert scheme.party_letters == {"P": "Purple", "A": "Amber"}
    assert scheme.by_letters["4P"].meaning == Meaning.SOFT_OTHER
    assert scheme.by_letters["5A"].party == "Amber"


def test_a_seat_without_a_past_result_has_no_letters_for_parties(cast: Cast, priya: Actor) -> None:
    assert scheme_for(cast.northmoor.id).party_letters == {}


def test_saying_another_party_is_recorded_under_its_own_code(cast: Cast, north: Ground) -> None:
    with arranging():
        last_votes(cast.northmoor, Purple=900, Orange=800)
    code = party_code_id(Meaning.FIRM_OTHER, "Purple", cast.northmoor.id)

    with acting(cast.priya, Action.CANVASSING_CONVERSATION_RECORD, Purpose.CANVASS) as by:
        row = heard(north.electors[0], intentions=((WESTMINSTER, code),))
        result = record_conversations(constituency=north.seat.id, rows=[row], by=by, at=AT)

        assert result.is_whole
        assert LatestIntention.objects.get().code.party == "Purple"


def test_a_seats_own_code_is_added_under_a_master_question(cast: Cast, priya: Actor) -> None:
    add(priya, cast.northmoor, "bus")

    entry = scheme_for(cast.northmoor.id).by_letters["BUS"]
    assert (entry.question, entry.is_own, entry.counts_as_contact) == (Question.LOCAL, True, False)
    with arranging():
        assert Entry.objects.filter(action=Action.CANVASSING_SCHEME_EDIT).count() == 1


@pytest.mark.parametrize(
    ("letters", "said"), [("NI", "national core"), ("4C", "begin with a capital"), ("BUS", "in use")]
)
def test_letters_in_use_are_refused_in_a_sentence(cast: Cast, priya: Actor, letters: str, said: str) -> None:
    add(priya, cast.northmoor)

    with pytest.raises(UnableToChangeScheme, match=said):
        add(priya, cast.northmoor, letters)


def test_a_retired_code_leaves_the_scheme_and_still_keys_in(cast: Cast, north: Ground) -> None:
    with acting(cast.priya, Action.CANVASSING_SCHEME_EDIT, Purpose.ORGANISE) as by:
        code = add(by, cast.northmoor)
        retire_local_code(constituency=cast.northmoor.id, code=code.id, by=by, at=AT)
        assert "BUS" not in scheme_for(cast.northmoor.id).by_letters

    with acting(cast.priya, Action.CANVASSING_CONVERSATION_RECORD, Purpose.CANVASS) as by:
        row = heard(north.electors[0], answers=((code.id, ""),))
        assert record_conversations(constituency=north.seat.id, rows=[row], by=by, at=AT).recorded == 1


def test_the_core_cannot_be_retired(cast: Cast, priya: Actor) -> None:
    with pytest.raises(UnableToChangeScheme, match="none of the seat's own"):
        retire_local_code(
            constituency=cast.northmoor.id, code=core_code_id(Meaning.DEFINITE), by=priya, at=AT
        )


def test_sam_has_none_of_priyas_codes(cast: Cast, priya: Actor) -> None:
    code = add(priya, cast.northmoor)

    with pytest.raises(UnableToChangeScheme):
        retire_local_code(constituency=cast.southmoor.id, code=code.id, by=priya, at=AT)
    assert "BUS" not in scheme_for(cast.southmoor.id).by_letters
