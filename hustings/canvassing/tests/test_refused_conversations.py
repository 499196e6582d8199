"""Conversations that are not taken: each says why, and keeps none of the others from being recorded."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from hustings.access.actor import Actor
from hustings.audit.words import Action, Purpose
from hustings.canvassing.judging import Heard
from hustings.canvassing.models import Conversation
from hustings.canvassing.rules import Meaning
from hustings.canvassing.tests.ground import AT, WESTMINSTER, YESTERDAY, Ground, code, heard, record
from hustings.lib.uuid7 import uuid7
from hustings.organisation.models import Basis, Organisation, Switch
from hustings.register.models import Elector
from tests.cast import Cast, acting, arranging


@pytest.fixture
def priya(cast: Cast, north: Ground) -> Iterator[Actor]:
    with acting(cast.priya, Action.CANVASSING_CONVERSATION_RECORD, Purpose.CANVASS) as by:
        yield by


class TestWhatIsRefused:
    def sentence(self, by: Actor, ground: Ground, row: Heard) -> str:
        result = record(by, ground, row, heard(ground.electors[5]))
        assert (result.recorded, Conversation.objects.filter(pk=row.id).exists()) == (1, False)
        return result.refused[0].sentence

    def test_a_time_in_the_future(self, priya: Actor, north: Ground) -> None:
        row = heard(north.electors[0], happened_at=AT + timedelta(days=365))

        assert "lies in the future: 20 November 2027" in self.sentence(priya, north, row)

    def test_neither_elector_nor_door(self, priya: Actor, north: Ground) -> None:
        assert "neither an elector nor a door" in self.sentence(priya, north, Heard(uuid7(), YESTERDAY))

    def test_an_outcome_that_is_none(self, priya: Actor, north: Ground) -> None:
        assert "no outcome" in self.sentence(priya, north, heard(north.electors[0], outcome="withdrawn"))

    def test_a_code_of_no_scheme(self, priya: Actor, north: Ground) -> None:
        row = heard(north.electors[0], intentions=((WESTMINSTER, uuid7()),))

        assert "not of this seat's scheme" in self.sentence(priya, north, row)

    def test_a_thing_to_do_given_as_an_intention(self, priya: Actor, north: Ground) -> None:
        row = heard(north.electors[0], intentions=((WESTMINSTER, code(Meaning.LIFT)),))

        assert "not of this seat's scheme" in self.sentence(priya, north, row)

    def test_two_intentions_for_one_election(self, priya: Actor, north: Ground) -> None:
        row = heard(
            north.electors[0],
            intentions=((WESTMINSTER, code(Meaning.DEFINITE)), (WESTMINSTER, code(Meaning.UNDECIDED))),
        )

        assert "one voting intention for each" in self.sentence(priya, north, row)

    def test_an_opinion_while_the_papers_are_not_filed(self, priya: Actor, north: Ground) -> None:
        with arranging():
            Switch.objects.update(is_on=False)

        assert "papers are filed" in self.sentence(
            priya, north, heard(north.electors[0], said=Meaning.DEFINITE)
        )

    def test_a_poster_while_the_papers_are_not_filed(self, priya: Actor, north: Ground) -> None:
        with arranging():
            Switch.objects.update(is_on=False)
        row = heard(north.electors[0], answers=((code(Meaning.POSTER), ""),))

        assert "papers are filed" in self.sentence(priya, north, row)

    def test_an_opinion_without_consent_where_consent_is_the_basis(self, priya: Actor, north: Ground) -> None:
        with arranging():
            Organisation.objects.update(basis=Basis.CONSENT)

        assert "by consent" in self.sentence(priya, north, heard(north.electors[0], said=Meaning.DEFINITE))

    def test_an_opinion_of_somebody_not_yet_eighteen(self, priya: Actor, north: Ground) -> None:
        with arranging():
            Elector.objects.filter(pk=north.electors[0].pk).update(attains_on=date(2027, 3, 1))

        assert "not yet 18" in self.sentence(priya, north, heard(north.electors[0], said=Meaning.DEFINITE))


def test_a_visit_is_recorded_while_the_papers_are_not_filed(priya: Actor, north: Ground) -> None:
    with arranging():
        Switch.objects.update(is_on=False)
    rows = heard(north.electors[0]), heard(north.electors[1], answers=((code(Meaning.POSTAL_VOTE), ""),))

    assert record(priya, north, *rows).recorded == 2


def test_an_opinion_with_consent_is_recorded_where_consent_is_the_basis(priya: Actor, north: Ground) -> None:
    with arranging():
        Organisation.objects.update(basis=Basis.CONSENT)

    assert (
        record(priya, north, heard(north.electors[0], said=Meaning.DEFINITE, consent_given=True)).recorded
        == 1
    )


def test_a_refused_row_can_be_sent_again_once_the_switch_is_on(priya: Actor, north: Ground) -> None:
    row = heard(north.electors[0], said=Meaning.DEFINITE)
    with arranging():
        Switch.objects.update(is_on=False)
    record(priya, north, row)

    with arranging():
        Switch.objects.update(is_on=True)

    assert record(priya, north, row).recorded == 1
