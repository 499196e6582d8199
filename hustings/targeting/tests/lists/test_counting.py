"""Counts equal a second evaluation, written apart, whatever the list."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hustings.audit.words import Action, Purpose
from hustings.targeting.lists.asking import ask
from hustings.targeting.lists.counting import count_list, funnel_of, people_on
from hustings.targeting.lists.rules import Misunderstood, read_form
from hustings.targeting.tests.lists import naive
from hustings.targeting.tests.lists.ground import AT, Lived
from hustings.targeting.tests.lists.seen import Seen
from tests.cast import Cast, acting

MEANINGS = ["definite", "probable", "undecided", "soft_other", "firm_other", "will_not_vote"]
DAYS = st.sampled_from([1, 2, 15, 30, 60, 365])


def some(values: Any) -> Any:
    return st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True)


def record(by: str, **fields: Any) -> Any:
    """A condition of one kind; a field whose strategy gives None is left out."""
    drawn = st.fixed_dictionaries({"by": st.just(by), **fields})
    return drawn.map(lambda told: {key: value for key, value in told.items() if value is not None})


def plain(lived: Lived) -> Any:
    ground = lived.ground
    elections = [str(one.id) for one in lived.elections]
    return st.one_of(
        record("everybody"),
        record("place", wards=some([one.code for one in ground.wards])),
        record("place", districts=some([str(one.id) for one in ground.districts])),
        record(
            "street",
            streets=some([str(one.id) for one in ground.streets]),
            sides=st.none() | some(["odd", "even"]),
        ),
        record(
            "household",
            at_least=st.integers(1, 2),
            at_most=st.none() | st.integers(2, 3),
            in_flats=st.none() | st.booleans(),
        ),
        record("age", band=st.sampled_from(["attainer", "adult"]), until=st.none() | st.just("2027-03-01")),
        record("franchise", election=st.sampled_from(elections)),
        record("absent_vote", kinds=some(["postal", "proxy", "proxy_postal", "none"])),
        record(
            "intention",
            election=st.sampled_from(["westminster", "local"]),
            said=some([*MEANINGS, "nothing"]),
            when=st.sampled_from(["now", "ever"]),
        ),
        record(
            "intention", said=some(MEANINGS), when=st.sampled_from(["now", "ever"]),
            within_days=st.none() | DAYS, older_than_days=st.none() | DAYS,
        ),
        record("answer", codes=some([str(one) for one in lived.codes]), within_days=st.none() | DAYS),
        record("tag", tags=some([str(one.id) for one in lived.tags])),
        record(
            "contacted",
            reached=st.booleans(),
            channels=st.none() | some(["door", "phone", "street"]),
            within_days=st.none() | DAYS,
        ),
        record("turnout", elections=some(elections[:2]), voted=st.booleans(), at_least=st.none() | st.just(2)),
        record("supporter", relations=some(["member", "supporter", "volunteer"])),
        record("reachable", ways=some(["call", "text", "email"])),
        record(
            "score",
            score=st.just(str(lived.scores[0].id)),
            at_least=st.none() | st.sampled_from([0.25, 0.5]),
            at_most=st.none() | st.sampled_from([0.5, 0.9]),
        ),
    )  # fmt: skip


def forms(lived: Lived) -> Any:
    one = plain(lived)
    who = st.one_of(
        one,
        st.fixed_dictionaries(
            {"by": st.sampled_from(["any_of", "none_of"]), "of": st.lists(one, min_size=1, max_size=3)}
        ),
    )
    step = st.one_of(
        st.fixed_dictionaries({"do": st.sampled_from(["add", "keep", "leave_out"]), "who": who}),
        st.just({"do": "fill_households"}),
    )
    return st.fixed_dictionaries(
        {
            "hustings_list": st.just(1),
            "use": st.sampled_from(["door", "phone", "post", "message"]),
            "polling": st.none() | st.sampled_from([str(one.id) for one in lived.elections]),
            "steps": st.builds(
                lambda first, rest: [{"do": "add", "who": first}, *rest], who, st.lists(step, max_size=5)
            ),
            "leave": st.fixed_dictionaries(
                {
                    "moved": st.booleans(),
                    "spoken_days": st.none() | st.sampled_from([1, 30]),
                    "tries": st.booleans(),
                }
            ),
        }
    )


def test_counts_equal_a_second_evaluation(cast: Cast, lived: Lived) -> None:
    sizes = set()
    with acting(cast.priya, Action.TARGETING_LIST_OPEN, Purpose.CANVASS, AT):
        seen = Seen(lived.ground.seat, AT)

        @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
        @given(forms(lived))
        def compare(told: dict[str, Any]) -> None:
            try:
                form = read_form(told)
            except Misunderstood:
                return
            asked = ask(lived.ground.seat, form, at=AT)
            expected = naive.on_list(seen, told)
            sizes.add(len(expected))

            assert set(people_on(asked)) == expected
            assert_counts(asked, seen, told, expected)

        compare()
    assert len(sizes) > 3, sizes


def assert_counts(asked: Any, seen: Seen, told: dict[str, Any], expected: set[Any]) -> None:
    counted, funnel = count_list(asked), funnel_of(asked)
    doors = {seen.people[one].door_id for one in expected} - {None}
    left = [len(stage) for stage in naive.after_steps(seen, told)]

    assert (counted.people, counted.doors) == (len(expected), len(doors))
    assert [stage.left for stage in funnel.steps] == left
    on = naive.after_steps(seen, told)[-1]
    for reason, gone in naive.leaving(seen, told).items():
        on = on - gone
        assert (reason, funnel.leaving[reason].left) == (reason, len(on))
    assert set(funnel.leaving) == set(naive.leaving(seen, told))
