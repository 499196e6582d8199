"""What an import changed, put back: its entries closed, those it closed opened, whom and what it brought removed."""

from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from hustings.lib.markers import ANONYMOUS, OVERSEAS
from hustings.lib.names import normalised, sound
from hustings.register.importing.facts import facts_about
from hustings.register.importing.respelling import spell_as_before
from hustings.register.models import (
    Building,
    Door,
    Doubt,
    Elector,
    FormerNumber,
    Import,
    RegisterEntry,
    Street,
)
from hustings.register.querying import IN_SEATS, change, clock_digits, fetch
from hustings.work.reporting import Report

TOUCHED = f"""
SELECT DISTINCT elector_id FROM register_registerentry
WHERE {IN_SEATS} AND (opened_by_id = %(run)s OR closed_by_id = %(run)s)
"""
# The line keeps its text; a door that only an undone file knew is not to stay for its sake.
CLOSE_OPENED = f"""
UPDATE register_registerentry SET closed_by_id = %(run)s, door_id = NULL
WHERE {IN_SEATS} AND opened_by_id = %(run)s AND closed_by_id IS NULL
"""
OPEN_CLOSED = f"""
UPDATE register_registerentry SET closed_by_id = NULL
WHERE {IN_SEATS} AND closed_by_id = %(run)s AND opened_by_id <> %(run)s
"""
BROUGHT = f"""
SELECT e.id FROM register_elector e WHERE e.{IN_SEATS} AND e.id = ANY (%(touched)s) AND NOT EXISTS (
    SELECT FROM register_registerentry n WHERE n.constituency_id = e.constituency_id AND n.elector_id = e.id
      AND n.opened_by_id <> %(run)s) {{facts}}
"""
# A question about a row that is gone, or about somebody who is, asks nothing any more.
FORGET_DOUBTS = f"""
DELETE FROM register_doubt WHERE {IN_SEATS} AND (run_id = %(run)s OR earlier_id = ANY (%(brought)s))
"""
FORGET_NUMBERS = f"DELETE FROM register_formernumber WHERE {IN_SEATS} AND elector_id = ANY (%(brought)s)"
FORGET_ENTRIES = f"DELETE FROM register_registerentry WHERE {IN_SEATS} AND elector_id = ANY (%(brought)s)"
FORGET_ELECTORS = f"DELETE FROM register_elector WHERE {IN_SEATS} AND id = ANY (%(brought)s)"
NAMELESS = "CASE WHEN n.surname || n.forenames = ''"
# As the entry that is open again says or, of somebody who is off the register again, the last before this import.
RESTORE = f"""
UPDATE register_elector e SET district_id = n.district_id, door_id = n.door_id, surname = n.surname,
    forenames = n.forenames, attains_on = n.attains_on, markers = n.markers,
    is_anonymous = position('{ANONYMOUS}' in n.markers) > 0,
    is_overseas = position('{OVERSEAS}' in n.markers) > 0 AND n.door_id IS NULL, on_register = n.closed_by_id IS NULL,
    surname_key = {NAMELESS} THEN '' ELSE e.surname_key END, given_key = {NAMELESS} THEN '' ELSE e.given_key END,
    surname_sound = {NAMELESS} THEN '' ELSE e.surname_sound END,
    given_sound = {NAMELESS} THEN '' ELSE e.given_sound END,
    street_id = (SELECT d.street_id FROM register_door d
                 WHERE d.constituency_id = n.constituency_id AND d.id = n.door_id)
FROM (SELECT DISTINCT ON (elector_id) * FROM register_registerentry
      WHERE {IN_SEATS} AND elector_id = ANY (%(touched)s) AND opened_by_id <> %(run)s
      ORDER BY elector_id, closed_by_id IS NOT NULL, id DESC) AS n
WHERE e.constituency_id = n.constituency_id AND e.id = n.elector_id
"""
LEAVE = f"""
UPDATE register_elector e SET on_register = false WHERE e.{IN_SEATS} AND e.id = ANY (%(touched)s) AND NOT EXISTS (
    SELECT FROM register_registerentry n WHERE n.constituency_id = e.constituency_id AND n.elector_id = e.id
      AND n.closed_by_id IS NULL)
"""
RENAMED = f"""
SELECT DISTINCT e.id, e.surname, e.forenames FROM register_registerentry n
JOIN register_elector e ON e.constituency_id = n.constituency_id AND e.id = n.elector_id
WHERE n.{IN_SEATS} AND n.opened_by_id = %(run)s AND (n.surname, n.forenames) <> (e.surname, e.forenames)
"""
REKEY = f"""
UPDATE register_elector e SET surname_key = said.surname_key, given_key = said.given_key,
    surname_sound = said.surname_sound, given_sound = said.given_sound
FROM unnest(%(ids)s::uuid[], %(surname_keys)s::text[], %(given_keys)s::text[], %(surname_sounds)s::text[],
            %(given_sounds)s::text[]) AS said (id, surname_key, given_key, surname_sound, given_sound)
WHERE e.{IN_SEATS} AND e.id = said.id
"""
# A list of addresses opens no entry: the doors that it made bear the moment of its application in their ids.
DOORS = f"""
SELECT DISTINCT door_id FROM register_registerentry WHERE {IN_SEATS} AND opened_by_id = %(run)s AND door_id IS NOT NULL
UNION SELECT id FROM register_door WHERE {IN_SEATS} AND id BETWEEN %(first_id)s AND %(last_id)s
"""
EMPTY = f"DELETE FROM {{table}} x WHERE x.{IN_SEATS} AND x.id = ANY (%(ids)s) {{facts}}"
PARENTS = f"SELECT DISTINCT street_id, building_id FROM register_door WHERE {IN_SEATS} AND id = ANY (%(ids)s)"
ORDER = f"""
UPDATE register_door d SET walk_order = counted.nth
FROM (SELECT id, row_number() OVER (
          PARTITION BY street_id ORDER BY walk_key COLLATE "C", address_key COLLATE "C") AS nth
      FROM register_door WHERE {IN_SEATS} AND street_id = ANY (%(ids)s)) AS counted
WHERE d.{IN_SEATS} AND d.id = counted.id AND d.walk_order <> counted.nth
"""


