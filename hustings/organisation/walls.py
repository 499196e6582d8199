from hustings.lib.walls import APPEND_ONLY, Shelf, Wall

# Units and memberships decide how far grants reach: only functions of the access schema write them.
WALLS = (
    Wall("organisation_unit", Shelf.PEOPLE, everyone=True, writes=frozenset()),
    Wall("organisation_unitabove", Shelf.PEOPLE, everyone=True, writes=frozenset()),
    Wall("organisation_unitseat", Shelf.PEOPLE, everyone=True, writes=frozenset()),
    Wall("organisation_membership", Shelf.PEOPLE, unit="unit_id", own="person_id", writes=frozenset()),
    Wall("organisation_paper", Shelf.PAPERS, everyone=True, writes=APPEND_ONLY),
    Wall("organisation_switch", Shelf.PAPERS, everyone=True, writes=frozenset({"INSERT", "UPDATE"})),
)
