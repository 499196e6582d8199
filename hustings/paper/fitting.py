"""Fits words into a space of the page by measuring them in the very fonts they are printed in.

All breaking of lines happens here, so that a page's length is known before it is set.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).with_name("fonts")
FACES = {False: FONTS / "DejaVuSansCondensed.ttf", True: FONTS / "DejaVuSansCondensed-Bold.ttf"}
MM_PER_POINT = 25.4 / 72
LINE_PITCH = 1.16

# A word set by the typesetter may come out a hair wider than measured: it kerns and rounds by its own lights.
SAFETY = 1.015
EM = 1000
NO_LETTER_IS_WIDER = 1.1
NO_LETTER = "\uffff"

# Control characters count as spaces; a no-break space does not part words.
BREAKING = re.compile(r"[\x00-\x20\x7f-\x9f]+")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one weight."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Fitted:
    """Text broken into lines at a size in points; each line is its runs, already spaced."""

    size: float
    lines: tuple[tuple[Run, ...], ...]

    @property
    def height(self) -> float:
        """Millimetres from the top of the first line to the foot of the last."""
        return len(self.lines) * self.size * LINE_PITCH * MM_PER_POINT

    @property
    def plain(self) -> str:
        return " ".join("".join(run.text for run in line) for line in self.lines)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    bold: bool
    spaced: bool


def fit(runs: Iterable[Run], *, width: float, height: float, sizes: tuple[float, ...]) -> Fitted | None:
    """Set runs at the first of the sizes (points) at which they fit in width and height (mm); None if at none.

    A size at which a word would be broken is passed over as long as there is a smaller one.
    """
    whole = _on_one_line(runs := list(runs))
    if (
        _line_width(whole) <= width / MM_PER_POINT / sizes[0]
        and sizes[0] * LINE_PITCH * MM_PER_POINT <= height
    ):
        return Fitted(sizes[0], (whole,))
    words = [word for run in runs for word in _words(run)]
    for size in sizes:
        room = width / MM_PER_POINT / size
        broken = size != sizes[-1] and any(_is_too_wide(word, room) for word in words)
        if not broken and (fitted := Fitted(size, _lines(words, room))).height <= height:
            return fitted
    return None


def fit_or_grow(runs: Iterable[Run], *, width: float, height: float, sizes: tuple[float, ...]) -> Fitted:
    """Set runs as `fit` does; what fits at no size is set at the smallest and may be higher than asked."""
    runs = list(runs)
    smallest = sizes[-1:]
    return fit(runs, width=width, height=height, sizes=sizes) or _unbounded(runs, width, smallest)


def width_of(text: str, *, bold: bool) -> float:
    """Measure a text in ems, a little generously."""
    return sum(map(ADVANCES[bold].__getitem__, text))


def _unbounded(runs: list[Run], width: float, sizes: tuple[float, ...]) -> Fitted:
    fitted = fit(runs, width=width, height=float("inf"), sizes=sizes)
    assert fitted is not None
    return fitted


def displayed(text: str) -> str:
    """Put a question mark for every letter that our fonts cannot show, so that no name stops the print."""
    lacking = {letter: "?" for letter in map(ord, set(text)) if DISPLAYED[letter] != letter}
    return text.translate(lacking) if lacking else text


def _on_one_line(runs: list[Run]) -> tuple[Run, ...]:
    texts = ((_plainly_spaced(run.text), run.bold) for run in runs)
    said = [(text, bold) for text, bold in texts if text]
    return tuple(Run(f" {text}" if place else text, bold) for place, (text, bold) in enumerate(said))


def _plainly_spaced(text: str) -> str:
    if text.isprintable() and "  " not in text:
        return text.strip(" ")
    return " ".join(BREAKING.split(text)).strip(" ")


def _line_width(line: tuple[Run, ...]) -> float:
    return sum(width_of(run.text, bold=run.bold) for run in line)


def _words(run: Run) -> Iterator[_Word]:
    for word in BREAKING.split(run.text):
        pieces = word.replace("-", "-\0").split("\0")
        for place, piece in enumerate(piece for piece in pieces if piece):
            yield _Word(piece, run.bold, spaced=place == 0)


def _lines(words: list[_Word], room: float) -> tuple[tuple[Run, ...], ...]:
    """Break words into lines of at most `room` ems, inside a word only where the word alone is too wide."""
    lines: list[list[_Word]] = [[]]
    used = 0.0
    for word in (piece for whole in words for piece in _split_to_fit(whole, room)):
        space = width_of(" ", bold=word.bold) if word.spaced and lines[-1] else 0.0
        wide = width_of(word.text, bold=word.bold)
        if lines[-1] and used + space + wide > room:
            lines.append([])
            used = space = 0.0
        lines[-1].append(word)
        used += space + wide
    return tuple(_joined(line) for line in lines)


def _split_to_fit(word: _Word, room: float) -> Iterator[_Word]:
    rest, spaced = word.text, word.spaced
    while len(rest) > 1 and _is_too_wide(_Word(rest, word.bold, spaced), room):
        most = next(
            n for n in range(len(rest), 0, -1) if n == 1 or width_of(rest[:n], bold=word.bold) <= room
        )
        yield _Word(rest[:most], word.bold, spaced)
        rest, spaced = rest[most:], False
    yield _Word(rest, word.bold, spaced)


def _is_too_wide(word: _Word, room: float) -> bool:
    return len(word.text) * NO_LETTER_IS_WIDER > room and width_of(word.text, bold=word.bold) > room


def _joined(line: list[_Word]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for word in line:
        text = f" {word.text}" if word.spaced and runs else word.text
        if runs and runs[-1].bold == word.bold:
            runs[-1] = Run(runs[-1].text + text, word.bold)
        else:
            runs.append(Run(text, word.bold))
    return tuple(runs)


@cache
def _face(*, bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FACES[bold], EM, layout_engine=ImageFont.Layout.BASIC)


class _Advances(dict[str, float]):
    """The width of each letter in ems, measured when it is first met; kerning only ever makes words narrower."""

    def __init__(self, *, bold: bool) -> None:
        super().__init__()
        self._bold = bold

    def __missing__(self, letter: str) -> float:
        self[letter] = _face(bold=self._bold).getlength(letter) / EM * SAFETY
        return self[letter]


class _Displayed(dict[int, int]):
    """Each letter as itself, or as a question mark where our fonts have no shape for it."""

    def __missing__(self, letter: int) -> int:
        shapes = (bytes(face.getmask(chr(letter))) for face in _small_faces())
        lacking = any(shape == none for shape, none in zip(shapes, _no_shapes(), strict=True))
        self[letter] = ord("?") if lacking else letter
        return self[letter]


@cache
def _small_faces() -> tuple[ImageFont.FreeTypeFont, ...]:
    return tuple(
        ImageFont.truetype(path, 24, layout_engine=ImageFont.Layout.BASIC) for path in FACES.values()
    )


@cache
def _no_shapes() -> tuple[bytes, ...]:
    return tuple(bytes(face.getmask(NO_LETTER)) for face in _small_faces())


DISPLAYED = _Displayed()
ADVANCES = {bold: _Advances(bold=bold) for bold in FACES}
