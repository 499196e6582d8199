from hustings.lib.walls import Shelf, Wall

# Published results and headquarters' ranking of seats: no personal data. When an election is called decides how long
# grants last: only functions of the access schema write it.
WALLS: tuple[Wall, ...] = (Wall("elections_calling", Shelf.PEOPLE, everyone=True, writes=frozenset()),)
