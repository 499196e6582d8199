from hustings.lib.walls import UPDATED, Shelf, Wall

SEAT = "constituency_id"

WALLS = (
    # Whoever brought a wrong file takes back what it said.
    Wall("supporters_supporter", Shelf.CONTACTS, constituency=SEAT),
    Wall("supporters_contactdetail", Shelf.CONTACTS, constituency=SEAT),
    Wall("supporters_supporterfile", Shelf.CONTACTS, constituency=SEAT, writes=UPDATED),
    Wall("supporters_unappliedline", Shelf.CONTACTS, constituency=SEAT),
)
