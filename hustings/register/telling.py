"""An import in plain words: what it would change or changed, what looks odd, and why rows were refused."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hustings.register.faults import Reason
from hustings.register.models import Import, ImportRefusal


@dataclass(frozen=True)
class Refused:
    """A refused row for a person to read: where it stands in the file, and what to do."""

    line: int
    column: int
    sentence: str


SENTENCES: dict[str, Callable[[int], str]] = {
    "added": lambda n: ngettext("%d elector is new.", "%d electors are new.", n),
    "returned": lambda n: ngettext("%d elector is back.", "%d electors are back.", n),
    "closed": lambda n: ngettext("%d elector has left.", "%d electors have left.", n),
    "renewed": lambda n: ngettext(
        "%d elector is taken over from the edition before.",
        "%d electors are taken over from the edition before.",
        n,
    ),
    "amended": lambda n: ngettext("%d entry is changed.", "%d entries are changed.", n),
    "renamed": lambda n: ngettext("%d elector has another name.", "%d electors have another name.", n),
    "moved": lambda n: ngettext(
        "%d elector has moved to another door.", "%d electors have moved to another door.", n
    ),
    "unchanged": lambda n: ngettext("%d entry stays as it is.", "%d entries stay as they are.", n),
    "doors_new": lambda n: ngettext("%d door is new.", "%d doors are new.", n),
    "streets_new": lambda n: ngettext("%d street is new.", "%d streets are new.", n),
    "districts_new": lambda n: ngettext("%d polling district is new.", "%d polling districts are new.", n),
    "dropped_outside": lambda n: ngettext(
        "%d row lies in a constituency where you may not import, and is left out.",
        "%d rows lie in constituencies where you may not import, and are left out.",
        n,
    ),
    "cancelled": lambda n: ngettext(
        "%d row was added and deleted in one month, and is left out.",
        "%d rows were added and deleted in one month, and are left out.",
        n,
    ),
    "gone_before": lambda n: ngettext(
        "%d deletion is of somebody who had left already.",
        "%d deletions are of people who had left already.",
        n,
    ),
}
"""What changes, most important first."""

ODDITIES: dict[str, Callable[[int], str]] = {
    "lost letters": lambda n: ngettext(
        "%d name holds a question mark where a letter was lost on the way to us. Ask the council for a file in UTF-8.",
        "%d names hold a question mark where a letter was lost on the way to us. Ask the council for a file in UTF-8.",
        n,
    ),
    "no address": lambda n: ngettext(
        "%d elector has no address here and is on no sheet: overseas, declared locally or anonymous.",
        "%d electors have no address here and are on no sheet: overseas, declared locally or anonymous.",
        n,
    ),
    "no coordinates": lambda n: ngettext(
        "%d elector lives at a postcode whose place we do not know: no dot on the map. Import the postcodes.",
        "%d electors live at postcodes whose place we do not know: no dots on the map. Import the postcodes.",
        n,
    ),
    "unsure": lambda n: ngettext(
        "%d elector shares name and door with somebody else, and is taken as new, so that no answers are mixed up.",
        "%d electors share name and door with somebody else, and are taken as new, so that no answers are mixed up.",
        n,
    ),
}


def difference_in_words(counts: dict[str, int]) -> list[str]:
    """Say what changes; what is nought is left unsaid."""
    said = [say(counts[key]) % counts[key] for key, say in SENTENCES.items() if counts.get(key)]
    return said or [_("Nothing: the register says all of this already.")]


def warnings_in_words(warnings: Iterable[dict[str, Any]]) -> list[str]:
    """Say what looks odd, for whoever decides whether to apply the file."""
    return [_warning(warning) for warning in warnings]


def _warning(warning: dict[str, Any]) -> str:
    kind = warning["kind"]
    if kind == "many leave":
        return _(
            "%(count)d of the %(of)d electors of %(letters)s are not in this file. Was it cut short?"
        ) % {"count": warning["count"], "of": warning["of"], "letters": warning["letters"]}
    if kind == "unknown markers":
        return _(
            "The markers %s are not known to us. They are kept as they are and change nobody's right to vote."
        ) % (", ".join(warning["letters"]))
    count: int = warning["count"]
    return ODDITIES[kind](count) % count


def refusals_in_words(refusals: Iterable[ImportRefusal]) -> list[Refused]:
    """Say of each refused row why, and what to do."""
    return [Refused(row.line, row.column, str(Reason(row.reason).label)) for row in refusals]


def looked_over(run: Import) -> str:
    """The sentence at the end of a dry run."""
    refused = run.counts.get("refused", 0)
    read = ngettext("%d row was read.", "%d rows were read.", run.counts["read"]) % run.counts["read"]
    left = ngettext("%d row is refused.", "%d rows are refused.", refused) % refused if refused else ""
    return " ".join(
        filter(None, (read, left, _("The register is as it was; look at the difference and apply it.")))
    )


def ended(run: Import) -> str:
    """The sentence at the end of an import."""
    return _("The register is brought up to date. %s") % " ".join(difference_in_words(run.counts)[:3])


def took_back() -> str:
    """The sentence at the end of an undo."""
    return _("The import is undone: the register is as it was before. What people told us stays.")
