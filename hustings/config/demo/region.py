"""The region that the demo plays in: a dozen seats, their councils, how they voted and how headquarters ranks them."""

from dataclasses import dataclass
from random import Random

from hustings.config.demo.ground import Point

REGION_NAME, REGION_CODE = "Doggerland", "E12900001"
SPACING = 15_000.0
TOWNS = (
    "Wendlebridge", "Harrowmere", "Thornhythe", "Eskerholme", "Merewick", "Gannetby",
    "Brinewater", "Lantern Quay", "Oldstaithe", "Fairwold", "Kelderness", "Silverpit",
)  # fmt: skip
PARTS = (
    "",
    "North",
    "South",
    "East",
    "West",
    "Central",
    "Vale",
    "Forest",
    "Coast",
    "Marshes",
    "Heath",
    "Fells",
)
OURS = "Lantern Party"
PARTIES = (OURS, "Orchard Party", "Kestrel Party", "Harbour Party", "Independent")
# Our share and the strongest rival's in the first dozen, so that every tier has seats; the first is a near miss.
STRENGTHS = (
    (0.36, 0.39), (0.41, 0.35), (0.22, 0.47), (0.33, 0.36), (0.48, 0.24), (0.08, 0.51),
    (0.27, 0.41), (0.37, 0.40), (0.17, 0.49), (0.44, 0.38), (0.06, 0.55), (0.29, 0.35),
)  # fmt: skip


@dataclass(frozen=True)
class Council:
    """A council whose registration officer keeps the register."""

    code: str
    name: str
    town: str


@dataclass(frozen=True)
class Tally:
    """How a seat voted: valid votes by party, the first of them ours."""

    electorate: int
    votes: dict[str, int]

    @property
    def valid_votes(self) -> int:
        return sum(self.votes.values())


@dataclass(frozen=True)
class Seat:
    """One constituency; `town` is its main town, which lies about `centre` (metres in the region)."""

    index: int
    name: str
    code: str
    town: str
    centre: Point
    council: Council
    roads_to: tuple[str, ...]
    results: dict[str, Tally]
    tier: str

    @property
    def slug(self) -> str:
        return self.name.lower().replace(" ", "-")


@dataclass(frozen=True)
class Region:
    """`seats` in a fixed order: the demo's people work in the first two. None has many more than `electors`."""

    seed: int
    electors: int
    seats: tuple[Seat, ...]


def make_region(seed: int, seats: int = 12, electors: int = 75_000) -> Region:
    """Make a region of so many seats of about so many electors. The same three numbers give the same region."""
    return Region(seed, electors, tuple(_seat(seed, index, electors) for index in range(seats)))


def name_of(index: int) -> str:
    """Name the seat: the twelve towns first, then their parts and surroundings."""
    part, town = divmod(index, len(TOWNS))
    suffix = PARTS[part] if part < len(PARTS) else str(part)
    return f"{TOWNS[town]} {suffix}".strip()


def outline_of(seat: Seat) -> list[Point]:
    """Return the seat's boundary: a crooked square whose corners it shares with its neighbours."""
    column, row = _grid(seat.index)
    ring = []
    for (x, y), (next_x, next_y) in zip(_CORNERS, (*_CORNERS[1:], _CORNERS[0]), strict=True):
        start, end = _corner(column + x, row + y), _corner(column + next_x, row + next_y)
        ring.extend(_ragged(start, end))
    return [*ring, ring[0]]


_CORNERS = ((0, 0), (1, 0), (1, 1), (0, 1))


def _seat(seed: int, index: int, electors: int) -> Seat:
    random = Random(f"{seed}/seat/{index}")
    name, column_row = name_of(index), _grid(index)
    centre = Point(
        (column_row[0] + 0.5) * SPACING + random.uniform(-900, 900),
        (column_row[1] + 0.5) * SPACING + random.uniform(-900, 900),
    )
    strengths = STRENGTHS[index] if index < len(STRENGTHS) else _strengths(random)
    results = {
        "general": _tally(random, electors, random.uniform(0.58, 0.7), strengths),
        "local": _tally(random, electors, random.uniform(0.3, 0.4), _shaken(random, strengths)),
    }
    others = [town for town in TOWNS if town not in name]
    return Seat(
        index=index,
        name=name,
        code=f"E149{index + 1:05d}",
        town=name,
        centre=centre,
        council=Council(f"E079{index + 1:05d}", _council_of(name, index), name),
        roads_to=tuple(random.sample(others, 6)),
        results=results,
        tier=_tier(*strengths),
    )


def _council_of(town: str, index: int) -> str:
    return f"{town} {'District' if index % 2 else 'Borough'} Council"


def _grid(index: int) -> tuple[int, int]:
    """Place seats by fours, so that a dozen make a region three rows deep."""
    row, column = divmod(index, 4)
    return column, row


def _corner(column: int, row: int) -> Point:
    random = Random(f"corner/{column}/{row}")
    return Point(column * SPACING + random.uniform(-2500, 2500), row * SPACING + random.uniform(-2500, 2500))


def _ragged(start: Point, end: Point) -> list[Point]:
    """Bend the line between two corners, the same way from either end."""
    first, last = sorted((start, end))
    random = Random(f"edge/{first}/{last}")
    bends = [(step / 8, random.uniform(-700, 700)) for step in range(1, 8)]
    across = Point(-(last.y - first.y) / SPACING, (last.x - first.x) / SPACING)
    points = [
        Point(
            first.x + (last.x - first.x) * share + across.x * bend,
            first.y + (last.y - first.y) * share + across.y * bend,
        )
        for share, bend in bends
    ]
    return [start, *(points if start == first else reversed(points))]


def _strengths(random: Random) -> tuple[float, float]:
    ours = random.uniform(0.06, 0.5)
    return ours, random.uniform(0.25, max(0.3, 0.85 - ours))


def _shaken(random: Random, strengths: tuple[float, float]) -> tuple[float, float]:
    ours, rival = (share * random.uniform(0.88, 1.1) for share in strengths)
    return ours, rival


def _tally(random: Random, electorate: int, turnout: float, strengths: tuple[float, float]) -> Tally:
    """Share the valid votes out: ours, the strongest rival, then what is left by halves."""
    valid = round(electorate * turnout)
    ours, rival = round(valid * strengths[0]), round(valid * strengths[1])
    left = valid - ours - rival
    third = round(left * random.uniform(0.5, 0.65))
    fourth = round((left - third) * random.uniform(0.6, 0.8))
    return Tally(
        electorate, dict(zip(PARTIES, (ours, rival, third, fourth, left - third - fourth), strict=True))
    )


def _tier(ours: float, rival: float) -> str:
    if ours < 0.1:
        return "toehold"
    if ours > rival:
        return "defend" if ours - rival < 0.12 else "non_battleground"
    return "battleground" if rival - ours < 0.1 else "non_battleground"
