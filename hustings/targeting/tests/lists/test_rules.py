import pytest

from hustings.targeting.lists.rules import Fault, Misunderstood, read_form

EVERYBODY = {"do": "add", "who": {"by": "everybody"}}


def faults(*steps: object, **more: object) -> tuple[Fault, ...]:
    with pytest.raises(Misunderstood) as refused:
        read_form({"hustings_list": 1, "steps": list(steps), **more})
    return refused.value.faults


def test_a_form_comes_back_as_it_was() -> None:
    given = {
        "hustings_list": 1,
        "use": "door",
        "steps": [
            EVERYBODY,
            {"do": "keep", "who": {"by": "intention", "said": ["definite"]}},
            {"do": "fill_households"},
        ],
    }

    assert read_form(given).as_json() == given


def test_a_list_without_steps_is_refused() -> None:
    assert faults() == (Fault(0, "steps", "too_short"),)


def test_a_first_step_that_adds_nobody_is_refused() -> None:
    assert faults({"do": "keep", "who": {"by": "everybody"}}) == (Fault(1, "do", "begins_with_nobody"),)


def test_a_misspelt_field_is_refused_where_it_stands() -> None:
    assert faults(EVERYBODY, {"do": "keep", "who": {"by": "intention", "sayd": ["definite"]}}) == (
        Fault(2, "said", "missing"),
        Fault(2, "sayd", "extra_forbidden"),
    )


def test_a_place_that_names_none_is_refused() -> None:
    assert faults({"do": "add", "who": {"by": "place"}}) == (Fault(1, "wards", "nowhere"),)


def test_days_that_cannot_be_are_refused() -> None:
    who = {"by": "intention", "said": ["definite"], "within_days": 30, "older_than_days": 40}

    assert faults(EVERYBODY, {"do": "keep", "who": who}) == (Fault(2, "older_than_days", "no_such_days"),)


def test_questions_within_questions_end_somewhere() -> None:
    who: dict[str, object] = {"by": "everybody"}
    for _round in range(4):
        who = {"by": "any_of", "of": [who]}

    assert faults({"do": "add", "who": who}) == (Fault(1, "of", "too_deep"),)


@pytest.mark.parametrize("given", ["", "[]", "{", "null", "3", '{"hustings_list": 2, "steps": []}', "\x00"])
def test_what_is_no_form_is_refused(given: str) -> None:
    with pytest.raises(Misunderstood):
        read_form(given)
