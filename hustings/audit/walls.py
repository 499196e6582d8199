from hustings.lib.walls import Shelf, Wall

NOBODY = frozenset[str]()
SEAT = "constituency_id"
# What belongs to no one seat is for whoever oversees the whole organisation.
ELSEWHERE = "constituency_id IS NOT NULL OR (SELECT access.opens_everywhere('log', 'read'))"

# Written by the functions of the access schema alone; the last three are read by nobody else either.
WALLS = (
    Wall("audit_entry", Shelf.LOG, constituency=SEAT, national=True, extra=ELSEWHERE, writes=NOBODY),
    Wall("audit_rowset", Shelf.LOG, constituency=SEAT, writes=NOBODY),
    Wall("audit_queuedleaf", Shelf.LOG, writes=NOBODY, hidden=True),
    Wall("audit_batch", Shelf.LOG, writes=NOBODY, hidden=True),
    Wall("audit_subjectkey", Shelf.LOG, writes=NOBODY, hidden=True),
)
