from hustings.lib.walls import APPEND_ONLY, UPDATED, Shelf, Wall

SEAT = "constituency_id"

# Whoever writes a marked copy adds its invented people and cannot read one: tracing alone reads them.
TRACING = "(SELECT access.purpose()) = 'oversight'"

NOBODY = frozenset[str]()

WALLS = (
    Wall("copies_copy", Shelf.COPIES, constituency=SEAT, unit="unit_id", writes=UPDATED),
    Wall("copies_copyrows", Shelf.COPIES, constituency=SEAT, writes=APPEND_ONLY),
    Wall("copies_programme", Shelf.COPIES, unit="unit_id", writes=UPDATED),
    Wall("copies_programmerun", Shelf.COPIES, constituency=SEAT, writes=APPEND_ONLY),
    Wall("copies_export", Shelf.COPIES, constituency=SEAT, writes=UPDATED),
    Wall(
        "copies_canary", Shelf.CANARIES, constituency=SEAT, national=True, extra=TRACING, writes=APPEND_ONLY
    ),
    # Written by functions of the access schema alone.
    Wall("copies_retraining", Shelf.PEOPLE, unit="unit_id", own="person_id", writes=NOBODY),
)
