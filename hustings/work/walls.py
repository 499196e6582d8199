from hustings.lib.walls import UPDATED, Shelf, Wall

WALLS = (
    Wall(
        "work_sealedfile",
        Shelf.FILES,
        constituency="constituency_id",
        own="person_id",
        # A stopped copy, and whatever a stopped person had made, is gone from that moment.
        extra="access.lets_go(id, constituency_id)",
    ),
    Wall("work_job", Shelf.FILES, own="person_id", writes=UPDATED),
)
