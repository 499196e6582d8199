from hustings.lib.walls import APPEND_ONLY, UPDATED, WHOSE, Shelf, Wall

SEAT = "constituency_id"

# What was keyed, or read from a photograph, tells opinions; which line stood for whom does not.
WALLS = (
    Wall("paper_pack", Shelf.PAPER, constituency=SEAT, writes=UPDATED),
    Wall("paper_sheet", Shelf.PAPER, constituency=SEAT, writes=UPDATED),
    Wall(
        "paper_sheetdoor",
        Shelf.PAPER,
        constituency=SEAT,
        writes=APPEND_ONLY,
        hands_on=frozenset({SEAT, "sheet_id"}),
    ),
    Wall(
        "paper_sheetline", Shelf.PAPER, constituency=SEAT, writes=APPEND_ONLY, hands_on=WHOSE | {"sheet_id"}
    ),
    Wall("paper_photograph", Shelf.PAPER, constituency=SEAT, writes=UPDATED),
    Wall("paper_photographedpage", Shelf.OPINIONS, constituency=SEAT, writes=UPDATED),
    Wall("paper_letter", Shelf.PAPER, constituency=SEAT, writes=UPDATED),
    Wall("paper_imprint", Shelf.PAPER, constituency=SEAT, writes=UPDATED),
    Wall("paper_keyedline", Shelf.OPINIONS, constituency=SEAT, writes=UPDATED),
)
