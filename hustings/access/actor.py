"""Who acts: a person with their live grants, one action and one purpose, inside one open scope."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet
from django.db.models.lookups import Exact
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from hustings.access.deciding import Answer, Held, decide, decide_at_unit, seats_for
from hustings.access.lasting import lasting_at
from hustings.access.models import Grant
from hustings.access.roles import PURPOSES, Role
from hustings.access.stops import InForce, stands
from hustings.audit.words import Action, Purpose
from hustings.organisation.models import OVER, UnitAbove, UnitKind, UnitSeat

OWN_KINDS = (UnitKind.SEAT, UnitKind.BRANCH)


KNOWN_ROLES, KNOWN_PURPOSES = frozenset(Role), frozenset(Purpose)


@dataclass(frozen=True)
class Actor:
    """The `by=` of every verb. `person_id` is None where the installation itself does a duty."""

    person_id: UUID | None
    name: str
    action: Action
    purpose: Purpose
    at: datetime
    is_strong: bool = False
    grants: tuple[Held, ...] = field(default=())
    reach: frozenset[int] | None = None
    stops: tuple[InForce, ...] = field(default=())

    @property
    def own_id(self) -> UUID:
        """The person's own id, for what only a person does and no duty of the installation."""
        assert self.person_id is not None
        return self.person_id

    def answer(self, action: Action, seat: int | None = None, purpose: Purpose | None = None) -> Answer:
        """Decide for this person; without a purpose, for any purpose that the action has."""
        asked = [purpose] if purpose else sorted(PURPOSES.get(action, frozenset())) or [self.purpose]
        answers = [
            decide(self.grants, action, seat, one, self.at, is_strong=self.is_strong, stops=self.stops)
            for one in asked
        ]
        return min(answers, key=list(Answer).index)

    def is_stopped(self, action: Action) -> bool:
        """Whether a stop of this very person, session or device withholds an action, wherever it is asked for."""
        return any(stop.stops_everything_of(action) for stop in self.stops)

    def answer_at_unit(
        self, action: Action, unit: int, purpose: Purpose, *, seats: frozenset[int] = frozenset()
    ) -> Answer:
        """Decide at a unit, for the one purpose that was declared."""
        return decide_at_unit(
            self.grants,
            action,
            unit,
            purpose,
            self.at,
            is_strong=self.is_strong,
            stops=self.stops,
            seats=seats,
        )

    def may(self, action: Action, seat: int | None = None) -> bool:
        """Whether the person could do this, if need be after showing a second factor."""
        return self.answer(action, seat) in (Answer.ALLOWED, Answer.SECOND_FACTOR)

    def seats_for(self, action: Action) -> frozenset[int]:
        """The constituencies where the person may do this as a whole."""
        if self.reach is not None:
            return self.reach
        return seats_for(self.grants, action, PURPOSES.get(action, frozenset()), self.at, self.stops)

    def units_for(self, action: Action) -> frozenset[int]:
        """The units where the person may do this, with all below them."""
        purposes = PURPOSES.get(action, frozenset())
        return frozenset().union(
            *(
                held.units
                for held in self.grants
                if any(held.permits(action, why, self.at) for why in purposes)
                and stands(held.seats, action, self.stops, is_own_unit=held.is_own_unit)
            )
        )


class _Stands(Func):
    """Whether the grant that this person's own one deputises is in force; its row is another's and not to be seen."""

    function = "access.stands"
    output_field = BooleanField()


def load_actor(
    person_id: UUID,
    *,
    action: Action,
    purpose: Purpose,
    at: datetime,
    is_strong: bool,
    within: list[int] | None = None,
    stops: tuple[InForce, ...] = (),
) -> Actor:
    """Read a person's own live grants, which their scope lets them see. One query."""
    today = localdate(at)
    rows = (
        lasting_at(Grant.objects.filter(person_id=person_id), at)
        .filter(membership__starts_on__lte=today)
        .exclude(membership__ends_on__lte=today)
        .exclude(membership__status__in=OVER)
        .filter(Q(deputises=None) | Q(Exact(_Stands(F("deputises_id")), True)))
        .annotate(
            reached=ArraySubquery(_seats_of_unit()),
            below=ArraySubquery(_units_of_unit()),
            is_own=Q(unit__kind__in=OWN_KINDS) | ~Exists(_own_units_below()),
        )
        .values_list(
            "id",
            "role",
            "purposes",
            "reached",
            "below",
            "starts_at",
            "lasts_until",
            "is_own",
            "membership__name",
        )
    )
    grants, name = [], ""
    for grant_id, role, purposes, reached, below, starts_at, ends_at, is_own, member_name in rows:
        if role not in KNOWN_ROLES:
            continue  # A word that this version does not know opens nothing.
        seats = {seat for seat in reached if within is None or seat in within}
        whys = frozenset(Purpose(purpose) for purpose in purposes if purpose in KNOWN_PURPOSES)
        grants.append(
            Held(Role(role), whys, frozenset(seats), frozenset(below), starts_at, ends_at, grant_id, is_own)
        )
        name = name or member_name
    return Actor(
        person_id, name or _("A colleague"), action, purpose, at, is_strong, tuple(grants), stops=stops
    )


def _own_units_below() -> "QuerySet[UnitAbove]":
    """The same rule as `access._is_own`: a unit with a constituency or a branch under it is no seat's own."""
    return UnitAbove.objects.filter(unit=OuterRef("unit"), below__kind__in=OWN_KINDS)


def _seats_of_unit() -> "QuerySet[UnitSeat, int]":
    return UnitSeat.objects.filter(unit=OuterRef("unit")).values_list("constituency_id", flat=True)


def _units_of_unit() -> "QuerySet[UnitAbove, int]":
    return UnitAbove.objects.filter(unit=OuterRef("unit")).values_list("below_id", flat=True)
