from hustings.lib.walls import APPEND_ONLY, UPDATED, WHOSE, Shelf, Wall

SEAT = "constituency_id"

WALLS = (
    Wall("targeting_savedlist", Shelf.LISTS, constituency=SEAT, writes=UPDATED),
    Wall("targeting_offeredlist", Shelf.OFFERS, constituency=SEAT, writes=UPDATED),
    Wall("targeting_walkplan", Shelf.WALKS, constituency=SEAT),
    Wall("targeting_walk", Shelf.WALKS, constituency=SEAT),
    Wall("targeting_walkdoor", Shelf.WALKS, constituency=SEAT, door="door_id"),
    Wall("targeting_outing", Shelf.WALKS, constituency=SEAT),
    Wall("targeting_listedelector", Shelf.LISTS, constituency=SEAT, writes=APPEND_ONLY, hands_on=WHOSE),
    Wall("targeting_tag", Shelf.LISTS, constituency=SEAT, writes=APPEND_ONLY),
    Wall("targeting_taggedelector", Shelf.LISTS, constituency=SEAT, writes=UPDATED),
    # What a model thinks of somebody's vote is as much an opinion as what they say.
    Wall("targeting_score", Shelf.OPINIONS, constituency=SEAT, writes=UPDATED),
    Wall("targeting_scorevalue", Shelf.OPINIONS, constituency=SEAT),
)
