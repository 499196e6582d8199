"""QR codes for pages by the thousand.

A QR code is linear: with size, level and mask fixed, flipping one bit of its text flips the same modules whatever the
rest says. So the library draws one code and the modules that each bit flips, and every other code of that length is
their sum. That is a hundred times as fast, and as much time as typesetting was spent on it before.
"""

import re

import segno

from hustings.lib.markup import element

QUIET = 4
DARK = re.compile("1+")

# Any mask is valid; weighing all eight would take longer still.
MASK = 1


class SquareCodes:
    """Draws QR codes of level M, so that a raindrop does not spoil them, with their quiet zone."""

    def __init__(self) -> None:
        self._first: dict[int, tuple[bytes, int, int]] = {}
        self._flipped: dict[tuple[int, int, int], int] = {}

    def drawn(self, text: str) -> str:
        """Draw a text as SVG in one path. Raises ValueError for text that is not ASCII: a scanner's keyboard is."""
        modules, side = self.modules(text)
        rows = f"{modules:0{side * side}b}"
        dark = "".join(
            f"M{run.start() + QUIET} {place + QUIET}h{len(run[0])}"
            for place in range(side)
            for run in DARK.finditer(rows[place * side : (place + 1) * side])
        )
        path = element("path", d=dark, stroke="#000", transform="translate(0 .5)")
        whole = side + 2 * QUIET
        return element("svg", path, xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {whole} {whole}")

    def modules(self, text: str) -> tuple[int, int]:
        """The modules of a text's code as one number, row after row from the left, and how many a row has."""
        said = text.encode("ascii")
        if len(said) not in self._first:
            self._first[len(said)] = (said, *_encoded(said))
        first, modules, side = self._first[len(said)]
        for place, (had, wanted) in enumerate(zip(first, said, strict=True)):
            differing = had ^ wanted
            while differing:
                bit = differing & -differing
                modules ^= self._flips(len(said), place, bit)
                differing ^= bit
        return modules, side

    def _flips(self, length: int, place: int, bit: int) -> int:
        """The modules that one bit of one character flips in codes of this length."""
        key = (length, place, bit)
        if key not in self._flipped:
            first, modules, _side = self._first[length]
            changed = first[:place] + bytes([first[place] ^ bit]) + first[place + 1 :]
            self._flipped[key] = modules ^ _encoded(changed)[0]
        return self._flipped[key]


def _encoded(said: bytes) -> tuple[int, int]:
    matrix = segno.make(said, micro=False, error="m", boost_error=False, mask=MASK, mode="byte").matrix
    return int("".join(str(module) for row in matrix for module in row), 2), len(matrix)
