"""A file whose columns have slipped is refused whole: hundreds of refused rows would say less than one sentence."""

from typing import Any

from django.utils.translation import gettext as _

from hustings.register.faults import Reason, UnableToReadFile
from hustings.register.staging.rows import faults_of

SLIPPED = (
    Reason.NUMBER,
    Reason.LETTERS,
    Reason.TOO_MANY_CELLS,
    Reason.DATE,
    Reason.NAME,
    Reason.CHANGE,
    Reason.MARKERS,
    Reason.POSTCODE,
)
FEW = 3
SHARE = 10


def refuse_shifted(parameters: dict[str, Any], read: int) -> None:
    """Raise UnableToReadFile where more than a tenth of the rows hold something else than their headings say."""
    faults = [fault for fault in faults_of(parameters) if fault[0] in SLIPPED]
    rows = sum(count for _reason, count, _line, _column in faults)
    if rows <= FEW or rows * SHARE <= read:
        return
    reason, _count, line, column = min(faults, key=lambda fault: fault[2])
    raise UnableToReadFile(
        _(
            "%(rows)d of %(read)d rows do not hold what their headings say; the first is line %(line)d, column "
            "%(column)d: %(why)s. The columns were shifted. Send the council's own file, unedited. Nothing was kept."
        )
        % {"rows": rows, "read": read, "line": line, "column": column, "why": Reason(reason).label}
    )
