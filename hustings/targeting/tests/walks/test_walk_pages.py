from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from hustings.audit.words import Action, Purpose
from hustings.canvassing.tests.ground import Ground
from hustings.targeting.models import Outing, Walk, WalkDoor, WalkPlan
from hustings.targeting.walks.cutting import cut_plan
from hustings.targeting.walks.planning import WalkWish, order_walks
from tests.cast import Cast, acting, arranging

SignedIn = Callable[..., Client]
WALKS = "/seats/northmoor/walks/"


def cut(cast: Cast, ground: Ground) -> WalkPlan:
    at = timezone.now()
    wish = WalkWish([one.id for one in ground.districts], minutes=60)
    with acting(cast.priya, Action.TARGETING_WALK_CUT, Purpose.CANVASS, at) as by:
        plan = order_walks(constituency=ground.seat.id, wish=wish, by=by, at=at)
        return cut_plan(constituency=ground.seat.id, plan_id=plan.id, by=by, at=at)


def first_two(plan: WalkPlan) -> list[Walk]:
    with arranging():
        return list(Walk.objects.filter(plan=plan).order_by("number")[:2])


def test_an_empty_page_says_what_to_do(cast: Cast, signed_in: SignedIn) -> None:
    answer = signed_in(cast.priya).get(WALKS)
    assert answer.status_code == 200
    assert "No walks have been cut" in answer.text
    assert answer.text.count(f'href="{WALKS}cutting/"') == 2


def test_walks_are_ordered_and_left_to_the_worker(cast: Cast, north: Ground, signed_in: SignedIn) -> None:
    browser = signed_in(cast.priya)
    assert "Polling districts" in browser.get(f"{WALKS}cutting/").text
    asked = {"district": str(north.districts[0].id), "minutes": 60, "team": 1, "rest_days": 0}
    answer = browser.post(f"{WALKS}cutting/", asked)
    assert answer.status_code == 302
    assert "progress" in browser.get(answer["Location"]).text


def test_nothing_ticked_is_a_sentence(cast: Cast, north: Ground, signed_in: SignedIn) -> None:
    answer = signed_in(cast.priya).post(f"{WALKS}cutting/", {"minutes": 60, "team": 1, "rest_days": 0})
    assert answer.status_code == 422
    assert "Choose at least one" in answer.text


def test_a_place_that_is_no_place_is_a_sentence(cast: Cast, north: Ground, signed_in: SignedIn) -> None:
    asked = {
        "district": str(north.districts[0].id),
        "minutes": 60,
        "team": 1,
        "rest_days": 0,
        "start": "here",
    }
    answer = signed_in(cast.priya).post(f"{WALKS}cutting/", asked)
    assert answer.status_code == 422
    assert "comma between them" in answer.text


def test_a_plan_shows_its_walks_on_a_map(cast: Cast, north: Ground, signed_in: SignedIn) -> None:
    plan = cut(cast, north)
    page = signed_in(cast.priya).get(f"{WALKS}{plan.id}/").text
    assert page.count('class="number-ground"') == page.count('<th scope="row">')


def test_doors_are_moved_by_ticks(cast: Cast, north: Ground, signed_in: SignedIn) -> None:
    plan = cut(cast, north)
    first, second = first_two(plan)
    with arranging():
        door = WalkDoor.objects.filter(walk=first).order_by("place")[0].door_id
    sent = {"walk": str(second.id), "door": str(door)}
    answer = signed_in(cast.priya).post(f"{WALKS}{plan.id}/{first.id}/moving/", sent, follow=True)
    assert "1 door moved" in answer.text
    with arranging():
        assert WalkDoor.objects.get(walk__plan=plan, door=door).walk_id == second.id


