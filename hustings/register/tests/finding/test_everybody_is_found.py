"""Whoever is on the register is found by every part of what it says of them, and by nobody from outside."""

from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hustings.audit.words import Action, Purpose
from hustings.lib.names import normalised
from hustings.register.finding.rules import NameAsked, PostcodeAsked, after, after_postcode, read_question
from hustings.register.finding.searching import MOST, find_electors
from hustings.register.models import Elector, RegisterEntry
from hustings.register.tests.council import full_file, take_in
from tests.cast import Cast, acting, arranging

OFTEN = (
    "Llŷr",
    "ap Rhys",
    "ffoulkes",
    "Mac Donald",
    "O'Brien",
    "Jones-Smyth",
    "van der Berg",
    "Wiśniewski",
)
SURNAMES = (*OFTEN, "Ng", "St John", "Østergård", "de la Mare", "Ōkami", "Müller", "Ó Briain", "Smith")
FORENAMES = ("Siân", "Łukasz Jan", "Ann", "Mary Ann Bronwen", "Núria", "Zoë", "J", "Grace Ada")
WORDS = st.lists(
    st.sampled_from([*SURNAMES, *FORENAMES, "mill", "12", "AA1-3", "EX1", "%", "_", "'", "–"]), max_size=4
)


def rows() -> list[str]:
    people = [(SURNAMES[place], FORENAMES[place % len(FORENAMES)]) for place in range(len(SURNAMES))]
    return [
        f"AA{1 + place % 2},{place + 1},{place % 3},,,{surname},{forenames},EX1 1AA,"
        f"{place + 1} Heol Tŷ Gwyn,Moorton,Moorshire,EX1 1AA,,"
        for place, (surname, forenames) in enumerate(people)
    ]


@pytest.fixture
def register(council: Cast) -> Cast:
    take_in(council, full_file(*rows(), encoding="utf-8"))
    return council


def ways(elector: Elector, entry: RegisterEntry) -> list[str]:
    """Everything somebody may type who has the register's line of this person before them."""
    words = f"{elector.forenames} {elector.surname}".split()
    orders = [" ".join(order) for order in permutations(words)] if len(words) <= 4 else [" ".join(words)]
    unfinished = [" ".join(word[: max(1, len(word) - 1)] for word in words)]
    plain = [normalised(elector.surname), elector.surname.upper(), elector.surname]
    numbers = [str(entry), f"{entry.letters} {entry.number}/{entry.suffix}", f"{entry.number}/{entry.suffix}"]
    assert elector.door is not None
    places = [f"{elector.door} heol ty", f"{elector.door} {elector.street}", f"{elector.door} ex1 1aa"]
    return [*orders, *unfinished, *plain, *numbers, *places]


def test_everybody_is_found_by_each_way_and_in_any_order_of_words(register: Cast) -> None:
    with arranging():
        everybody = list(Elector.objects.select_related("door", "street"))
        entries = {entry.elector_id: entry for entry in RegisterEntry.objects.all()}

    with acting(register.priya, Action.REGISTER_ELECTOR_FIND, Purpose.ORGANISE):
        missed = [
            (str(elector), text)
            for elector in everybody
            for text in ways(elector, entries[elector.id])
            if elector.id not in find_electors(register.northmoor.id, text).ids
        ]

    assert missed == []


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=60,
)
@given(words=WORDS)
def test_nobody_is_found_by_whom_the_seat_is_out_of_reach(register: Cast, words: list[str]) -> None:
    with acting(register.sam, Action.REGISTER_ELECTOR_FIND, Purpose.ORGANISE):
        north = find_electors(register.northmoor.id, " ".join(words))
        south = find_electors(register.southmoor.id, " ".join(words))

    assert north.electors == south.electors == []
    assert north.streets == []


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=100,
)
@given(text=st.one_of(st.text(max_size=140), WORDS.map(" ".join)))
def test_whatever_is_typed_is_answered_with_twenty_people_of_the_seat_at_most(
    register: Cast, text: str
) -> None:
    with acting(register.priya, Action.REGISTER_ELECTOR_FIND, Purpose.ORGANISE):
        found = find_electors(register.northmoor.id, text)

    assert len(found.ids) == len(set(found.ids)) <= MOST
    assert {one.elector.constituency_id for one in found.electors} <= {register.northmoor.id}


@given(st.lists(st.sampled_from(["okafor", "grace", "ada", "van", "der"]), min_size=1, max_size=4))
def test_words_without_a_digit_are_a_name_first(words: list[str]) -> None:
    assert read_question(" ".join(words))[0] == NameAsked(tuple(words))


@given(st.text(max_size=8), st.text(st.characters(max_codepoint=0x10FFFE), max_size=4))
def test_whatever_begins_so_lies_in_the_range(beginning: str, more: str) -> None:
    assert beginning <= beginning + more < after(beginning)


@given(
    st.from_regex(r"[A-Z]{1,2}[0-9][A-Z0-9]{0,4}", fullmatch=True),
    st.from_regex(r"[A-Z0-9]{0,3}", fullmatch=True),
)
def test_a_postcodes_range_holds_those_that_begin_so_and_no_others(beginning: str, more: str) -> None:
    end = after_postcode(beginning)

    assert beginning <= beginning + more
    assert end is None or beginning + more < end
    assert end is None or not end.startswith(beginning)


@pytest.mark.parametrize("text", ["\x00-1", "okafor\x00", "\x00", "a\x00 1/1"])
def test_a_sign_that_no_database_holds_is_passed_over(register: Cast, text: str) -> None:
    with acting(register.priya, Action.REGISTER_ELECTOR_FIND, Purpose.ORGANISE):
        assert len(find_electors(register.northmoor.id, text).ids) <= MOST


def test_a_whole_postcode_is_known_by_its_length() -> None:
    assert read_question("ex1 1aa")[0] == PostcodeAsked("EX11AA", 6)
    assert after_postcode("ZZ") is None
