"""Who leaves a list by itself, and why: each a condition with a name, in the order in which the funnel shows them."""

from datetime import timedelta

from hustings.canvassing.rules import HOUSEHOLD_CONTACTS, Meaning
from hustings.targeting.lists import of_contact, of_register
from hustings.targeting.lists.rules import ListForm, Use
from hustings.targeting.lists.statement import Writing, among

TRIES, TRIES_WITHIN = 3, timedelta(days=14)

NOT_ASKED = {
    Use.DOOR: "e.objects_at_door",
    Use.PHONE: "(e.objects_by_phone OR e.objects_at_door)",
    Use.POST: "(e.objects_by_post OR e.objects_at_door)",
    Use.MESSAGE: "(e.objects_by_email OR e.objects_by_phone OR e.objects_at_door)",
}
WAYS = {Use.PHONE: ("call",), Use.MESSAGE: ("text", "email")}


def leavers(form: ListForm, writing: Writing) -> dict[str, str]:
    """Everybody who leaves a list of this form by itself, by reason: reason to condition."""
    found = {"held_out": _held_out(writing), "objected": _objected(form)}
    found |= _out_of_reach(form, writing)
    if form.leave.moved:
        found["moved"] = _moved()
    if form.polling:
        found["under_age"] = f"(NOT {of_register.of_age(writing.asked.poll(form.polling), writing)})"
    if writing.asked.is_polling_day:
        return found
    if form.leave.spoken_days:
        found["spoken"] = _spoken(form.leave.spoken_days, writing)
    if form.leave.tries:
        found["tries"] = _tries(writing)
    return found


def _held_out(writing: Writing) -> str:
    today = writing.put(writing.asked.today, "date")
    return among(
        "SELECT h.elector_id FROM canvassing_heldout h WHERE h.constituency_id = %(seat)s "
        f"AND h.ends_on > {today}"
    )


def _objected(form: ListForm) -> str:
    """A door that nobody may knock at is none to ring or to write to either."""
    shut = among(
        "SELECT d.id FROM register_door d WHERE d.constituency_id = %(seat)s AND d.do_not_knock", "door_id"
    )
    return f"({NOT_ASKED[form.use]} OR {shut})"


def _out_of_reach(form: ListForm, writing: Writing) -> dict[str, str]:
    if form.use in WAYS:
        return {"no_consent": f"(NOT {among(of_contact.consenting(writing.words(WAYS[form.use])))})"}
    return {"no_door": "(e.door_id IS NULL)"}


def _moved() -> str:
    """Whoever was last told to have moved or died, unless somebody has spoken to them since."""
    return among(
        "SELECT g.elector_id FROM canvassing_conversation g LEFT JOIN canvassing_contactsummary s "
        "ON s.constituency_id = %(seat)s AND s.elector_id = g.elector_id WHERE g.constituency_id = %(seat)s "
        f"AND g.is_current AND g.outcome IN ('{Meaning.MOVED}', '{Meaning.DECEASED}') AND g.elector_id IS NOT NULL "
        "AND (s.last_contacted_at IS NULL OR s.last_contacted_at < g.happened_at)"
    )


def _spoken(days: int, writing: Writing) -> str:
    """One cool-off for a household: a door that answered, or anybody living there whom we reached elsewhere."""
    since = writing.put(writing.asked.days_ago(days))
    door = among(
        "SELECT s.door_id FROM canvassing_doorsummary s WHERE s.constituency_id = %(seat)s "
        f"AND s.last_reached_at >= {since} UNION ALL "
        "SELECT h.door_id FROM canvassing_contactsummary s JOIN register_elector h "
        "ON h.constituency_id = %(seat)s AND h.id = s.elector_id WHERE s.constituency_id = %(seat)s "
        f"AND s.last_contacted_at >= {since} AND h.door_id IS NOT NULL",
        "door_id",
    )
    alone = among(
        "SELECT s.elector_id FROM canvassing_contactsummary s WHERE s.constituency_id = %(seat)s "
        f"AND s.last_contacted_at >= {since}"
    )
    return f"({door} OR e.door_id IS NULL AND {alone})"


def _tries(writing: Writing) -> str:
    """Tried on three days, or by three channels, and nobody answered; two people at one door on one day are one try."""
    since = writing.put(writing.asked.at - TRIES_WITHIN)
    return among(
        "SELECT c.door_id FROM canvassing_conversation c WHERE "
        f"{of_contact.EVERY_TRY} AND c.door_id IS NOT NULL AND c.happened_at >= {since} GROUP BY c.door_id "
        "HAVING count(DISTINCT (c.channel, (c.happened_at AT TIME ZONE 'Europe/London')::date)) "
        f">= {writing.put(TRIES, 'int')} AND bool_and(c.outcome <> ALL ({writing.words(sorted(HOUSEHOLD_CONTACTS))}))",
        "door_id",
    )
