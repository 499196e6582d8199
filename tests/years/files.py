"""Every layout of a full register and every coding of changes by its name, as a council would send it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from tests.years import eros, idox, xpress
from tests.years.truth import Entry, Step
from tests.years.writing import Hand

UTF_8, WITH_MARK, CP1252, UTF_16 = "utf-8", "utf-8-sig", "cp1252", "utf-16-le"

FULL: dict[str, tuple[Callable[[Iterable[Entry], Hand], bytes], Hand]] = {
    "xpress 14": (xpress.write_full, Hand(CP1252)),
    "xpress 13": (partial(xpress.write_full, combined=True), Hand(WITH_MARK)),
    "eros csv": (eros.write_full, Hand(WITH_MARK, with_reference=True, with_uprn=True)),
    "eros csv, older": (eros.write_full, Hand(CP1252)),
    "eros pp": (eros.write_pp_full, Hand(UTF_16, "\t")),
    "eros pp without status": (
        partial(eros.write_pp_full, with_status=False),
        Hand(UTF_8, "\t", with_uprn=True),
    ),
    "idox": (idox.write_full, Hand(CP1252)),
}
UPDATES: dict[str, tuple[Callable[[Step, Hand], bytes], Hand]] = {
    "xpress": (xpress.write_update, Hand(UTF_8)),
    "eros": (eros.write_update, Hand(CP1252)),
    "eros pp": (eros.write_pp_update, Hand(UTF_16, "\t")),
    "idox": (idox.write_update, Hand(CP1252)),
}


def full_file(step: Step, layout: str, **otherwise: object) -> bytes:
    """A step's whole register as a file; `otherwise` changes the Hand: encoding, delimiter, initials_only ..."""
    write, hand = FULL[layout]
    return write(step.after.values(), replace(hand, **otherwise))  # type: ignore[arg-type]


def update_file(step: Step, coding: str, **otherwise: object) -> bytes:
    """A month's alterations as a file."""
    write, hand = UPDATES[coding]
    return write(step, replace(hand, **otherwise))  # type: ignore[arg-type]
