"""The frame that every page of a pack shares: its columns, its head and foot, and the room left for rows.

Lengths are millimetres on A4 landscape, which a clipboard holds and which leaves a line's width to write on.
"""

from dataclasses import dataclass

from hustings.paper.drawings import Strip, draw_strip, draw_tick_box
from hustings.paper.fitting import MM_PER_POINT, Fitted, Run, fit_or_grow
from hustings.paper.measures import Measures, measures_of
from hustings.paper.sheet_text import PackText, Words

PAPER = (297.0, 210.0)
LEFT, TOP, BOTTOM = 8.0, 7.0, 6.0
WIDTH = PAPER[0] - 2 * LEFT
HEIGHT = PAPER[1] - TOP - BOTTOM
GAP = 1.2
PADDING = 1.6
UNBROKEN = "\u00a0"


@dataclass(frozen=True, slots=True)
class Frame:
    """What is worked out once for a pack.

    `columns` are widths by name in the order of print, `heads` what stands above them: None over the codes,
    where the `groups` of codes have their names and widths.
    """

    words: Words
    measures: Measures
    columns: dict[str, float]
    heads: tuple[Fitted | None, ...]
    strip: Strip
    groups: tuple[tuple[Fitted, float], ...]
    tick: str
    returning: Fitted
    consent: Fitted | None
    say: Fitted | None
    legend_height: float

    def inside(self, column: str) -> float:
        """The width of a column without its padding."""
        return self.columns[column] - 2 * PADDING

    @property
    def bars_height(self) -> float:
        consent = self.consent.height + 2 * GAP if self.consent else 0.0
        return self.returning.height + 2 * GAP + consent

    @property
    def foot_height(self) -> float:
        say = self.say.height + GAP if self.say else 0.0
        return self.legend_height + say + self.measures.tally + 2 * GAP

    @property
    def rows_room(self) -> float:
        """The height that every page leaves for doors."""
        return self._room_above(self.foot_height)

    def room_on(self, page: int) -> float:
        """The height that a page of a sheet, counted from 1, leaves: in large print the first alone has the foot."""
        if page == 1 or not self.measures.is_large:
            return self.rows_room
        # Nothing touches a corner mark: it could not be told from what it touches.
        return self._room_above(self.measures.corner + 2 * GAP)

    def _room_above(self, foot: float) -> float:
        measures = self.measures
        return HEIGHT - measures.head - self.bars_height - measures.table_head - foot - GAP


def make_frame(pack: PackText) -> Frame:
    """Work out what all pages of a pack share. Raises ValueError where its codes do not fit side by side."""
    measures = measures_of(large=pack.is_large)
    before = _columns_before_boxes(pack, measures)
    room = WIDTH - sum(before.values()) - 2 * PADDING - measures.narrowest_note
    strip = draw_strip(pack.codes, measures, room=room)
    columns = {**before, "codes": strip.width + 2 * PADDING}
    columns["note"] = WIDTH - sum(columns.values())
    words = pack.words
    return Frame(
        words=words,
        measures=measures,
        columns=columns,
        heads=tuple(_column_head(words, name, width, measures) for name, width in columns.items()),
        strip=strip,
        groups=tuple((_head(name, width, measures), width) for name, width in strip.groups),
        tick=draw_tick_box(measures.tick),
        returning=_bar(words.confidential, pack.returning, measures.returning),
        consent=_bar(words.mark_one, pack.consent, measures.consent) if pack.consent else None,
        say=_bar(words.say, pack.privacy, measures.say) if pack.privacy else None,
        legend_height=_legend_height(pack, measures.legend),
    )


def _columns_before_boxes(pack: PackText, measures: Measures) -> dict[str, float]:
    columns: dict[str, float] = {}
    for name, width in measures.columns.items():
        columns[name] = width
        if name == "line" and pack.has_line_codes:
            columns["scan"] = measures.scan
    return columns | ({"agreed": measures.agreed} if pack.consent else {})


def _bar(lead: str, text: str, sizes: tuple[float, ...]) -> Fitted:
    runs = [Run(lead, bold=True), Run(text)]
    return fit_or_grow(runs, width=WIDTH - 4 * PADDING, height=sizes[0] * 1.2 * MM_PER_POINT, sizes=sizes)


def _column_head(words: Words, name: str, width: float, measures: Measures) -> Fitted | None:
    return None if name == "codes" else _head(getattr(words, name), width - 2 * PADDING, measures)


def _head(word: str, width: float, measures: Measures) -> Fitted:
    room = {"width": width, "height": measures.table_head}
    return fit_or_grow([Run(word, bold=True)], sizes=measures.column_heads, **room)


def _legend_height(pack: PackText, size: float) -> float:
    entries = [
        Run(f"{code.letters} {code.label}...".replace(" ", UNBROKEN), bold=True)
        for code in (*pack.codes, *pack.legend)
    ]
    return fit_or_grow(entries, width=WIDTH - 2 * PADDING, height=0.0, sizes=(size,)).height
