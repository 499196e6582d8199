"""Sheets of labels as they are sold: A4, by the maker's number. Millimetres. Pure."""

from dataclasses import dataclass

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0


@dataclass(frozen=True, slots=True)
class LabelSize:
    """One kind of sheet: columns and rows of labels, how large one is, and the gap between two columns.

    Rows touch; what is left of the page is margin, the same on opposite sides.
    """

    code: str
    columns: int
    rows: int
    width: float
    height: float
    gap: float

    @property
    def count(self) -> int:
        return self.columns * self.rows

    @property
    def left(self) -> float:
        return (PAGE_WIDTH - self.columns * self.width - (self.columns - 1) * self.gap) / 2

    @property
    def top(self) -> float:
        return (PAGE_HEIGHT - self.rows * self.height) / 2

    def pages(self, labels: int, *, first: int = 1) -> int:
        """How many sheets so many labels take where the first free one is `first`, from 1."""
        return -(-(labels + first - 1) // self.count)


SIZES = {
    size.code: size
    for size in (
        LabelSize("L7160", 3, 7, 63.5, 38.1, 2.54),
        LabelSize("L7159", 3, 8, 63.5, 33.9, 2.54),
        LabelSize("L7163", 2, 7, 99.1, 38.1, 2.54),
        LabelSize("L7173", 2, 5, 99.1, 57.0, 2.54),
    )
}
