"""What a box holds, as the process that looks says it and the pages tell it. Pure."""

from enum import StrEnum

KEPT_SCALE = 5.5
"""Pixels a millimetre of the picture that is kept until a person has decided: a name is read at it."""


class Weight(StrEnum):
    """What is in a box, and for a doubtful one why it is."""

    EMPTY = "empty"
    MARKED = "marked"
    FILLED = "filled"
    FAINT = "faint"
    BETWEEN = "between"
    SCRIBBLED = "scribbled"


DOUBTFUL = frozenset({Weight.FAINT, Weight.BETWEEN, Weight.SCRIBBLED})
