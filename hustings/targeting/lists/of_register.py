"""Conditions that the register answers: place, street, household, age, franchise, absent vote, turnout."""

from hustings.lib import markers
from hustings.lib.voting_ages import latest_majority
from hustings.register.franchise import Poll
from hustings.targeting.lists.conditions import AbsentVote, Age, Franchise, Household, Place, Street, Turnout
from hustings.targeting.lists.statement import Writing, among


def place(who: Place, writing: Writing) -> str:
    parts = []
    if who.districts:
        parts.append(f"e.district_id = ANY ({writing.ids(who.districts)})")
    if who.wards:
        wards = writing.words(who.wards)
        parts.append(
            "e.district_id IN (SELECT p.id FROM geography_pollingdistrict p JOIN geography_place w ON w.id = p.ward_id "
            f"WHERE p.constituency_id = %(seat)s AND w.code = ANY ({wards}))"
        )
    return f"({' OR '.join(parts)})"


def street(who: Street, writing: Writing) -> str:
    streets = writing.ids(who.streets)
    lives = f"(e.street_id IS NOT NULL AND e.street_id = ANY ({streets}))"
    if not who.sides:
        return lives
    sides = writing.words(who.sides)
    doors = among(
        f"SELECT d.id FROM register_door d WHERE d.constituency_id = %(seat)s AND d.street_id = ANY ({streets}) "
        f"AND d.side = ANY ({sides})",
        "door_id",
    )
    return f"({lives} AND {doors})"


def household(who: Household, writing: Writing) -> str:
    parts = ["e.door_id IS NOT NULL"]
    if who.at_least > 1 or who.at_most is not None:
        most = f" AND count(*) <= {writing.put(who.at_most, 'int')}" if who.at_most is not None else ""
        parts.append(
            among(
                "SELECT h.door_id FROM register_elector h WHERE h.constituency_id = %(seat)s AND h.on_register "
                "AND h.door_id IS NOT NULL GROUP BY h.door_id "
                f"HAVING count(*) >= {writing.put(who.at_least, 'int')}{most}",
                "door_id",
            )
        )
    if who.in_flats is not None:
        there = "IS NOT NULL" if who.in_flats else "IS NULL"
        parts.append(
            among(
                "SELECT d.id FROM register_door d WHERE d.constituency_id = %(seat)s "
                f"AND d.building_id {there}",
                "door_id",
            )
        )
    return f"({' AND '.join(parts)})"


def age(who: Age, writing: Writing) -> str:
    today = writing.put(writing.asked.today, "date")
    if who.band == "adult":
        return f"(e.attains_on IS NULL OR e.attains_on <= {today})"
    parts = ["e.attains_on IS NOT NULL", f"e.attains_on > {today}"]
    if who.since:
        parts.append(f"e.attains_on >= {writing.put(who.since, 'date')}")
    if who.until:
        parts.append(f"e.attains_on <= {writing.put(who.until, 'date')}")
    return f"({' AND '.join(parts)})"


def franchise(who: Franchise, writing: Writing) -> str:
    """The same as `register.franchise.entitled_in`, as one condition."""
    poll = writing.asked.poll(who.election)
    letters = writing.put(markers.barring_letters(nation=poll.nation, kind=poll.kind, on=poll.day), "text")
    return f"({of_age(poll, writing)} AND translate(upper(e.markers), {letters}, '') = upper(e.markers))"


def of_age(poll: Poll, writing: Writing) -> str:
    latest = latest_majority(nation=poll.nation, kind=poll.kind, on=poll.day)
    return f"(e.attains_on IS NULL OR e.attains_on <= {writing.put(latest, 'date')})"


def absent_vote(who: AbsentVote, writing: Writing) -> str:
    today = writing.put(writing.asked.today, "date")
    standing = (
        "SELECT v.elector_id FROM register_absentvote v WHERE v.constituency_id = %(seat)s "
        f"AND v.closed_by_id IS NULL AND (v.lapses_on IS NULL OR v.lapses_on >= {today})"
    )
    kinds = [kind for kind in who.kinds if kind != "none"]
    parts = []
    if kinds:
        parts.append(among(f"{standing} AND v.kind = ANY ({writing.words(kinds)})"))
    if "none" in who.kinds:
        parts.append(f"NOT {among(standing)}")
    return f"({' OR '.join(parts)})"


def turnout(who: Turnout, writing: Writing) -> str:
    """What any list says of one election: voted, if one of them says so."""
    return among(
        "SELECT told.elector_id FROM (SELECT t.elector_id, bool_or(t.voted) AS voted FROM register_turnout t "
        f"WHERE t.constituency_id = %(seat)s AND t.superseded_by IS NULL AND t.election_id = ANY "
        f"({writing.ids(who.elections)}) GROUP BY t.elector_id, t.election_id) told "
        f"WHERE told.voted = {writing.put(who.voted, 'boolean')} GROUP BY told.elector_id "
        f"HAVING count(*) >= {writing.put(who.at_least, 'int')}"
    )
