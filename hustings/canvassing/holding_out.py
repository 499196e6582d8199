"""Who is held out of every channel until a polling day: the condition of every statement that chooses whom to reach."""

NOT_HELD_OUT = """e.id NOT IN (
    SELECT h.elector_id FROM canvassing_heldout h
    WHERE h.constituency_id = %(seat)s AND h.ends_on > (access.clock() AT TIME ZONE 'Europe/London')::date)"""
"""True of electors `e` of a seat who may be contacted today; from the polling day on, of everybody."""
