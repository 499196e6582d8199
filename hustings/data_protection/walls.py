from hustings.lib.walls import APPEND_ONLY, UPDATED, Shelf, Wall

SEAT = "constituency_id"

# An incident of no one seat is for whoever keeps incidents anywhere, the data-protection officer first of all.
WALLS = (
    Wall("data_protection_incident", Shelf.INCIDENTS, constituency=SEAT, national=True, writes=UPDATED),
    Wall("data_protection_decision", Shelf.INCIDENTS, constituency=SEAT, national=True, writes=APPEND_ONLY),
)
