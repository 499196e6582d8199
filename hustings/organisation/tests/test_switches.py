import pytest
from django.utils import timezone

from hustings.audit.models import Entry
from hustings.audit.words import Action, Purpose
from hustings.organisation.models import Organisation, Paper, PaperKind, SwitchKey
from hustings.organisation.switches import UnableToTurnSwitch, is_on, missing_papers, turn_switch
from tests.cast import Cast, acting, arranging

TURNING = (Action.ORGANISATION_SWITCH_TURN, Purpose.ADMINISTRATION)
NOBODY = "00000000-0000-7000-8000-000000000000"


def file_papers(*kinds: PaperKind) -> None:
    with arranging():
        for kind in kinds:
            Paper.objects.create(
                kind=kind, version=1, title=kind.value, text="…", filed_at=timezone.now(), filed_by=NOBODY
            )


def turn(cast: Cast, *, on: bool, reason: str = "Papers filed in May") -> None:
    with acting(cast.dai, *TURNING) as by:
        assert by.person_id is not None
        turn_switch(key=SwitchKey.OPINIONS, on=on, reason=reason, by=by.person_id, at=by.at)


def opinions_are_open(cast: Cast) -> bool:
    with acting(cast.dai, *TURNING):
        return is_on(SwitchKey.OPINIONS)


def test_opinions_open_once_the_three_papers_are_filed(cast: Cast) -> None:
    turn(cast, on=False)
    file_papers(PaperKind.POLICY, PaperKind.ASSESSMENT, PaperKind.NOTICE)

    turn(cast, on=True)

    assert opinions_are_open(cast)


def test_opinions_stay_shut_while_a_paper_is_missing(cast: Cast) -> None:
    turn(cast, on=False)
    file_papers(PaperKind.POLICY, PaperKind.NOTICE)

    with pytest.raises(UnableToTurnSwitch, match="Data protection impact assessment"):
        turn(cast, on=True)

    assert not opinions_are_open(cast)


def test_where_the_basis_is_consent_its_wording_is_wanted_too(cast: Cast) -> None:
    file_papers(PaperKind.POLICY, PaperKind.ASSESSMENT, PaperKind.NOTICE)

    with arranging():
        Organisation.objects.update(basis="consent")

        assert missing_papers() == [PaperKind.CONSENT]


def test_turning_a_switch_without_a_reason_changes_nothing(cast: Cast) -> None:
    with pytest.raises(UnableToTurnSwitch, match="why"):
        turn(cast, on=False, reason="  ")

    assert opinions_are_open(cast)


def test_turning_a_switch_leaves_one_entry(cast: Cast) -> None:
    turn(cast, on=False)

    with arranging():
        entry = Entry.objects.get(action=Action.ORGANISATION_SWITCH_TURN)

    assert (entry.person_id, entry.detail) == (cast.dai.pk, {"switch": "opinions", "on": False})
