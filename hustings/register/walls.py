from hustings.lib.walls import UPDATED, Shelf, Wall

# Under the purpose of canvassing somebody who objected is not there at all, except for whoever records objections.
HIDDEN_FROM_CANVASSING = """NOT objects_at_door OR (SELECT access.purpose()) <> 'canvass'
OR (SELECT access.opens('objections', 'write'))"""
SEAT = "constituency_id"

WALLS = (
    Wall("register_street", Shelf.REGISTER, constituency=SEAT),
    Wall("register_building", Shelf.REGISTER, constituency=SEAT),
    Wall("register_door", Shelf.REGISTER, constituency=SEAT, door="id"),
    Wall("register_elector", Shelf.REGISTER, constituency=SEAT, door="door_id", extra=HIDDEN_FROM_CANVASSING),
    Wall("register_formernumber", Shelf.REGISTER, constituency=SEAT),
    Wall(
        "register_registerentry",
        Shelf.REGISTER,
        constituency=SEAT,
        door="door_id",
        extra=HIDDEN_FROM_CANVASSING,
    ),
    Wall("register_seatcount", Shelf.REGISTER, constituency=SEAT, writes=UPDATED),
    Wall("register_import", Shelf.IMPORTS, constituency=SEAT, writes=UPDATED),
    Wall("register_importrefusal", Shelf.IMPORTS, constituency=SEAT),
    Wall("register_stagedrow", Shelf.IMPORTS, constituency=SEAT),
    Wall("register_roadgroup", Shelf.REGISTER, constituency=SEAT),
    # It holds no name, and whoever records an objection must see it: while it waits the objection holds for both.
    Wall("register_doubt", Shelf.REGISTER, constituency=SEAT),
    Wall("register_supply", Shelf.IMPORTS, constituency=SEAT),
    Wall("register_absentvote", Shelf.REGISTER, constituency=SEAT),
    Wall("register_absentvotedetail", Shelf.TURNOUT, constituency=SEAT),
    Wall("register_turnout", Shelf.TURNOUT, constituency=SEAT),
    Wall("register_markedbatch", Shelf.TURNOUT, constituency=SEAT),
    Wall("register_keyedmark", Shelf.TURNOUT, constituency=SEAT),
    Wall("register_objection", Shelf.OBJECTIONS, constituency=SEAT, door="door_id", writes=UPDATED),
)
