"""A boundary change in plain words: which districts change their ward, constituency, letters or shape."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hustings.geography.changing import proposal_of
from hustings.geography.models import BoundaryChange, Place, PollingDistrict

NAMED = 12
"""So many districts are named in a sentence; of more it gives the number."""


@dataclass(frozen=True)
class Shift:
    """One district, or the streets of one that leave it, before and after a change."""

    district: PollingDistrict
    ward: Place | None
    seat: Place
    new_letters: str = ""
    streets: tuple[str, ...] = ()

    @property
    def moves_seat(self) -> bool:
        return self.seat.code != self.district.constituency.code

    @property
    def moves_ward(self) -> bool:
        now = self.district.ward
        return (self.ward.code if self.ward else "") != (now.code if now else "")

    @property
    def letters(self) -> str:
        """The letters it will have."""
        return self.new_letters or self.district.letters

    @property
    def called(self) -> str:
        """The letters by which people know it: the old ones, but of a part that has none yet."""
        return self.letters if self.streets else self.district.letters


def shifts_of(change: BoundaryChange) -> list[Shift]:
    """Read a kept change, district by district."""
    proposal = proposal_of(change)
    districts = PollingDistrict.objects.select_related("officer", "ward", "constituency").in_bulk(
        list(proposal.touched)
    )
    places = Place.objects.in_bulk(
        {
            id
            for lying in (*proposal.districts.values(), *proposal.parts.values())
            for id in (lying.ward, lying.constituency)
        }
    )
    whole = [
        Shift(
            districts[id],
            places.get(lying.ward),
            places[lying.constituency],
            change.renamed.get(str(id), ""),
        )
        for id, lying in proposal.districts.items()
    ]
    by_key = {str(id): district for id, district in districts.items()}
    parts = [
        Shift(
            by_key[part["district"]],
            places.get(part["ward"]),
            places[part["constituency"]],
            part["letters"],
            tuple(part["streets"]),
        )
        for part in change.parted
    ]
    return sorted([*whole, *parts], key=lambda shift: (shift.district.officer.name, shift.called))


def differences(shifts: Iterable[Shift], new_places: Iterable[Place] = ()) -> list[str]:
    """Say what would change, the weightiest first. Empty where nothing would."""
    listed = list(shifts)
    return [*_between_seats(listed), *_wards(listed), *_shapes(listed), *_new(new_places), *_same(listed)]


def _between_seats(shifts: Sequence[Shift]) -> Iterable[str]:
    going: dict[tuple[str, str], list[str]] = defaultdict(list)
    for shift in shifts:
        if shift.moves_seat:
            going[str(shift.district.constituency), str(shift.seat)].append(shift.called)
    for (here, there), letters in sorted(going.items()):
        yield ngettext(
            "%(named)s goes from %(here)s to %(there)s.",
            "%(named)s go from %(here)s to %(there)s.",
            len(letters),
        ) % {"named": _named(letters), "here": here, "there": there}


def _wards(shifts: Sequence[Shift]) -> Iterable[str]:
    going: dict[str, list[str]] = defaultdict(list)
    for shift in shifts:
        if shift.moves_ward and not shift.moves_seat and shift.ward:
            going[str(shift.ward)].append(shift.called)
    for ward, letters in sorted(going.items()):
        yield ngettext(
            "%(named)s comes to the ward %(ward)s.", "%(named)s come to the ward %(ward)s.", len(letters)
        ) % {"named": _named(letters), "ward": ward}


def _shapes(shifts: Sequence[Shift]) -> Iterable[str]:
    for shift in shifts:
        if shift.streets:
            yield ngettext(
                "%(streets)d street leaves %(whole)s and becomes %(part)s.",
                "%(streets)d streets leave %(whole)s and become %(part)s.",
                len(shift.streets),
            ) % {"streets": len(shift.streets), "whole": shift.district.letters, "part": shift.letters}
        elif shift.letters != shift.district.letters:
            yield _("%(old)s is called %(new)s.") % {"old": shift.district.letters, "new": shift.letters}


def _new(places: Iterable[Place]) -> Iterable[str]:
    listed = list(places)
    for kind, sentence in (
        (Place.Kind.CONSTITUENCY, _("New constituencies: %s.")),
        (Place.Kind.WARD, _("New wards: %s.")),
    ):
        names = sorted(place.name for place in listed if place.kind == kind)
        if names:
            yield sentence % _named(names)


def _same(shifts: Sequence[Shift]) -> Iterable[str]:
    same = [
        shift
        for shift in shifts
        if not (shift.moves_seat or shift.moves_ward or shift.streets)
        and shift.letters == shift.district.letters
    ]
    if same:
        yield ngettext(
            "%d polling district stays as it is.", "%d polling districts stay as they are.", len(same)
        ) % len(same)


def _named(names: Sequence[str]) -> str:
    if len(names) <= NAMED:
        return ", ".join(names)
    return _("%(first)s and %(more)d more") % {"first": ", ".join(names[:NAMED]), "more": len(names) - NAMED}
