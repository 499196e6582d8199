"""Lists evaluated a second time, one elector after the other, from the rows themselves: slow, plain, and apart."""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from hustings.elections.models import Election
from hustings.lib import markers
from hustings.register.models import Elector
from hustings.targeting.models import ListedElector
from hustings.targeting.tests.lists.seen import ANSWERED_DOOR, CONTACT, LONDON, Seen


def on_list(seen: Seen, form: dict[str, Any]) -> set[UUID]:
    """Who is on a list, from its JSON form."""
    found = after_steps(seen, form)[-1]
    for left in leaving(seen, form).values():
        found -= left
    return found


def after_steps(seen: Seen, form: dict[str, Any]) -> list[set[UUID]]:
    """Who is on the list after each step."""
    stages, on = [], set[UUID]()
    for step in form["steps"]:
        if step["do"] == "fill_households":
            doors = {seen.people[one].door_id for one in on} - {None}
            on = on | {one.id for one in seen.people.values() if one.door_id in doors}
        else:
            fit = {id for id, one in seen.people.items() if fits(seen, step["who"], one)}
            on = {"add": on | fit, "keep": on & fit, "leave_out": on - fit}[step["do"]]
        stages.append(set(on))
    return stages


def fits(seen: Seen, who: dict[str, Any], one: Elector) -> bool:
    """Whether a condition is true of one elector."""
    return bool(globals()[f"_{who['by']}"](seen, who, one))


def _everybody(seen: Seen, who: dict[str, Any], one: Elector) -> bool:
    return True


def _place(seen: Seen, who: dict[str, Any], one: Elector) -> bool:
    ward = one.district.ward
    return str(one.district_id) in who.get("districts", ()) or bool(
        ward and ward.code in who.get("wards", ())
    )


def _street(seen: Seen, who: dict[str, Any], one: Elector) -> bool:
    sides = who.get("sides") or ("odd", "even", "named")
    return str(one.street_id) in who["streets"] and (
        not who.get("sides") or bool(one.door and one.door.side in sides)
    )


def _household(seen: Seen, who: dict[str, Any], one: Elector) -> bool:
    if one.door is None:
        return False
    flats = who.get("in_flats")
    if flats is not None and (one.door.building_id is not None) != flats:
        return False
    there = sum(other.door_id == one.door_id for other in seen.people.values())
    return bool(who.get("at_least", 1) <= there <= (who.get("at_most") or 99))


def _age(seen: Seen, who: dict[str, Any], one: Elector) -> bool:
    if who["band"] == "adult":
        return one.attains_on is None or one.attains_on <= seen.today
    if one.attains_on is None or one.attains_on <= seen.today:
        return False
    since, until = who.get("since"), who.get("until")
    return (not since or one.attains_on >= date.fromisoformat(since)) and (
        not until or one.attains_on <= date.fromisoformat(until)
    )


def _franchise(seen: Seen, who: dict[str, Any], one: Elector) -> bool:
    election = seen.elections[UUID(who["election"])]
    return markers.may_vote(
        one.markers,
        nation=seen.seat.nation,
        kind=election.kind,
        on=election.polling_day,
        attains_on=one.attains_on,
    )


def _absent_vote(seen: Seen, who: dict[str, Any], one: Elector) -> bool:
    kinds = {
        vote.kind
        for vote in seen.absent
        if vote.elector_id == one.id and (vote.lapses_on is None or vote.lapses_on >= seen.today)
    }
    return bool(kinds & set(who["kinds"])) or ("none" in who["kinds"] and not kinds)


def _intention(seen: Seen, who: dict[str, Any], one: Elector) -> bool:
    kind = who.get("election", "westminster")
    theirs = [said for said in seen.said if said.elector_id == one.id and said.election_kind == kind]
    if not theirs:
        return "nothing" in who["said"]
    if who.get("when", "now") == "now":
        theirs = [max(theirs, key=lambda said: (said.happened_at, said.conversation_id))]
    return any(
        said.code.meaning in who["said"]
        and said.happened_at >= seen.since(who.get("within_days"))
        and (not who.get("older_than_days") or said.happened_at < seen.since(who["older_than_days"]))
        for said in theirs
    )


def _answer(seen: Seen, who: dict[str, Any], one: Elector) -> bool:
    lately = {talk.id for talk in seen.talks if talk.happened_at >= seen.since(who.get("within_days"))}
    return any(
        answer.elector_id == one.id
        and str(answer.code_id) in who["codes"]
        and answer.conversation_id in lately
        for answer in seen.answers
    )


def _tag(seen: Seen, who: dict[str, Any], one: Elector) -> bool:
    return any(tag.elector_id == one.id and str(tag.tag_id) in who["tags"] for tag in seen.tagged)


def _contacted(seen: Seen, who: dict[str, Any], one: Elector) -> bool:
    return any(
        talk.elector_id == one.id
        and talk.happened_at >= seen.since(who.get("within_days"))
        and (not who.get("channels") or talk.channel in who["channels"])
        and (not who.get("reached", True) or talk.outcome in CONTACT)
        for talk in seen.talks
    )


