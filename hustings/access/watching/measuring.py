"""How full somebody's quotas are now, for their own page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from hustings.access.actor import Actor
from hustings.access.models import Quota
from hustings.access.roles import TABLE, Role
from hustings.access.watching.limits import SECONDS, SPENDS, Spending, limits_for
from hustings.access.watching.telling import METERS
from hustings.access.wording import PURPOSE_NAMES, Words, role_name
from hustings.audit.words import Purpose
from hustings.lib.buckets import Bucket
from hustings.lib.markup import grouped

READING = frozenset(action for action, spending in SPENDS.items() if spending is not Spending.PRINT)
Kept = dict[tuple[str, str, str], Quota]


@dataclass(frozen=True)
class Line:
    """One bucket on the page: how much of it is used, and how full that is in a hundred."""

    meter: Words
    used: str
    most: str
    percent: int


@dataclass(frozen=True)
class Quotas:
    """The buckets of one part somebody has, for one purpose."""

    role: Words
    purpose: Words
    lines: list[Line]


def quotas_of(by: Actor, at: datetime) -> list[Quotas]:
    """Every part in which somebody reads, with its buckets; nothing for whoever reads no people.

    Organising is what nearly all reading is for; other purposes are shown once something was read for them.
    """
    kept = {
        (quota.role, quota.purpose, quota.meter): quota
        for quota in Quota.objects.filter(holder_id=by.own_id, is_device=False)
    }
    return [
        Quotas(role_name(role), PURPOSE_NAMES[purpose], list(_lines(kept, role, purpose, at)))
        for role, purpose in sorted(_parts(by) | {(Role(one), Purpose(why)) for one, why, _meter in kept})
    ]


def _parts(by: Actor) -> set[tuple[Role, Purpose]]:
    why = Purpose.ORGANISE
    return {
        (held.role, why)
        for held in by.grants
        if why in held.purposes and any((held.role, action, why) in TABLE for action in READING)
    }


def _lines(kept: Kept, role: Role, purpose: Purpose, at: datetime) -> Iterator[Line]:
    for meter, most in limits_for(role, purpose).items():
        found = kept.get((role, purpose, meter))
        taken = found.used if found else 0.0
        since = found.at.timestamp() if found else 0.0
        now = Bucket(most, SECONDS[meter], taken, since).used_at(at.timestamp())
        yield Line(METERS[meter], grouped(round(now)), grouped(most), min(100, round(100 * now / most)))