def test_doors_are_moved_on_the_map(cast: Cast, north: Ground, signed_in: SignedIn) -> None:
    plan = cut(cast, north)
    first, second = first_two(plan)
    browser, page = signed_in(cast.priya), f"{WALKS}{plan.id}/"
    with arranging():
        doors = [row.door_id for row in WalkDoor.objects.filter(walk=first).order_by("place")[:2]]
    assert f'data-doors="{doors[0]}"' in browser.get(page).text
    sent = {"walk": str(second.id), "doors": " ".join(map(str, doors))}
    assert "2 doors moved" in browser.post(f"{page}moving/", sent, follow=True).text
    with arranging():
        assert WalkDoor.objects.filter(walk=second, door__in=doors).count() == 2


def test_nothing_drawn_round_is_a_sentence(cast: Cast, north: Ground, signed_in: SignedIn) -> None:
    plan = cut(cast, north)
    sent = {"walk": str(first_two(plan)[0].id), "doors": ""}
    answer = signed_in(cast.priya).post(f"{WALKS}{plan.id}/moving/", sent, follow=True)
    assert "No door was chosen" in answer.text


def test_a_walk_is_handed_out_and_comes_back(cast: Cast, north: Ground, signed_in: SignedIn) -> None:
    plan = cut(cast, north)
    walk = first_two(plan)[0]
    browser, page = signed_in(cast.priya), f"{WALKS}{plan.id}/{walk.id}/"
    until = timezone.localtime(timezone.now() + timedelta(hours=2))
    given = browser.post(
        f"{page}out/", {"team": "Blue team", "until": f"{until:%Y-%m-%dT%H:%M}"}, follow=True
    )
    with arranging():
        outing = Outing.objects.get(walk=walk)
    assert outing.code in given.text
    back = browser.post(f"{WALKS}{plan.id}/back/{outing.id}/", follow=True)
    assert "Nobody has it" in back.text


def test_the_neighbouring_seat_sees_nothing(cast: Cast, north: Ground, signed_in: SignedIn) -> None:
    plan = cut(cast, north)
    browser = signed_in(cast.sam)
    assert browser.get(f"{WALKS}{plan.id}/").status_code == 404
    assert browser.get(f"/seats/southmoor/walks/{plan.id}/").status_code == 404


def test_whoever_may_not_cut_is_told_so(cast: Cast, north: Ground, signed_in: SignedIn) -> None:
    plan = cut(cast, north)
    for person in (cast.tom, cast.nia):
        browser = signed_in(person)
        assert browser.get(f"{WALKS}cutting/").status_code == 403
        assert browser.get(f"{WALKS}{plan.id}/").status_code == 403
        assert browser.post(f"{WALKS}{plan.id}/again/").status_code == 403


def test_a_plan_that_was_put_away_is_found_again(cast: Cast, north: Ground, signed_in: SignedIn) -> None:
    plan = cut(cast, north)
    browser = signed_in(cast.priya)
    answer = browser.post(f"{WALKS}{plan.id}/put-away/", follow=True)
    assert "Plans that were put away" in answer.text
    page = browser.get(f"{WALKS}{plan.id}/").text
    assert "was put away on" in page
    assert "Cut again" not in page


def test_a_wrong_answer_names_what_is_wrong(cast: Cast, north: Ground, signed_in: SignedIn) -> None:
    plan = cut(cast, north)
    walk, browser = first_two(plan)[0], signed_in(cast.priya)
    until = timezone.localtime(timezone.now() + timedelta(hours=2))
    sent = {"until": f"{until:%Y-%m-%dT%H:%M}", "starts_at": "soon"}
    assert (
        "From: Enter a valid date" in browser.post(f"{WALKS}{plan.id}/{walk.id}/out/", sent, follow=True).text
    )


def test_free_walks_are_handed_out_and_ticked_for_printing(
    cast: Cast, north: Ground, signed_in: SignedIn
) -> None:
    plan = cut(cast, north)
    until = timezone.localtime(timezone.now() + timedelta(hours=2))
    page = signed_in(cast.priya).post(
        f"{WALKS}{plan.id}/out/", {"until": f"{until:%Y-%m-%dT%H:%M}"}, follow=True
    )
    with arranging():
        assert page.text.count("checked") == Walk.objects.filter(plan=plan).count()
