import pytest

from hustings.geography.finding import seats_matching
from hustings.geography.importing.names import NamedPlace, write_places
from hustings.geography.importing.outcome import FileOutcome

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def seats() -> None:
    names = {
        "E14001231": ("Exeter", ""),
        "E14001234": ("Exmouth and Exeter East", ""),
        "W07000112": ("Ynys Môn", ""),
        "W07000088": ("Caerfyrddin", "Caerfyrddin"),
        "W07000100": ("Mid and South Pembrokeshire", "Canol a De Sir Benfro"),
    }
    write_places((NamedPlace(code, *said) for code, said in names.items()), FileOutcome("", ""))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("exe", ["Exeter", "Exmouth and Exeter East"]),
        ("east exeter", ["Exmouth and Exeter East"]),
        ("ynys mon", ["Ynys Môn"]),
        ("benfro", ["Mid and South Pembrokeshire"]),
        ("nowhere", []),
        ("  ", []),
    ],
)
def test_seats_are_found_by_the_words_people_type(typed: str, found: list[str]) -> None:
    assert [seat.name for seat in seats_matching(typed)] == found


def test_no_more_are_listed_than_asked_for() -> None:
    assert len(seats_matching("e", limit=1)) == 1
