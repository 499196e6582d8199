"""`python -m tests.bench.walks_picture FILE.png [--on-foot]`: the Isle of Man cut into walks, each in a colour, in its
order; by car, or all of it on foot.
"""

import colorsys
import sys
from pathlib import Path
from uuid import UUID

from PIL import Image, ImageDraw

from hustings.targeting.turf.placing import Ground
from hustings.targeting.turf.planning import cut_doors
from hustings.targeting.turf.words import Asked
from tests.bench.places_to_walk import isle_of_man

HEIGHT, MARGIN, TIMES = 1400, 30, 2
GOLDEN = 0.618
PAPER, INK = "#f6f4ee", "#333333"
CREDIT = "Addresses © OpenStreetMap contributors, ODbL"


def main(path: Path, *, has_car: bool) -> None:
    doors = isle_of_man()
    places = {door.id: door.place for door in doors if door.place}
    ground = Ground(places.values())
    points = {id: ground.point(place) for id, place in places.items()}
    easts, norths = zip(*points.values(), strict=True)
    scale = (HEIGHT - 2 * MARGIN) / (max(norths) - min(norths)) * TIMES
    size = (round((max(easts) - min(easts)) * scale) + 2 * MARGIN * TIMES, HEIGHT * TIMES)
    picture = Image.new("RGB", size, PAPER)
    pen = ImageDraw.Draw(picture)

    def spot(id: UUID | str) -> tuple[float, float]:
        east, north = points[id]
        return (east - min(easts)) * scale + MARGIN * TIMES, (max(norths) - north) * scale + MARGIN * TIMES

    cut = cut_doors(doors, Asked(has_car=has_car))
    for number, walk in enumerate(cut.walks):
        colour = "#{:02x}{:02x}{:02x}".format(
            *(round(255 * part) for part in colorsys.hsv_to_rgb(number * GOLDEN % 1, 0.9, 0.65))
        )
        line = [spot(door) for door in walk.doors if door in points]
        pen.line(line, fill=colour, width=2 * TIMES, joint="curve")
        for x, y in line:
            pen.ellipse((x - 3 * TIMES, y - 3 * TIMES, x + 3 * TIMES, y + 3 * TIMES), fill=colour)
    small = picture.resize((size[0] // TIMES, HEIGHT), Image.Resampling.LANCZOS)
    ImageDraw.Draw(small).text((MARGIN, HEIGHT - MARGIN), CREDIT, fill=INK, font_size=16)
    small.quantize(128).save(path, optimize=True)
    print(f"{len(doors)} doors, {len(cut.walks)} walks, {100 * cut.imbalance:.1f} % from the mean")


if __name__ == "__main__":
    main(Path(sys.argv[1]), has_car="--on-foot" not in sys.argv)
