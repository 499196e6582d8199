"""Whom a row is weighed against: whoever a door, a property, a postcode or a number of its own seat ties to it."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from hustings.register.identity.likeness import Candidate, meetings
from hustings.register.identity.rules import Described

DESCRIBED = st.builds(
    Described,
    surname=st.just("Lyle"),
    forenames=st.just("Peter"),
    door=st.sampled_from(("", "1", "2")),
    uprn=st.sampled_from(("", "100")),
    postcode=st.sampled_from(("", "EX11AA")),
    number=st.sampled_from(("", "AA1-1/0")),
)
SOMEBODY = st.builds(
    Candidate,
    id=st.uuids(),
    seat=st.sampled_from((1, 2)),
    described=DESCRIBED,
    surname_key=st.just("lyle"),
    keeps_number=st.just(False),
    line=st.integers(1, 99),
)
PEOPLE = st.lists(SOMEBODY, max_size=8, unique_by=lambda one: one.id)


@given(PEOPLE, PEOPLE)
def test_nobody_is_weighed_against_somebody_of_another_seat(
    rows: list[Candidate], electors: list[Candidate]
) -> None:
    assert all(row.seat == elector.seat for row, elector in meetings(rows, electors))


@given(PEOPLE, PEOPLE)
def test_each_two_meet_once(rows: list[Candidate], electors: list[Candidate]) -> None:
    met = [(row.id, elector.id) for row, elector in meetings(rows, electors)]

    assert len(met) == len(set(met))


def test_a_known_door_is_no_other_door_of_its_postcode() -> None:
    here = Candidate(
        UUID(int=1), 1, Described("Lyle", "Peter", door="1", postcode="EX11AA"), "lyle", False, 2
    )
    there = here._replace(id=UUID(int=2), described=here.described._replace(door="2"))
    nowhere_yet = here._replace(described=here.described._replace(door=""))

    assert list(meetings([here], [there])) == []
    assert list(meetings([nowhere_yet], [there])) == [(nowhere_yet, there)]
