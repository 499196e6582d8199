from hustings.lib.walls import APPEND_ONLY, Shelf, Wall

WALLS = (Wall("audit_entry", Shelf.LOG, writes=APPEND_ONLY),)
