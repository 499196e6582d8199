"""The frame that every page of a pack shares: its columns, its head and foot, and the room left for rows.

Lengths are millimetres on A4 landscape, which a clipboard holds and which leaves a line's width to write on.
"""

from dataclasses import dataclass

from hustings.paper.drawings import Strip, draw_strip, draw_tick_box
from hustings.paper.fitting import MM_PER_POINT, Fitted, Run, fit_or_grow
from hustings.paper.sheet_text import PackText, Words

PAPER = (297.0, 210.0)
LEFT, TOP, BOTTOM = 8.0, 7.0, 6.0
WIDTH = PAPER[0] - 2 * LEFT
HEIGHT = PAPER[1] - TOP - BOTTOM
CORNER, CORNER_ROOM = 5.0, 7.0
SQUARE = 25.0
HEAD = 25.4
TABLE_HEAD = 6.0
TALLY = 9.0
GAP = 1.2
PADDING = 1.6
NARROWEST_NOTE = 26.0
COLUMNS = {"door": 25.0, "line": 9.5, "number": 21.0, "name": 59.0, "marks": 23.0, "last": 18.0}
AGREED = 14.0
TICK = 5.6

LEGEND_SIZE = 8.0
UNBROKEN = "\u00a0"
HEAD_SIZES = (7.5, 6.5, 5.5, 5.0)


@dataclass(frozen=True, slots=True)
class Frame:
    """What is worked out once for a pack.

    `columns` are widths by name in the order of print, `heads` what stands above them: None over the codes,
    where the `groups` of codes have their names and widths.
    """

    words: Words
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
        return self.legend_height + say + TALLY + 2 * GAP

    @property
    def rows_room(self) -> float:
        """The height that a page leaves for doors."""
        return HEIGHT - HEAD - self.bars_height - TABLE_HEAD - self.foot_height - GAP


def make_frame(pack: PackText) -> Frame:
    """Work out what all pages of a pack share. Raises ValueError where its codes do not fit side by side."""
    fixed = sum(COLUMNS.values()) + (AGREED if pack.consent else 0.0) + 2 * PADDING
    strip = draw_strip(pack.codes, room=WIDTH - fixed - NARROWEST_NOTE)
    columns = {**COLUMNS, **({"agreed": AGREED} if pack.consent else {}), "codes": strip.width + 2 * PADDING}
    columns["note"] = WIDTH - sum(columns.values())
    words = pack.words
    return Frame(
        words=words,
        columns=columns,
        heads=tuple(_column_head(words, name, width) for name, width in columns.items()),
        strip=strip,
        groups=tuple((_head(name, width), width) for name, width in strip.groups),
        tick=draw_tick_box(TICK),
        returning=_bar(words.confidential, pack.returning, (11.0, 10.0, 9.0)),
        consent=_bar(words.mark_one, pack.consent, (10.0, 9.0)) if pack.consent else None,
        say=_bar(words.say, pack.privacy, (8.5, 8.0)) if pack.privacy else None,
        legend_height=_legend_height(pack),
    )


def _bar(lead: str, text: str, sizes: tuple[float, ...]) -> Fitted:
    runs = [Run(lead, bold=True), Run(text)]
    return fit_or_grow(runs, width=WIDTH - 4 * PADDING, height=sizes[0] * 1.2 * MM_PER_POINT, sizes=sizes)


def _column_head(words: Words, name: str, width: float) -> Fitted | None:
    return None if name == "codes" else _head(getattr(words, name), width - 2 * PADDING)


def _head(word: str, width: float) -> Fitted:
    return fit_or_grow([Run(word, bold=True)], width=width, height=TABLE_HEAD, sizes=HEAD_SIZES)


def _legend_height(pack: PackText) -> float:
    entries = [
        Run(f"{code.letters} {code.label}...".replace(" ", UNBROKEN), bold=True)
        for code in (*pack.codes, *pack.legend)
    ]
    return fit_or_grow(entries, width=WIDTH - 2 * PADDING, height=0.0, sizes=(LEGEND_SIZE,)).height
