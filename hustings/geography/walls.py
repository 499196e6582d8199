from hustings.lib.walls import Wall

# Reference tables: places, postcodes and outlines are published facts and name nobody.
WALLS: tuple[Wall, ...] = ()
