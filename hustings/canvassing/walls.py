from hustings.lib.walls import APPEND_ONLY, UPDATED, WHOSE, Shelf, Wall


def _wall(table: str, *, door: str | None = None, writes: frozenset[str] | None = None) -> Wall:
    if writes is None:
        return Wall(table, Shelf.OPINIONS, constituency="constituency_id", door=door)
    return Wall(table, Shelf.OPINIONS, constituency="constituency_id", door=door, writes=writes)


def _said(table: str) -> Wall:
    """What was said never changes, only whose it is, and in another seat the code that says the same there."""
    return Wall(
        table,
        Shelf.OPINIONS,
        constituency="constituency_id",
        door="door_id",
        writes=APPEND_ONLY,
        hands_on=WHOSE | {"door_id", "code_id"},
    )


WALLS: tuple[Wall, ...] = (
    Wall("canvassing_code", Shelf.OPINIONS, constituency="constituency_id", national=True, writes=UPDATED),
    _wall("canvassing_conversation", door="door_id", writes=UPDATED),
    _said("canvassing_votingintention"),
    _said("canvassing_answer"),
    _wall("canvassing_latestintention"),
    _wall("canvassing_contactsummary"),
    _wall("canvassing_doorsummary", door="door_id"),
    Wall(
        "canvassing_heldout",
        Shelf.LISTS,
        constituency="constituency_id",
        writes=APPEND_ONLY,
        hands_on=WHOSE,
    ),
    _wall("canvassing_districtmark"),
    _wall("canvassing_districttally"),
    # Written by a function of the schema access alone, as what it counts is deleted.
    Wall("canvassing_wardtotal", Shelf.OVERVIEW, constituency="constituency_id", writes=frozenset()),
    Wall("canvassing_seatsummary", Shelf.OVERVIEW, constituency="constituency_id", writes=UPDATED),
)
