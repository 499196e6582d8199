"""Who one is, for a program: name, roles, seats, and the token that writing calls send back."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.middleware.csrf import get_token
from ninja import Router, Schema
from pydantic import AwareDatetime

from hustings.access.answering import REFUSALS
from hustings.access.models import Grant
from hustings.access.roles import Role
from hustings.access.wording import ROLE_NAMES
from hustings.audit.words import Action, Purpose
from hustings.geography.models import Place
from hustings.lib.declaring import declare

router = Router(tags=["access"])


class RoleHeld(Schema):
    """One live grant."""

    role: str
    words: str
    unit: str
    ends_at: AwareDatetime


class SeatReached(Schema):
    """A constituency where one holds something; its slug stands in addresses."""

    slug: str
    name: str


class Me(Schema):
    """Who is signed in. `csrf_token` goes into the header X-CSRFToken of every call that writes."""

    id: UUID
    name: str
    roles: list[RoleHeld]
    seats: list[SeatReached]
    csrf_token: str


@router.get("/me/", response={200: Me, 401: REFUSALS[401]}, url_name="me", summary="Who am I")
@declare(action=Action.ACCOUNTS_SELF_READ, purpose=Purpose.ADMINISTRATION)
def me(request: HttpRequest) -> dict[str, Any]:
    """Tell whoever is signed in what they hold and where."""
    actor = request.actor  # type: ignore[attr-defined]  # set by the scope middleware
    held = Grant.objects.filter(id__in=[one.id for one in actor.grants]).select_related("unit")
    seats = frozenset[int]().union(*(one.seats for one in actor.grants))
    return {
        "id": actor.own_id,
        "name": actor.name,
        "roles": [
            {
                "role": one.role,
                "words": str(ROLE_NAMES[Role(one.role)]),
                "unit": one.unit.name,
                "ends_at": one.ends_at,
            }
            for one in held.order_by("ends_at")
        ],
        "seats": list(Place.objects.filter(id__in=seats).order_by("name").values("slug", "name")),
        "csrf_token": get_token(request),
    }
