"""Conditions that conversations, supporters and scores answer."""

from collections.abc import Sequence

from hustings.canvassing.rules import CONTACTS, Meaning
from hustings.targeting.lists.conditions import (
    Answered,
    Contacted,
    Intention,
    Reachable,
    Scored,
    Supporting,
    Tagged,
)
from hustings.targeting.lists.statement import Writing, among

STANDS = """JOIN canvassing_conversation c
ON c.constituency_id = %(seat)s AND c.id = i.conversation_id AND c.is_current """
# A list that chooses by a score goes on with the newer one that has taken its place.
NEWEST = """SELECT n.id FROM targeting_score o JOIN targeting_score n
ON n.constituency_id = o.constituency_id AND upper(n.name) = upper(o.name) AND n.retired_at IS NULL
WHERE o.constituency_id = %(seat)s AND o.id = {score}"""
EVERY_TRY = f"c.constituency_id = %(seat)s AND c.is_current AND c.outcome <> '{Meaning.WITHDRAWN}'"


def intention(who: Intention, writing: Writing) -> str:
    kind = writing.put(who.election, "text")
    said = [meaning for meaning in who.said if meaning != "nothing"]
    parts = []
    if said:
        parts.append(among(_said(who, said, kind, writing)))
    if "nothing" in who.said:
        told = among(
            "SELECT i.elector_id FROM canvassing_latestintention i WHERE i.constituency_id = %(seat)s "
            f"AND i.election_kind = {kind}"
        )
        parts.append(f"NOT {told}")
    return f"({' OR '.join(parts)})"


def _said(who: Intention, said: Sequence[str], kind: str, writing: Writing) -> str:
    meanings = writing.words(said)
    table = "canvassing_latestintention" if who.when == "now" else "canvassing_votingintention"
    stands = "" if who.when == "now" else STANDS
    days = ""
    if who.within_days:
        days += f" AND i.happened_at >= {writing.put(writing.asked.days_ago(who.within_days))}"
    if who.older_than_days:
        days += f" AND i.happened_at < {writing.put(writing.asked.days_ago(who.older_than_days))}"
    return (
        f"SELECT i.elector_id FROM {table} i {stands}WHERE i.constituency_id = %(seat)s AND i.election_kind = {kind} "
        f"AND i.code_id IN (SELECT k.id FROM canvassing_code k WHERE k.meaning = ANY ({meanings})){days}"
    )


def answered(who: Answered, writing: Writing) -> str:
    days = ""
    if who.within_days:
        days = f" AND c.happened_at >= {writing.put(writing.asked.days_ago(who.within_days))}"
    return among(
        "SELECT a.elector_id FROM canvassing_answer a JOIN canvassing_conversation c "
        f"ON c.constituency_id = %(seat)s AND c.id = a.conversation_id AND c.is_current{days} "
        "WHERE a.constituency_id = %(seat)s AND a.elector_id IS NOT NULL "
        f"AND a.code_id = ANY ({writing.ids(who.codes)})"
    )


def tagged(who: Tagged, writing: Writing) -> str:
    return among(
        "SELECT t.elector_id FROM targeting_taggedelector t WHERE t.constituency_id = %(seat)s "
        f"AND t.taken_off_at IS NULL AND t.tag_id = ANY ({writing.ids(who.tags)})"
    )


def contacted(who: Contacted, writing: Writing) -> str:
    """By any channel, the summary of each elector answers; by some, the conversations themselves."""
    since = writing.put(writing.asked.days_ago(who.within_days)) if who.within_days else ""
    if not who.channels:
        column = "last_contacted_at" if who.reached else "last_attempted_at"
        lately = f">= {since}" if since else "IS NOT NULL"
        return among(
            "SELECT s.elector_id FROM canvassing_contactsummary s WHERE s.constituency_id = %(seat)s "
            f"AND s.{column} {lately}"
        )
    reached = f" AND c.outcome = ANY ({writing.words(sorted(CONTACTS))})" if who.reached else ""
    lately = f" AND c.happened_at >= {since}" if since else ""
    return among(
        f"SELECT c.elector_id FROM canvassing_conversation c WHERE {EVERY_TRY} AND c.elector_id IS NOT NULL "
        f"AND c.channel = ANY ({writing.words(who.channels)}){reached}{lately}"
    )


def supporting(who: Supporting, writing: Writing) -> str:
    return among(
        "SELECT s.elector_id FROM supporters_supporter s WHERE s.constituency_id = %(seat)s "
        f"AND s.ended_on IS NULL AND s.relation = ANY ({writing.words(who.relations)})"
    )


def reachable(who: Reachable, writing: Writing) -> str:
    return among(consenting(writing.words(who.ways)))


def consenting(ways: str) -> str:
    """A query of the electors who agreed to be reached in one of some ways, and have not taken that back."""
    return (
        "SELECT s.elector_id FROM supporters_contactdetail s WHERE s.constituency_id = %(seat)s "
        f"AND s.withdrawn_on IS NULL AND s.way = ANY ({ways})"
    )


def scored(who: Scored, writing: Writing) -> str:
    least = f" AND v.value >= {writing.put(who.at_least, 'float')}" if who.at_least is not None else ""
    most = f" AND v.value <= {writing.put(who.at_most, 'float')}" if who.at_most is not None else ""
    return (
        "("
        + among(
            "SELECT v.elector_id FROM targeting_scorevalue v WHERE v.constituency_id = %(seat)s "
            f"AND v.score_id IN ({NEWEST.format(score=writing.put(who.score, 'uuid'))}){least}{most}"
        )
        + " AND NOT e.objects_to_scores)"
    )
