from hustings.lib.walls import Shelf, Wall

NOBODY = frozenset[str]()

# Written by the functions of the access schema alone.
WALLS = (
    Wall("access_grant", Shelf.PEOPLE, unit="unit_id", own="person_id", writes=NOBODY),
    Wall("access_invitation", Shelf.PEOPLE, unit="unit_id", writes=NOBODY),
    Wall("access_errand", Shelf.PEOPLE, own="person_id", writes=NOBODY),
    Wall("access_handout", Shelf.PEOPLE, constituency="constituency_id", writes=NOBODY),
)