def take_back_rows(run: Import, report: Report) -> tuple[int, int]:
    """Put the electors, entries and doors of an applied import back as they were, within the locks of its seats.

    Returns how many electors were touched, and how many of them removed. Who has a fact of their own stays.
    """
    report(1, 4, _("Closing and opening entries."))
    parameters: dict[str, Any] = {"seats": run.seats, "run": run.id}
    touched = parameters["touched"] = [row[0] for row in fetch(TOUCHED, parameters)]
    doors = [row[0] for row in fetch(DOORS, parameters | _ids_made_by(run))]
    change(CLOSE_OPENED, parameters)
    change(OPEN_CLOSED, parameters)
    spell_as_before(doors, parameters)
    report(2, 4, _("Removing whom the import brought."))
    removed = _remove_brought(parameters)
    _restore(parameters)
    report(3, 4, _("Removing empty doors."))
    _remove_empty(doors, parameters)
    return len(touched), removed


def _ids_made_by(run: Import) -> dict[str, UUID]:
    assert run.applied_at is not None
    moment = clock_digits(run.applied_at)
    return {"first_id": UUID(moment.ljust(32, "0")), "last_id": UUID(moment.ljust(32, "f"))}


def _remove_brought(parameters: dict[str, Any]) -> int:
    facts = facts_about(Elector, "e", but=(RegisterEntry, Doubt, FormerNumber))
    brought = [row[0] for row in fetch(BROUGHT.format(facts=facts), parameters)]
    change(FORGET_DOUBTS, {**parameters, "brought": brought})
    change(FORGET_NUMBERS, {**parameters, "brought": brought})
    change(FORGET_ENTRIES, {**parameters, "brought": brought})
    return change(FORGET_ELECTORS, {**parameters, "brought": brought})


def _restore(parameters: dict[str, Any]) -> None:
    change(RESTORE, parameters)
    change(LEAVE, parameters)
    renamed = fetch(RENAMED, parameters)
    change(
        REKEY,
        {
            **parameters,
            "ids": [elector for elector, _surname, _forenames in renamed],
            "surname_keys": [normalised(surname)[:150] for _elector, surname, _forenames in renamed],
            "given_keys": [normalised(forenames)[:200] for _elector, _surname, forenames in renamed],
            "surname_sounds": [sound(surname)[:150] for _elector, surname, _forenames in renamed],
            "given_sounds": [sound(forenames)[:200] for _elector, _surname, forenames in renamed],
        },
    )


def _remove_empty(doors: list[UUID], parameters: dict[str, Any]) -> None:
    parents = fetch(PARENTS, {**parameters, "ids": doors})
    streets = list({street for street, _building in parents})
    buildings = list({building for _street, building in parents if building is not None})
    for model, ids in ((Door, doors), (Building, buildings), (Street, streets)):
        statement = EMPTY.format(table=model._meta.db_table, facts=facts_about(model, "x"))
        change(statement, {**parameters, "ids": ids})
    change(ORDER, {**parameters, "ids": streets})


def check_at_once() -> None:
    """Let the database object now to rows that vanished under a fact which the walls hid from us, and not later."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
