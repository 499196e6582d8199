"""Incidents: a lost copy names its people at once; the officer decides, and every decision stays."""

from uuid import UUID

import pytest
from django.utils import timezone

from hustings.audit.models import Entry
from hustings.audit.words import Action, Purpose
from hustings.canvassing.tests.ground import Ground
from hustings.copies.models import Copy
from hustings.data_protection.affected import affected_by
from hustings.data_protection.clock import Clock
from hustings.data_protection.incident_texts import Draft, draft_of
from hustings.data_protection.incidents import UnableToDecideIncident, UnableToReportLoss, decide, report_loss
from hustings.data_protection.models import Decision, Incident
from hustings.data_protection.tests.conftest import LEFT, lose
from tests.cast import Cast, acting, arranging


def decide_as_dai(cast: Cast, incident: UUID, *decisions: str) -> Decision:
    with acting(cast.dai, Action.DATA_PROTECTION_INCIDENT_DECIDE, Purpose.ADMINISTRATION) as by:
        made = [
            decide(incident=incident, what=what, reason="Because.", by=by, at=timezone.now())
            for what in decisions
        ]
    return made[-1]


def test_a_lost_copy_is_lost_and_its_people_are_counted(cast: Cast, copy: Copy) -> None:
    incident = lose(cast, copy)

    with arranging():
        assert Copy.objects.get().state == "lost"
    assert (incident.people, incident.constituency_id, incident.kind) == (4, cast.northmoor.id, "lost copy")


def test_the_officer_lists_exactly_the_people_of_the_copy(cast: Cast, copy: Copy, north: Ground) -> None:
    incident = lose(cast, copy)

    with acting(cast.dai, Action.DATA_PROTECTION_INCIDENT_READ, Purpose.ADMINISTRATION):
        found = affected_by(incident)

    assert {one.elector.id for one in found} == {elector.id for elector in north.electors[:4]}


def test_a_loss_reported_twice_is_one_incident(cast: Cast, copy: Copy) -> None:
    assert lose(cast, copy).id == lose(cast, copy).id


def test_a_loss_is_one_entry_in_the_log(cast: Cast, copy: Copy) -> None:
    lose(cast, copy)

    with arranging():
        (entry,) = Entry.objects.filter(action=Action.DATA_PROTECTION_INCIDENT_OPEN)
    assert (entry.rule, entry.count) == ("opened", 4)


def test_without_a_word_of_what_happened_nothing_is_reported(cast: Cast, copy: Copy) -> None:
    with pytest.raises(UnableToReportLoss, match="what happened"):
        lose(cast, copy, "  ")

    with arranging():
        assert Copy.objects.get().state == "out"


def test_sam_next_door_cannot_report_it(cast: Cast, copy: Copy) -> None:
    with (
        acting(cast.sam, Action.DATA_PROTECTION_INCIDENT_OPEN, Purpose.ADMINISTRATION) as by,
        pytest.raises(UnableToReportLoss, match="no such copy"),
    ):
        report_loss(copy_id=copy.id, what_happened=LEFT, by=by, at=timezone.now())


class TestDeciding:
    def test_a_decision_keeps_its_time_and_its_reason(self, cast: Cast, copy: Copy) -> None:
        incident = lose(cast, copy)

        made = decide_as_dai(cast, incident.id, "regulator", "told")

        with arranging():
            kept = Incident.objects.get()
        assert made.by == cast.dai.id
        assert kept.regulator_at is not None
        assert kept.told_at is not None

    def test_it_is_not_closed_before_both_are_decided(self, cast: Cast, copy: Copy) -> None:
        incident = lose(cast, copy)

        with pytest.raises(UnableToDecideIncident, match="Decide first"):
            decide_as_dai(cast, incident.id, "regulator", "closed")

    def test_after_it_is_closed_nothing_is_added(self, cast: Cast, copy: Copy) -> None:
        incident = lose(cast, copy)
        decide_as_dai(cast, incident.id, "no regulator", "not told", "closed")

        with pytest.raises(UnableToDecideIncident, match="is closed"):
            decide_as_dai(cast, incident.id, "note")

    @pytest.mark.parametrize(("what", "reason"), [("note", " "), ("forgive", "Because."), ("", "Because.")])
    def test_a_decision_says_what_and_why(self, cast: Cast, copy: Copy, what: str, reason: str) -> None:
        incident = lose(cast, copy)
        with (
            acting(cast.dai, Action.DATA_PROTECTION_INCIDENT_DECIDE, Purpose.ADMINISTRATION) as by,
            pytest.raises(UnableToDecideIncident, match="say why"),
        ):
            decide(incident=incident.id, what=what, reason=reason, by=by, at=timezone.now())


class TestDrafts:
    def test_the_report_says_what_is_known_and_leaves_the_rest_open(self, cast: Cast, copy: Copy) -> None:
        incident = lose(cast, copy)
        with acting(cast.dai, Action.DATA_PROTECTION_INCIDENT_READ, Purpose.ADMINISTRATION):
            text = draft_of(Draft.REGULATOR, incident, copy, Clock(incident.known_at, timezone.now()))

        for words in (LEFT, "C-TEST", "People: 4", "The Moor Alliance", "[to fill in"):
            assert words in text

    def test_the_notice_names_nobody(self, cast: Cast, copy: Copy) -> None:
        incident = lose(cast, copy)
        with acting(cast.dai, Action.DATA_PROTECTION_INCIDENT_READ, Purpose.ADMINISTRATION):
            text = draft_of(Draft.NOTICE, incident, copy, Clock(incident.known_at, timezone.now()))

        assert "Dear [name]" in text
        assert "Okafor" not in text
