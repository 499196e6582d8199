"""Whose rows the log keeps beside an entry of these tests."""

from django.db import connection

from hustings.register.models import Elector, RegisterEntry
from tests.cast import arranging

ROWS = """
SELECT upper(r) - lower(r), lower(r) FROM audit_entry e JOIN audit_rowset s ON s.entry_id = e.id, unnest(s.seat_nos) r
WHERE e.place LIKE %s AND e.rule = %s AND e.id = (SELECT max(l.id::text)::uuid FROM audit_entry l
                                                  WHERE l.place LIKE %s AND l.rule = %s)
"""


def rows_beside(place: str, rule: str = "") -> set[int]:
    """The numbers of the seat beside the newest entry of that place and rule."""
    asked = [f"{place}%", rule]
    with arranging(), connection.cursor() as cursor:
        cursor.execute(ROWS, [*asked, *asked])
        return {number for many, first in cursor.fetchall() for number in range(first, first + many)}


def numbers_of_the_seat(constituency: int, *elector_numbers: int) -> set[int]:
    """The numbers in their seat of all its electors, or of those with these elector numbers."""
    with arranging():
        borne = RegisterEntry.objects.filter(constituency=constituency, closed_by=None)
        if elector_numbers:
            borne = borne.filter(number__in=elector_numbers)
        electors = Elector.objects.filter(pk__in=borne.values_list("elector"))
        return set(electors.values_list("seat_no", flat=True))
