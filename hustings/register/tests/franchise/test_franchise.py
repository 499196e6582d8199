"""Who may vote in a chosen election: in words for one, in SQL for all, and both as the table of the law says."""

from datetime import date, timedelta
from itertools import combinations

import pytest

from hustings.audit.words import Action, Purpose
from hustings.elections.models import Election
from hustings.geography.models import Place, PollingDistrict
from hustings.lib import markers
from hustings.lib.voting_ages import KINDS, NATIONS
from hustings.register.electorate import franchise_of_seat
from hustings.register.franchise import Poll, Standing, entitled_in, entitlement, entitlement_at
from hustings.register.importing.telling import warnings_in_words
from hustings.register.models import Elector
from hustings.register.tests.council import NORTHERN, OKAFOR, full_file, take_in
from hustings.register.wording import MEANINGS, markers_in_words
from tests.cast import Cast, acting, arranging

POLL = date(2027, 5, 6)
BORNE = ["", *markers.LETTERS, *("".join(pair) for pair in combinations("BFGLMNUXA", 2))]
BIRTHDAYS = [
    None,
    date(1990, 1, 1),
    *(POLL + timedelta(days=days) for days in (-1, 0, 1, 365, 731, 732, 800)),
    date(2028, 2, 29),
]


def elector(letters: str = "", attains_on: date | None = None, **facts: object) -> Elector:
    return Elector(markers=letters, attains_on=attains_on, on_register=True, **facts)


@pytest.mark.parametrize("nation", sorted(NATIONS))
@pytest.mark.parametrize("kind", KINDS)
def test_an_entitlement_is_what_the_table_of_letters_and_ages_says(nation: str, kind: str) -> None:
    for on in (POLL, date(2021, 5, 6), date(2028, 2, 29)):
        for letters in BORNE:
            for birthday in BIRTHDAYS:
                told = entitlement_at(elector(letters, birthday), Poll(nation, kind, on))
                expected = markers.may_vote(letters, nation=nation, kind=kind, on=on, attains_on=birthday)
                assert told.may_vote is expected
                assert told.reason


@pytest.mark.parametrize(
    ("letters", "attains_on", "kind", "standing", "words"),
    [
        ("", None, "westminster", Standing.MAY, "of age"),
        ("F", None, "local", Standing.MAY_NOT, "overseas elector"),
        ("", date(2027, 5, 7), "local", Standing.MAY_NOT, "Too young: 18 on 7 May 2027"),
        ("", date(2027, 5, 6), "local", Standing.MAY, "18 on 6 May 2027"),
        ("G", None, "local", Standing.ASK, "out of date"),
        ("U", None, "local", Standing.MAY, "Unknown marker U"),
        ("N", None, "westminster", Standing.MAY, "of age"),
    ],
)
def test_the_reason_is_given_in_words(
    letters: str, attains_on: date | None, kind: str, standing: Standing, words: str
) -> None:
    told = entitlement_at(elector(letters, attains_on), Poll("england", kind, POLL))

    assert told.standing is standing
    assert words in told.reason


def test_a_sixteen_year_old_of_wales_votes_for_the_senedd_and_not_for_the_commons() -> None:
    young = elector(attains_on=date(2028, 5, 6))

    assert entitlement_at(young, Poll("wales", "devolved", POLL)).reason == "Of age: 16 on 6 May 2026."
    assert not entitlement_at(young, Poll("wales", "westminster", POLL)).may_vote


def test_an_election_takes_its_nation_from_the_electors_seat() -> None:
    overseas = elector("F", constituency=Place(nation="scotland"))

    assert not entitlement(overseas, Election(kind="local", polling_day=POLL)).may_vote


@pytest.fixture
def crowd(cast: Cast) -> Cast:
    """Somebody for every letter and pair of letters and every birthday, all on Northmoor's register."""
    everybody = [(letters, birthday) for letters in BORNE for birthday in BIRTHDAYS]
    with arranging():
        district = PollingDistrict.objects.create(
            officer=cast.council, letters="AA1", constituency=cast.northmoor, starts_on=date(2020, 1, 1)
        )
        Elector.objects.bulk_create(
            Elector(
                constituency=cast.northmoor,
                seat_no=number,
                district=district,
                markers=letters,
                attains_on=birthday,
                first_on=POLL,
            )
            for number, (letters, birthday) in enumerate(everybody)
        )
    return cast


@pytest.mark.parametrize("nation", sorted(NATIONS))
def test_the_database_chooses_exactly_those_who_may_vote(crowd: Cast, nation: str) -> None:
    for kind in KINDS:
        for on in (POLL, date(2028, 2, 29), date(2025, 1, 30)):
            poll = Poll(nation, kind, on)
            with acting(crowd.priya, Action.REGISTER_ELECTOR_LIST, Purpose.ORGANISE):
                of_seat = Elector.objects.of_seat(crowd.northmoor.id)
                chosen = set(entitled_in(of_seat, poll).values_list("seat_no", flat=True))
                told = {one.seat_no for one in of_seat if entitlement_at(one, poll).may_vote}
                counted = franchise_of_seat(crowd.northmoor.id, poll, today=POLL).total
            assert chosen == told
            assert counted.entitled == len(told)
            assert counted.entitled + counted.too_young + counted.barred == counted.electors


def test_a_seats_figures_say_who_comes_of_age_before_the_poll(council: Cast) -> None:
    attainer = OKAFOR.replace("AA1,1,0,,,", "AA1,9,0,,01/04/2009,").replace("Grace Ada", "Ada")
    take_in(council, full_file(*NORTHERN, attainer))

    with acting(council.priya, Action.REGISTER_STREET_LIST, Purpose.ORGANISE):
        franchise = franchise_of_seat(
            council.northmoor.id, Poll("england", "local", POLL), today=date(2026, 12, 2)
        )

    (district,) = franchise.districts
    assert (district.electors, district.entitled, district.barred, district.attainers) == (7, 6, 1, 1)
    assert [(one.letter, one.electors, one.bars) for one in franchise.letters] == [
        ("A", 1, False),
        ("F", 1, True),
        ("N", 1, False),
    ]


def test_every_meaning_of_the_table_has_its_words() -> None:
    assert {marker.meaning for marker in markers.TABLE} == MEANINGS.keys()


def test_unknown_letters_are_kept_and_called_unknown() -> None:
    assert markers_in_words("FU", nation="england", on=POLL) == ["F: overseas elector", "U: unknown marker"]


def test_an_import_warns_of_letters_that_are_unknown_in_its_nation_or_out_of_date(council: Cast) -> None:
    run = take_in(council, full_file(OKAFOR.replace("AA1,1,0,,", "AA1,1,0,GMX,")))

    assert {"kind": "unknown markers", "letters": "MX"} in run.warnings
    assert {"kind": "stale markers", "letters": "G"} in run.warnings
    assert "out of date" in " ".join(warnings_in_words(run.warnings))
