from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from hustings.access.letting_in.granting import (
    UnableToGrant,
    day_of,
    deputise,
    end_grant,
    give_grant,
    renew_grant,
)
from hustings.access.letting_in.offering import Offer
from hustings.access.models import Grant
from hustings.access.roles import ALL_PURPOSES, Role
from hustings.audit.models import Entry
from hustings.audit.words import Action, Purpose
from hustings.organisation.models import Unit
from tests.cast import Cast, acting, arranging

GIVING = (Action.ACCESS_GRANT_GIVE, Purpose.ADMINISTRATION)
RENEWING = (Action.ACCESS_GRANT_RENEW, Purpose.ADMINISTRATION)
ENDING = (Action.ACCESS_GRANT_END, Purpose.ADMINISTRATION)


def day(days: int) -> date:
    return day_of(timezone.now()) + timedelta(days=days)


def offer(role: Role = Role.DATA_ENTRY_HELPER, days: int = 30, purposes: set[Purpose] | None = None) -> Offer:
    return Offer(role, frozenset(purposes) if purposes is not None else ALL_PURPOSES[role], day(days))


def give(cast: Cast, *, to: UUID | None = None, unit: Unit | None = None, **what: Any) -> UUID:
    with acting(cast.priya, *GIVING) as by:
        return give_grant(
            unit=unit or cast.northmoor_unit,
            person_id=to or cast.tom.pk,
            offer=offer(**what),
            by=by,
            at=by.at,
        )


def grants() -> int:
    with arranging():
        return Grant.objects.count()


def test_an_organiser_gives_a_volunteer_a_second_role(cast: Cast) -> None:
    given = give(cast)

    with arranging():
        grant = Grant.objects.get(pk=given)
    assert (grant.person_id, grant.role, grant.granted_by) == (
        cast.tom.pk,
        "data-entry helper",
        cast.priya.pk,
    )
    assert grant.purposes == ["canvass", "organise", "subject request"]


def test_giving_a_grant_leaves_one_entry_without_names(cast: Cast) -> None:
    give(cast)

    with arranging():
        entry = Entry.objects.get(action=Action.ACCESS_GRANT_GIVE)
    assert (entry.person_id, entry.count, entry.detail) == (cast.priya.pk, 1, {"role": "data-entry helper"})


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ({"role": Role.NATIONAL_STAFF}, "cannot give the role"),
        ({"purposes": {Purpose.OVERSIGHT}}, "not for that purpose"),
        ({"purposes": set()}, "not for that purpose"),
        ({"days": 91}, "90 days at most"),
        ({"days": -1}, "over already"),
    ],
)
def test_an_unfit_grant_is_refused_in_a_sentence(cast: Cast, what: dict[str, Any], said: str) -> None:
    before = grants()

    with pytest.raises(UnableToGrant, match=said):
        give(cast, **what)

    assert grants() == before


def test_nobody_gives_a_grant_to_themselves(cast: Cast) -> None:
    with pytest.raises(UnableToGrant, match="themselves"):
        give(cast, to=cast.priya.pk)


def test_a_stranger_is_invited_and_not_given_a_grant(cast: Cast) -> None:
    with pytest.raises(UnableToGrant, match="Invite them first"):
        give(cast, to=cast.sam.pk)


def test_an_organiser_gives_nothing_in_the_seat_next_door(cast: Cast) -> None:
    with pytest.raises(UnableToGrant, match="cannot give the role"):
        give(cast, to=cast.sam.pk, unit=cast.southmoor_unit)


def test_a_grant_is_renewed_from_today(cast: Cast) -> None:
    with acting(cast.priya, *RENEWING) as by:
        renew_grant(grant=cast.grants["tom"], last_day=day(90), by=by, at=by.at)

    with arranging():
        assert day_of(Grant.objects.get(pk=cast.grants["tom"].pk).ends_at) == day(91)


def test_nobody_renews_their_own_grant_while_others_hold_keys(cast: Cast) -> None:
    with acting(cast.priya, *RENEWING) as by, pytest.raises(UnableToGrant, match="your own grant"):
        renew_grant(grant=cast.grants["priya"], last_day=day(180), by=by, at=by.at)


def test_the_only_key_holder_renews_in_the_last_month_and_the_log_says_so(cast: Cast) -> None:
    with arranging():
        Grant.objects.exclude(person=cast.priya).update(ended_at=timezone.now())
        Grant.objects.filter(person=cast.priya).update(ends_at=timezone.now() + timedelta(days=20))

    with acting(cast.priya, *RENEWING) as by:
        renew_grant(grant=cast.grants["priya"], last_day=day(180), by=by, at=by.at)

    with arranging():
        assert Entry.objects.get(action=Action.ACCESS_GRANT_RENEW).rule == "sole key-holder"


def test_an_ended_grant_opens_nothing_and_is_ended_once(cast: Cast) -> None:
    with acting(cast.priya, *ENDING) as by:
        end_grant(grant=cast.grants["tom"], by=by, at=by.at)
    with acting(cast.priya, *ENDING) as by, pytest.raises(UnableToGrant, match="ended already"):
        end_grant(grant=cast.grants["tom"], by=by, at=by.at)

    with arranging():
        assert Grant.objects.get(pk=cast.grants["tom"].pk).ended_by == cast.priya.pk
        assert Entry.objects.filter(action=Action.ACCESS_GRANT_END).count() == 1


def test_the_last_key_is_never_given_away(cast: Cast) -> None:
    with arranging():
        Grant.objects.exclude(person=cast.priya).update(ended_at=timezone.now())

    with acting(cast.priya, *ENDING) as by, pytest.raises(UnableToGrant, match="last grant"):
        end_grant(grant=cast.grants["priya"], by=by, at=by.at)


def lend_priyas_grant(cast: Cast, days: int = 14) -> UUID:
    with acting(cast.priya, *GIVING) as by:
        return deputise(
            grant=cast.grants["priya"], person_id=cast.nia.pk, last_day=day(days), by=by, at=by.at
        )


def test_a_deputy_holds_a_copy_for_the_holiday(cast: Cast) -> None:
    given = lend_priyas_grant(cast)

    with arranging():
        lent, own = Grant.objects.get(pk=given), Grant.objects.get(pk=cast.grants["priya"].pk)
    assert (lent.role, lent.purposes, lent.deputises_id) == (own.role, own.purposes, own.pk)
    with acting(cast.nia, *GIVING) as by:
        assert by.may(Action.REGISTER_EDITION_IMPORT)


def test_a_deputy_is_there_for_six_weeks_at_most(cast: Cast) -> None:
    with pytest.raises(UnableToGrant, match="can stand in from today until"):
        lend_priyas_grant(cast, days=43)


def test_a_deputy_goes_when_the_holder_goes(cast: Cast) -> None:
    given = lend_priyas_grant(cast)

    with acting(cast.moira, *ENDING) as by:
        end_grant(grant=cast.grants["priya"], by=by, at=by.at)

    with arranging():
        assert Grant.objects.get(pk=given).ended_at is not None


def test_a_deputy_has_no_deputy(cast: Cast) -> None:
    given = lend_priyas_grant(cast)

    with arranging():
        lent = Grant.objects.get(pk=given)
    with acting(cast.priya, *GIVING) as by, pytest.raises(UnableToGrant, match="no deputy"):
        deputise(grant=lent, person_id=cast.tom.pk, last_day=day(3), by=by, at=by.at)
