"""How many of a seat may vote in a chosen election, by polling district and by the letters they bear."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from hustings.geography.models import PollingDistrict
from hustings.lib import markers
from hustings.lib.voting_ages import latest_majority
from hustings.register.franchise import Poll, of_age_at
from hustings.register.models import Elector
from hustings.register.wording import meaning_in_words


@dataclass
class DistrictFranchise:
    """How many of a polling district are on the register, how many of them may vote, and why the others may not.

    `attainers` may vote, because they come of age between today and polling day.
    """

    district: PollingDistrict
    electors: int = 0
    entitled: int = 0
    too_young: int = 0
    attainers: int = 0
    barred: int = 0


@dataclass
class SeatFranchise:
    """A seat's figures for one election: by polling district, and by letter with whether its bearers may vote."""

    districts: list[DistrictFranchise]
    letters: list["LetterCount"] = field(default_factory=list)

    @property
    def total(self) -> DistrictFranchise:
        summed = DistrictFranchise(PollingDistrict())
        for part in self.districts:
            for name in ("electors", "entitled", "too_young", "attainers", "barred"):
                setattr(summed, name, getattr(summed, name) + getattr(part, name))
        return summed


@dataclass(frozen=True)
class LetterCount:
    """How many electors of a seat bear a letter, what it means, and what it does to their vote."""

    letter: str
    meaning: str
    electors: int
    bars: bool
    is_stale: bool
    is_unknown: bool


def franchise_of_seat(constituency: int, poll: Poll, *, today: date) -> SeatFranchise:
    """Count a seat's electors for a poll by polling district and by letter. Two queries, however large the seat."""
    rows = _counted(constituency, poll, today)
    known = PollingDistrict.objects.select_related("ward").in_bulk({row.district for row in rows})
    districts = {id_: DistrictFranchise(district) for id_, district in known.items()}
    borne: Counter[str] = Counter()
    for row in rows:
        _add(districts[row.district], row, poll)
        borne.update({letter: row.electors for letter in set(row.markers.upper()) if letter.isalpha()})
    ordered = sorted(districts.values(), key=lambda part: part.district.letters)
    return SeatFranchise(
        ordered, [_letter_count(letter, many, poll) for letter, many in sorted(borne.items())]
    )


class _Row(NamedTuple):
    """The electors of one district who bear the same letters."""

    district: UUID
    markers: str
    electors: int
    of_age: int
    attaining: int


def _counted(constituency: int, poll: Poll, today: date) -> list[_Row]:
    latest_today = latest_majority(nation=poll.nation, kind=poll.kind, on=today)
    counts = (
        Elector.objects.of_seat(constituency)
        .on_the_register()
        .order_by()
        .values_list("district_id", "markers")
        .annotate(
            electors=Count("id"),
            of_age=Count("id", filter=of_age_at(poll)),
            attaining=Count("id", filter=of_age_at(poll) & Q(attains_on__gt=latest_today)),
        )
    )
    return [_Row(*row) for row in counts]


def _add(part: DistrictFranchise, row: _Row, poll: Poll) -> None:
    part.electors += row.electors
    part.too_young += row.electors - row.of_age
    if markers.barring(row.markers, nation=poll.nation, kind=poll.kind, on=poll.day):
        part.barred += row.of_age
    else:
        part.entitled += row.of_age
        part.attainers += row.attaining


def _letter_count(letter: str, electors: int, poll: Poll) -> LetterCount:
    means = markers.meanings(letter, nation=poll.nation, on=poll.day)
    return LetterCount(
        letter=letter,
        meaning=", ".join(meaning_in_words(each) for each in means) or _("unknown marker"),
        electors=electors,
        bars=bool(markers.barring(letter, nation=poll.nation, kind=poll.kind, on=poll.day)),
        is_stale=bool(markers.stale_letters(letter, nation=poll.nation, on=poll.day)),
        is_unknown=not means,
    )
