"""Walks as old as is asked: what the tests of retention put in place."""

from datetime import datetime, timedelta

from hustings.data_protection.tests.ages import Row, some
from hustings.data_protection.tests.ages_of_paper import a_door
from hustings.lib.uuid7 import uuid7
from hustings.targeting import models as targeting
from tests.cast import Cast


def walk_plan(cast: Cast, at: datetime) -> Row:
    return some(targeting.WalkPlan, cast, minutes=90, team=1, made_at=at, cut_at=at, retired_at=None)


def walk(cast: Cast, at: datetime) -> Row:
    return some(targeting.Walk, cast, plan=walk_plan(cast, at))


def walk_door(cast: Cast, at: datetime) -> Row:
    return some(targeting.WalkDoor, cast, walk=walk(cast, at), door=a_door(cast))


def outing(cast: Cast, at: datetime) -> Row:
    times = {"starts_at": at - timedelta(hours=3), "until": at, "back_at": at}
    return some(targeting.Outing, cast, plan=walk_plan(cast, at), walk=None, code=uuid7().hex[-9:], **times)
