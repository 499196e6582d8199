"""What the first pages have been told so far: kept in the session, and nowhere else, until the last one."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from hustings.config.setting_up.founding import Description, TypedSeat
from hustings.geography.models import Place
from hustings.organisation.models import OrganisationKind

KEY = "setting_up"


@dataclass
class Draft:
    """Told so far. `admitted`: the one-time code was typed, or none is wanted."""

    admitted: bool = False
    description: dict[str, str] = field(default_factory=dict)
    seats: list[int] = field(default_factory=list)
    typed: list[dict[str, str]] = field(default_factory=list)

    def keep(self, request: HttpRequest) -> None:
        request.session[KEY] = vars(self)

    def add(self, seats: list[int]) -> None:
        """Choose seats, each once."""
        self.seats += [seat for seat in seats if seat not in self.seats]

    def has_seats(self) -> bool:
        return bool(self.seats or self.typed)

    def chosen(self) -> list[Place]:
        """The seats chosen from geography, in the order of choosing."""
        found = Place.objects.in_bulk(self.seats)
        return [found[seat] for seat in self.seats if seat in found]

    def described(self) -> Description:
        """The organisation as the first page was told it."""
        told = {name: text for name, text in self.description.items() if name != "kind"}
        return Description(kind=OrganisationKind(self.description["kind"]), **told)

    def typed_seats(self) -> list[TypedSeat]:
        return [TypedSeat(**seat) for seat in self.typed]


def draft_of(request: HttpRequest) -> Draft:
    """Read the draft of this browser; an empty one where nothing was told yet."""
    told: dict[str, Any] = request.session.get(KEY) or {}
    return Draft(**told)
