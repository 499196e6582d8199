from hustings.lib.walls import Shelf, Wall

NOBODY = frozenset[str]()

# Written by the functions of the access schema alone.
WALLS = (
    Wall("access_approval", Shelf.PEOPLE, unit="unit_id", own="asked_by", writes=NOBODY),
    Wall("access_approvaluse", Shelf.PEOPLE, own="used_by", writes=NOBODY),
    Wall("access_grant", Shelf.PEOPLE, unit="unit_id", own="person_id", writes=NOBODY),
    Wall("access_invitation", Shelf.PEOPLE, unit="unit_id", writes=NOBODY),
    Wall("access_errand", Shelf.PEOPLE, own="person_id", writes=NOBODY),
    Wall("access_answer", Shelf.PEOPLE, unit="unit_id", own="person_id", writes=NOBODY),
    Wall("access_supportsession", Shelf.PEOPLE, unit="unit_id", own="person_id", writes=NOBODY),
    Wall("access_leaving", Shelf.PEOPLE, unit="unit_id", own="person_id", writes=NOBODY),
    Wall("access_memberfeed", Shelf.PEOPLE, everyone=True, writes=NOBODY),
    Wall("access_memberfeedrefusal", Shelf.PEOPLE, everyone=True, writes=NOBODY),
    Wall(
        "access_quarantined",
        Shelf.QUARANTINE,
        constituency="constituency_id",
        # Whoever sent it does not read it back, in whatever office.
        extra="sender IS DISTINCT FROM (SELECT access.person())",
        writes=NOBODY,
    ),
    Wall("access_drill", Shelf.PEOPLE, unit="unit_id", writes=NOBODY),
    Wall("access_quota", Shelf.PEOPLE, own="holder_id", writes=NOBODY),
    Wall("access_readingday", Shelf.PEOPLE, own="person_id", writes=NOBODY),
    Wall("access_signal", Shelf.PEOPLE, unit="unit_id", own="person_id", writes=NOBODY),
    Wall("access_watch", Shelf.PEOPLE, own="person_id", writes=NOBODY),
    Wall("access_stop", Shelf.PEOPLE, unit="unit_id", writes=NOBODY),
    Wall("access_stopmotion", Shelf.PEOPLE, unit="unit_id", writes=NOBODY),
    Wall("access_stopreview", Shelf.PEOPLE, unit="unit_id", writes=NOBODY),
    Wall("access_handout", Shelf.PEOPLE, constituency="constituency_id", writes=NOBODY),
)
