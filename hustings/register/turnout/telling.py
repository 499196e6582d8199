"""What a marked register says, in words."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hustings.lib.markup import grouped
from hustings.register.models import Import
from hustings.register.staging.list_words import other_names_in_words, outside_in_words

SENTENCES: dict[str, Callable[[int], str]] = {
    "voted": lambda n: ngettext(
        "%s person is marked as having voted.", "%s people are marked as having voted.", n
    ),
    "not": lambda n: ngettext(
        "%s person has no mark: did not vote.", "%s people have no mark: did not vote.", n
    ),
    "elsewhere": lambda n: ngettext(
        "%s absent voter is passed over: their own list tells.",
        "%s absent voters are passed over: their own list tells.",
        n,
    ),
    "amended": lambda n: ngettext(
        "%s person was recorded otherwise from the same list before, which this replaces.",
        "%s people were recorded otherwise from the same list before, which this replaces.",
        n,
    ),
    "unchanged": lambda n: ngettext("%s is known already.", "%s are known already.", n),
    "dropped_outside": outside_in_words,
}


def marked_in_words(counts: dict[str, Any]) -> list[str]:
    """Say whom a marked register marks, and what of it replaces something."""
    return [say(counts[key]) % grouped(counts[key]) for key, say in SENTENCES.items() if counts.get(key)]


def marked_warnings(warnings: Iterable[dict[str, Any]]) -> list[str]:
    """Say what looks odd about a marked register, for whoever decides whether to apply it."""
    return [_warning(warning) for warning in warnings]


def _warning(warning: dict[str, Any]) -> str:
    if warning["kind"] == "voted twice":
        return ngettext(
            "%s person is marked here and on another list of the same poll. Both are kept: one of the lists is wrong.",
            "%s people are marked here and on another list of the same poll. Both are kept: one of the lists is wrong.",
            warning["count"],
        ) % grouped(warning["count"])
    if warning["kind"] == "other absent voters":
        return _(
            "%(count)s of the %(of)s absent voters of this list are not absent voters in the register: are its "
            "numbers those of another edition?"
        ) % {"count": grouped(warning["count"]), "of": grouped(warning["of"])}
    return other_names_in_words(warning["count"], warning["lines"])


def marked_ended(run: Import) -> str:
    """The sentence at the end of an import."""
    return _("The turnout is written. %s") % " ".join(marked_in_words(run.counts)[:2])
