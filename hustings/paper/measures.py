"""How large things are printed: the usual sheet, and large print. Lengths in millimetres, letters in points."""

from dataclasses import dataclass

Sizes = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Measures:
    """What differs between the usual sheet and large print.

    `least` is the smallest size of fixed words; of several sizes the first at which a text fits is taken. In large
    print numbers, marks and what was said last stand below the name, and codes are explained on a sheet's first page.
    """

    least: float
    corner: float
    corner_room: float
    square: float
    head: float
    head_width: float
    title: Sizes
    title_height: float
    polling: Sizes
    polling_height: float
    table_head: float
    column_heads: Sizes
    tally: float
    narrowest_note: float
    columns: dict[str, float]
    scan: float
    agreed: float
    tick: float
    legend: float
    returning: Sizes
    consent: Sizes
    say: Sizes
    box_width: float
    narrowest_box: float
    box_for_letter: float
    box_height: float
    letters: float
    row: float
    band: float
    building: float
    name: Sizes
    number: Sizes
    marks: Sizes
    last: Sizes
    last_height: float
    door: Sizes
    is_large: bool = False


USUAL = Measures(
    least=0.0,
    corner=5.0,
    corner_room=7.0,
    square=25.0,
    head=25.4,
    head_width=154.0,
    title=(18.0, 15.0, 12.0, 10.0, 8.0),
    title_height=13.0,
    polling=(9.0, 8.0, 7.0),
    polling_height=7.6,
    table_head=6.0,
    column_heads=(7.5, 6.5, 5.5, 5.0),
    tally=9.0,
    narrowest_note=26.0,
    columns={"door": 25.0, "line": 9.5, "number": 21.0, "name": 59.0, "marks": 23.0, "last": 18.0},
    scan=10.0,
    agreed=14.0,
    tick=5.6,
    legend=8.0,
    returning=(11.0, 10.0, 9.0),
    consent=(10.0, 9.0),
    say=(8.5, 8.0),
    box_width=6.4,
    narrowest_box=4.6,
    box_for_letter=0.0,
    box_height=6.2,
    letters=3.2,
    row=7.5,
    band=6.6,
    building=5.6,
    name=(11.0, 10.0, 8.5),
    number=(9.5, 8.5, 7.5),
    marks=(9.0, 8.0, 7.0),
    last=(10.0, 8.0, 7.0),
    last_height=4.2,
    door=(15.0, 12.0, 10.0, 8.5),
)

# 16 points are what the RNIB calls large print. A letter of 16 points is 5.65 mm high, and boxes grow with theirs.
LARGE = Measures(
    least=16.0,
    corner=7.0,
    corner_room=9.0,
    square=30.0,
    head=46.0,
    head_width=130.0,
    title=(20.0, 18.0, 16.0, 13.0, 10.0),
    title_height=16.0,
    polling=(16.0, 13.0, 10.0),
    polling_height=14.0,
    table_head=9.0,
    column_heads=(16.0, 13.0, 10.0),
    tally=22.0,
    narrowest_note=26.0,
    columns={"door": 30.0, "line": 21.0, "name": 68.0},
    scan=15.0,
    agreed=27.0,
    tick=9.0,
    legend=16.0,
    returning=(16.0,),
    consent=(16.0,),
    say=(16.0,),
    box_width=9.2,
    narrowest_box=9.2,
    box_for_letter=4.6,
    box_height=9.5,
    letters=5.65,
    row=12.5,
    band=9.0,
    building=9.0,
    name=(16.0,),
    number=(16.0,),
    marks=(16.0,),
    last=(16.0,),
    last_height=7.0,
    door=(20.0, 16.0, 13.0),
    is_large=True,
)


THIN_EDGE, HEAVY_EDGE = 0.22, 0.5
"""Millimetres: the edge of a box with letters, and of one to tick before them. Photographs are read by these too."""
BELOW_MIDDLE = 0.36
"""Of the size of letters: how far below the middle of their box they stand."""


def letters_in_box(letters: str, width: float, *, most: float) -> float:
    """The size of the letters in a box of a width, at most `most`, in millimetres."""
    return min(most, 1.25 * width / max(len(letters), 1))


def measures_of(*, large: bool) -> Measures:
    return LARGE if large else USUAL
