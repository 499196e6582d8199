"""An import in plain words: what it would change or changed, what looks odd, and why rows were refused."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hustings.lib.markup import grouped
from hustings.register.faults import Reason
from hustings.register.models import Import, ImportRefusal


@dataclass(frozen=True)
class Refused:
    """A refused row for a person to read: where it stands in the file, and what to do."""

    line: int
    column: int
    sentence: str


SENTENCES: dict[str, Callable[[int], str]] = {
    "added": lambda n: ngettext("%s elector is new.", "%s electors are new.", n),
    "returned": lambda n: ngettext("%s elector is back.", "%s electors are back.", n),
    "closed": lambda n: ngettext("%s elector has left.", "%s electors have left.", n),
    "renewed": lambda n: ngettext(
        "%s elector is taken over from the edition before.",
        "%s electors are taken over from the edition before.",
        n,
    ),
    "amended": lambda n: ngettext("%s entry is changed.", "%s entries are changed.", n),
    "renamed": lambda n: ngettext("%s elector has another name.", "%s electors have another name.", n),
    "moved": lambda n: ngettext(
        "%s elector has moved to another door.", "%s electors have moved to another door.", n
    ),
    "unchanged": lambda n: ngettext("%s entry stays as it is.", "%s entries stay as they are.", n),
    "doors_new": lambda n: ngettext("%s door is new.", "%s doors are new.", n),
    "streets_new": lambda n: ngettext("%s street is new.", "%s streets are new.", n),
    "districts_new": lambda n: ngettext("%s polling district is new.", "%s polling districts are new.", n),
    "dropped_outside": lambda n: ngettext(
        "%s row lies in a constituency where you may not import, and is left out.",
        "%s rows lie in constituencies where you may not import, and are left out.",
        n,
    ),
    "cancelled": lambda n: ngettext(
        "%s row was added and deleted in one month, and is left out.",
        "%s rows were added and deleted in one month, and are left out.",
        n,
    ),
    "gone_before": lambda n: ngettext(
        "%s deletion is of somebody who had left already.",
        "%s deletions are of people who had left already.",
        n,
    ),
}
"""What changes, most important first."""

ODDITIES: dict[str, Callable[[int], str]] = {
    "lost letters": lambda n: ngettext(
        "%s name holds a question mark where a letter was lost on the way to us. Ask the council for a file in UTF-8.",
        "%s names hold a question mark where a letter was lost on the way to us. Ask the council for a file in UTF-8.",
        n,
    ),
    "no address": lambda n: ngettext(
        "%s elector has no address here and is on no sheet: overseas, declared locally or anonymous.",
        "%s electors have no address here and are on no sheet: overseas, declared locally or anonymous.",
        n,
    ),
    "no coordinates": lambda n: ngettext(
        "%s elector lives at a postcode whose place we do not know: no dot on the map. Import the postcodes.",
        "%s electors live at postcodes whose place we do not know: no dots on the map. Import the postcodes.",
        n,
    ),
    "unsure": lambda n: ngettext(
        "%s elector shares name and door with somebody else, and is taken as new, so that no answers are mixed up.",
        "%s electors share name and door with somebody else, and are taken as new, so that no answers are mixed up.",
        n,
    ),
}


def difference_in_words(counts: dict[str, int]) -> list[str]:
    """Say what changes; what is nought is left unsaid."""
    said = [say(counts[key]) % grouped(counts[key]) for key, say in SENTENCES.items() if counts.get(key)]
    return said or [_("Nothing: the register says all of this already.")]


def warnings_in_words(warnings: Iterable[dict[str, Any]]) -> list[str]:
    """Say what looks odd, for whoever decides whether to apply the file."""
    return [_warning(warning) for warning in warnings]


def _warning(warning: dict[str, Any]) -> str:
    kind = warning["kind"]
    if kind == "many leave":
        return _(
            "%(count)s of the %(of)s electors of %(letters)s are not in this file. Was it cut short?"
        ) % {"count": grouped(warning["count"]), "of": grouped(warning["of"]), "letters": warning["letters"]}
    if kind == "unknown markers":
        return _(
            "The markers %s are not known to us. They are kept as they are and change nobody's right to vote."
        ) % (", ".join(warning["letters"]))
    count: int = warning["count"]
    return ODDITIES[kind](count) % grouped(count)


def refusals_in_words(refusals: Iterable[ImportRefusal]) -> list[Refused]:
    """Say of each refused row why, and what to do."""
    return [Refused(row.line, row.column, str(Reason(row.reason).label)) for row in refusals]


def looked_over(run: Import) -> str:
    """The sentence at the end of a dry run."""
    refused = run.counts.get("refused", 0)
    read = ngettext("%s row was read.", "%s rows were read.", run.counts["read"]) % grouped(
        run.counts["read"]
    )
    left = (
        ngettext("%s row is refused.", "%s rows are refused.", refused) % grouped(refused) if refused else ""
    )
    return " ".join(
        filter(None, (read, left, _("The register is as it was; look at the difference and apply it.")))
    )


def ended(run: Import) -> str:
    """The sentence at the end of an import."""
    return _("The register is brought up to date. %s") % " ".join(difference_in_words(run.counts)[:3])


def took_back() -> str:
    """The sentence at the end of an undo."""
    return _("The import is undone: the register is as it was before. What people told us stays.")
