"""Places as a list names them: by code, or by name alone while a review has given no code yet."""

import hashlib
from datetime import date

from hustings.geography import rules
from hustings.geography.models import Place, PollingDistrict


class Naming:
    """Finds councils, districts, wards and constituencies, and makes those that are new from a day."""

    def __init__(self, starts_on: date) -> None:
        self.starts_on = starts_on
        self.new: list[Place] = []
        self._by_code = {place.code: place for place in Place.objects.exclude(kind=Place.Kind.REGION)}
        self._districts: dict[int, dict[str, PollingDistrict]] = {}

    def council(self, said: str) -> Place | None:
        """A council by its code or its whole name."""
        found = self._by_code.get(said.upper())
        if found is not None:
            return found if found.kind == Place.Kind.COUNCIL else None
        named = [
            place
            for place in self._by_code.values()
            if place.kind == Place.Kind.COUNCIL and not place.ends_on
        ]
        return next((place for place in named if place.name.lower() == said.lower()), None)

    def district(self, council: Place, letters: str) -> PollingDistrict | None:
        """A polling district in force by its letters."""
        if council.id not in self._districts:
            rows = PollingDistrict.objects.filter(officer=council, ends_on=None).select_related(
                "constituency", "ward", "officer"
            )
            self._districts[council.id] = {row.letters.upper(): row for row in rows.order_by("starts_on")}
        return self._districts[council.id].get(letters.upper())

    def place(self, kind: str, code: str, name: str, district: PollingDistrict) -> Place | None:
        """A ward or constituency; one that nobody knows is made. None where it is new and has no name."""
        if not code:
            code = self._known_by_name(kind, name, district) or provisional_code(
                kind, name, district.officer.code
            )
        if code not in self._by_code:
            if not name:
                return None
            self._by_code[code] = made = self._make(kind, code, name, district)
            self.new.append(made)
        return self._by_code[code]

    def _known_by_name(self, kind: str, name: str, district: PollingDistrict) -> str:
        """The code of the place meant by a name: a constituency of the country, a ward of the same council."""
        if kind == rules.WARD:
            near = self._districts[district.officer_id].values()
            places = [each.ward for each in near if each.ward]
        else:
            places = [place for place in self._by_code.values() if place.kind == kind and not place.ends_on]
        return next((place.code for place in places if place.name.lower() == name.lower()), "")

    def _make(self, kind: str, code: str, name: str, district: PollingDistrict) -> Place:
        old = district.constituency
        return Place(
            kind=kind,
            code=code,
            name=name[:120],
            slug=self._slug(name, code) if kind == rules.CONSTITUENCY else "",
            nation=old.nation,
            region_id=old.region_id,
            starts_on=self.starts_on,
        )

    def _slug(self, name: str, code: str) -> str:
        slug = rules.slug_of(name) or rules.slug_of(code)
        taken = {place.slug for place in self._by_code.values()}
        return f"{slug}-{rules.slug_of(code)}" if slug in taken else slug


def provisional_code(kind: str, name: str, near: str) -> str:
    """Stand in for the code of a place that has none yet: the same name near the same council gives the same."""
    return "~" + hashlib.sha256(f"{kind}|{name.lower()}|{near}".encode()).hexdigest()[:8]
