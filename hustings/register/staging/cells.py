"""Rows as one text parameter a batch, taken apart by the database.

The row-level security of the staging table, which a COPY refuses to write to, holds for an INSERT, and so written it
costs little more than the COPY would.
"""

from collections.abc import Iterable, Mapping, Sequence

CELL_END, ROW_END = "\x1f", "\x1e"
WITHOUT_ENDS = str.maketrans({CELL_END: " ", ROW_END: " "})


def cast(names: Sequence[str], casts: Mapping[str, str]) -> str:
    """SQL for the cells of `c` in the order of `names`: text, or what `casts` has it be, where an empty one is null."""
    return ", ".join(
        f"nullif(c[{at}], '')::{casts[name]}" if name in casts else f"c[{at}]"
        for at, name in enumerate(names, 1)
    )


def cut(parameter: str) -> str:
    """SQL for the rows of a parameter, each as `c`, an array of its cells."""
    return f"""(SELECT string_to_array(row, E'\\x1f') AS c
    FROM string_to_table(%({parameter})s, E'\\x1e') AS row OFFSET 0) AS cut"""


def written(rows: Iterable[Sequence[object]]) -> str:
    """Write rows for such a parameter; None is empty."""
    return ROW_END.join(map(_row, rows))


def _row(row: Sequence[object]) -> str:
    cells = ["" if value is None else str(value) for value in row]
    text = CELL_END.join(cells)
    if text.count(CELL_END) == len(cells) - 1 and ROW_END not in text:
        return text
    return CELL_END.join(cell.translate(WITHOUT_ENDS) for cell in cells)
