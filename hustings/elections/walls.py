from hustings.lib.walls import Wall

# Published results and headquarters' ranking of seats: no personal data.
WALLS: tuple[Wall, ...] = ()