def _turnout(seen: Seen, who: dict[str, Any], one: Elector) -> bool:
    told: dict[str, list[bool]] = defaultdict(list)
    for row in seen.turnout:
        if row.elector_id == one.id and str(row.election_id) in who["elections"]:
            told[str(row.election_id)].append(row.voted)
    wanted = who.get("voted", True)
    return bool(sum(any(votes) == wanted for votes in told.values()) >= who.get("at_least", 1))


def _supporter(seen: Seen, who: dict[str, Any], one: Elector) -> bool:
    return any(row.elector_id == one.id and row.relation in who["relations"] for row in seen.supporters)


def _reachable(seen: Seen, who: dict[str, Any], one: Elector) -> bool:
    return any(row.elector_id == one.id and row.way in who["ways"] for row in seen.details)


def _score(seen: Seen, who: dict[str, Any], one: Elector) -> bool:
    least, most = who.get("at_least"), who.get("at_most")
    return any(
        row.elector_id == one.id
        and str(row.score_id) == who["score"]
        and (least is None or row.value >= least)
        and (most is None or row.value <= most)
        for row in seen.values
    )


def _list(seen: Seen, who: dict[str, Any], one: Elector) -> bool:
    kept = seen.lists[UUID(who["list"])]
    if kept.is_live:
        return one.id in on_list(seen, kept.form)
    return ListedElector.objects.filter(list=kept, elector=one).exists()


def _any_of(seen: Seen, who: dict[str, Any], one: Elector) -> bool:
    return any(fits(seen, inner, one) for inner in who["of"])


def _none_of(seen: Seen, who: dict[str, Any], one: Elector) -> bool:
    return not any(fits(seen, inner, one) for inner in who["of"])


def leaving(seen: Seen, form: dict[str, Any]) -> dict[str, set[UUID]]:
    """Who leaves by themselves, whether or not a step had put them on."""
    use, leave = form.get("use", "door"), form.get("leave", {})
    people = list(seen.people.values())
    left = {
        "held_out": {row.elector_id for row in seen.held_out if row.ends_on > seen.today},
        "objected": {one.id for one in people if _objects(use, one)},
    }
    if use in ("door", "post"):
        left["no_door"] = {one.id for one in people if one.door_id is None}
    else:
        ways = {"phone": ["call"], "message": ["text", "email"]}[use]
        left["no_consent"] = {one.id for one in people if not _reachable(seen, {"ways": ways}, one)}
    if leave.get("moved", True):
        left["moved"] = {one.id for one in people if _has_moved(seen, one)}
    election = seen.elections[UUID(form["polling"])] if form.get("polling") else None
    if election:
        left["under_age"] = {one.id for one in people if _too_young(seen, election, one)}
        if election.polling_day == seen.today:
            return left
    if days := leave.get("spoken_days", 30):
        doors = _doors_spoken_to(seen, seen.since(days))
        alone = {
            talk.elector_id
            for talk in seen.talks
            if talk.outcome in CONTACT and talk.happened_at >= seen.since(days)
        }
        left["spoken"] = {
            one.id for one in people if one.door_id in doors or (one.door_id is None and one.id in alone)
        }
    if leave.get("tries", True):
        tried = _doors_tried(seen)
        left["tries"] = {one.id for one in people if one.door_id in tried}
    return left


def _objects(use: str, one: Elector) -> bool:
    by = {
        "door": False,
        "phone": one.objects_by_phone,
        "post": one.objects_by_post,
        "message": one.objects_by_email or one.objects_by_phone,
    }[use]
    return bool(by or (one.door and one.door.do_not_knock))


def _too_young(seen: Seen, election: Election, one: Elector) -> bool:
    return not markers.may_vote(
        "", nation=seen.seat.nation, kind=election.kind, on=election.polling_day, attains_on=one.attains_on
    )


def _has_moved(seen: Seen, one: Elector) -> bool:
    theirs = [talk for talk in seen.talks if talk.elector_id == one.id]
    spoken = max((talk.happened_at for talk in theirs if talk.outcome in CONTACT), default=None)
    return any(
        talk.outcome in ("moved", "deceased") and (spoken is None or spoken < talk.happened_at)
        for talk in theirs
    )


def _doors_spoken_to(seen: Seen, since: datetime) -> set[UUID | None]:
    lately = [talk for talk in seen.talks if talk.happened_at >= since]
    doors: set[UUID | None] = {talk.door_id for talk in lately if talk.outcome in ANSWERED_DOOR}
    living = {one.id: one.door_id for one in seen.visible}
    doors |= {living.get(talk.elector_id) for talk in lately if talk.elector_id and talk.outcome in CONTACT}
    return doors - {None}


def _doors_tried(seen: Seen) -> set[UUID]:
    tries: Counter[UUID] = Counter()
    answered = set()
    for door, _channel, _day in {
        (talk.door_id, talk.channel, talk.happened_at.astimezone(LONDON).date())
        for talk in seen.talks
        if talk.door_id and talk.happened_at >= seen.at - timedelta(days=14)
    }:
        tries[door] += 1
    for talk in seen.talks:
        if talk.happened_at >= seen.at - timedelta(days=14) and talk.outcome in ANSWERED_DOOR:
            answered.add(talk.door_id)
    return {door for door, many in tries.items() if many >= 3 and door not in answered}
