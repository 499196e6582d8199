"""An import in plain words: what it would change or changed, what looks odd, and why rows were refused."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
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


CHANGES: dict[str, Callable[[int], str]] = {
    "added": lambda n: ngettext("%s elector is new.", "%s electors are new.", n),
    "returned": lambda n: ngettext("%s elector is back.", "%s electors are back.", n),
    "closed": lambda n: ngettext("%s elector has left.", "%s electors have left.", n),
    "moved": lambda n: ngettext(
        "%s elector has moved to another door.", "%s electors have moved to another door.", n
    ),
    "renumbered": lambda n: ngettext("%s elector has a new number.", "%s electors have new numbers.", n),
    "renamed": lambda n: ngettext("%s elector has another name.", "%s electors have another name.", n),
    "respelled": lambda n: ngettext("%s name is spelt otherwise.", "%s names are spelt otherwise.", n),
    "corrected": lambda n: ngettext(
        "%s elector has other markers or another date.",
        "%s electors have other markers or another date.",
        n,
    ),
    "doors_new": lambda n: ngettext("%s door is new.", "%s doors are new.", n),
    "streets_new": lambda n: ngettext("%s street is new.", "%s streets are new.", n),
    "districts_new": lambda n: ngettext("%s polling district is new.", "%s polling districts are new.", n),
}
"""What changes, most important first."""

NOTES: dict[str, Callable[[int], str]] = {
    "stayed": lambda n: ngettext("%s elector stays at their door.", "%s electors stay at their doors.", n),
    "superseded": lambda n: ngettext(
        "%s row is left out, since a later month said more of the same elector.",
        "%s rows are left out, since a later month said more of the same electors.",
        n,
    ),
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
    "attainers": lambda n: ngettext(
        "%s elector of the file comes of age on a later day, which is shown beside the name.",
        "%s electors of the file come of age on a later day, which is shown beside the name.",
        n,
    ),
    "overseas": lambda n: ngettext(
        "%s elector of the file lives overseas: counted, without an address, and on no walk.",
        "%s electors of the file live overseas: counted, without an address, and on no walk.",
        n,
    ),
    "anonymous": lambda n: ngettext(
        "%s elector of the file is anonymous: a number and nothing else, counted, and on no walk.",
        "%s electors of the file are anonymous: a number and nothing else, counted, and on no walk.",
        n,
    ),
    "elsewhere": lambda n: ngettext(
        "%s other elector of the file has no address here: counted, and on no walk.",
        "%s other electors of the file have no address here: counted, and on no walk.",
        n,
    ),
}
"""What does not change, or is left out, and who stands in the file without a door."""

ODDITIES: dict[str, Callable[[int], str]] = {
    "lost letters": lambda n: ngettext(
        "%s name holds a question mark where a letter was lost on the way to us. Ask the council for a file in UTF-8.",
        "%s names hold a question mark where a letter was lost on the way to us. Ask the council for a file in UTF-8.",
        n,
    ),
    "under age": lambda n: ngettext(
        "%s row is of somebody under 16, of whom nothing was kept but the line. No register that is supplied may hold "
        "them: tell the council which line it is, and delete your own copy of the file.",
        "%s rows are of people under 16, of whom nothing was kept but the lines. No register that is supplied may hold "
        "them: tell the council which lines they are, and delete your own copy of the file.",
        n,
    ),
    "no coordinates": lambda n: ngettext(
        "%s elector lives at a postcode whose place we do not know: no dot on the map. Import the postcodes.",
        "%s electors live at postcodes whose place we do not know: no dots on the map. Import the postcodes.",
        n,
    ),
    "unsure": lambda n: ngettext(
        "%s elector may be somebody we know, and is taken as new until somebody has said so.",
        "%s electors may be people we know, and are taken as new until somebody has said so.",
        n,
    ),
}


def refusals_of(run: Import) -> QuerySet[ImportRefusal]:
    """The rows of an import that were refused, without the notes of whom it ended before we knew them."""
    refused = ImportRefusal.objects.filter(constituency_id=run.constituency_id, run=run)
    return refused.exclude(reason=Reason.GONE_BEFORE)


def difference_in_words(counts: Mapping[str, int]) -> list[str]:
    """Say what changes, then what does not; what is nought is left unsaid."""
    said = _said(CHANGES, counts) or [_("Nothing: the register says all of this already.")]
    return said + _said(NOTES, counts)


def _said(sentences: Mapping[str, Callable[[int], str]], counts: Mapping[str, int]) -> list[str]:
    return [say(counts[key]) % grouped(counts[key]) for key, say in sentences.items() if counts.get(key)]


def warnings_in_words(warnings: Iterable[dict[str, Any]]) -> list[str]:
    """Say what looks odd, for whoever decides whether to apply the file."""
    return [_warning(warning) for warning in warnings]


def _warning(warning: dict[str, Any]) -> str:
    kind = warning["kind"]
    if kind == "many leave":
        return _(
            "%(count)s of the %(of)s electors of %(letters)s are not in this file. Was it cut short?"
        ) % {"count": grouped(warning["count"]), "of": grouped(warning["of"]), "letters": warning["letters"]}
    if kind == "district elsewhere":
        return _(
            "%(letters)s seems to have moved: %(count)s of its %(of)s electors have postcodes in %(there)s. They stay "
            "where the district lies until a change of boundaries is carried out."
        ) % {
            "letters": warning["letters"],
            "count": grouped(warning["count"]),
            "of": grouped(warning["of"]),
            "there": warning["there"],
        }
    if kind == "unknown markers":
        return _(
            "The markers %s are not known to us. They are kept as they are and change nobody's right to vote."
        ) % (", ".join(warning["letters"]))
    if kind == "stale markers":
        return _(
            "The markers %s are out of date. Ask the registration officer which elections these electors may vote in."
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
