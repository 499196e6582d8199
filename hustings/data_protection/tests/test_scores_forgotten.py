"""In the night the values of a score go: of whoever objects to being scored, and of what a newer score replaced."""

from datetime import timedelta

import pytest

from hustings.data_protection.tests.ages import keep
from hustings.register.tests.council import NOON, NORTHERN, full_file, lay_postcodes, take_in
from hustings.targeting.models import Score
from hustings.targeting.tests.scores.files import FOUR, object_to_scores, scored, values
from tests.cast import Cast, arranging

EARLIER = NOON - timedelta(days=20)


@pytest.fixture
def register(cast: Cast) -> Cast:
    lay_postcodes(cast)
    take_in(cast, full_file(*NORTHERN))
    return cast


@pytest.mark.parametrize("channel", ["score", "all"])
def test_who_objects_to_being_scored_has_no_score_the_next_day(register: Cast, channel: str) -> None:
    score = scored(register, *FOUR)
    object_to_scores(register, "Ana", channel)

    keep()

    assert values(score) == {"Grace Ada Okafor": 80, "Peter Lyle": 12.5, "Owen Lyle": 0}


def test_what_was_replaced_keeps_its_model_and_inputs_and_loses_its_values(register: Cast) -> None:
    first = scored(register, *FOUR, at=EARLIER)
    second = scored(register, *FOUR, at=EARLIER + timedelta(hours=1))

    keep()

    assert (values(first), len(values(second))) == ({}, 4)
    with arranging():
        assert Score.objects.get(pk=first.pk).inputs == "turnout and age"
