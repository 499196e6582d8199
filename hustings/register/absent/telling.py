"""What an absent-voter list changes, in words."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hustings.lib.markup import grouped
from hustings.register.models import Import
from hustings.register.staging.list_words import other_names_in_words, outside_in_words

SENTENCES: dict[str, Callable[[int], str]] = {
    "added": lambda n: ngettext(
        "%s elector begins to vote by post or proxy.", "%s electors begin to vote by post or proxy.", n
    ),
    "amended": lambda n: ngettext(
        "%s elector votes in another way, or until another day, than before.",
        "%s electors vote in another way, or until another day, than before.",
        n,
    ),
    "closed": lambda n: ngettext(
        "%s elector is not on the list any more and votes at the polling station.",
        "%s electors are not on the list any more and vote at the polling station.",
        n,
    ),
    "unchanged": lambda n: ngettext("%s elector stays as they were.", "%s electors stay as they were.", n),
    "dropped_outside": outside_in_words,
}
KINDS: dict[str, Callable[[int], str]] = {
    "postal": lambda n: ngettext("%s votes by post", "%s vote by post", n),
    "proxy": lambda n: ngettext("%s votes by proxy", "%s vote by proxy", n),
    "proxy_postal": lambda n: ngettext(
        "%s votes by a proxy, who votes by post", "%s vote by a proxy, who votes by post", n
    ),
}


def absent_in_words(counts: dict[str, int]) -> list[str]:
    """Say what changes, and how those on the list vote."""
    said = [say(counts[key]) % grouped(counts[key]) for key, say in SENTENCES.items() if counts.get(key)]
    kinds = [say(counts[key]) % grouped(counts[key]) for key, say in KINDS.items() if counts.get(key)]
    if kinds:
        said.append(_("Of those on the list: %s.") % ", ".join(kinds))
    return said or [_("Nothing: all of this is known already.")]


def absent_warnings(warnings: Iterable[dict[str, Any]]) -> list[str]:
    """Say what looks odd about a list, for whoever decides whether to apply it."""
    return [_warning(warning) for warning in warnings]


def _warning(warning: dict[str, Any]) -> str:
    kind = warning["kind"]
    if kind == "details kept":
        day = date.fromisoformat(warning["until"])
        return _(
            "Where ballot papers are sent and who the proxies are is kept until %s, as was asked, and then forgotten."
        ) % date_format(day, "j F Y")
    if kind == "no names":
        return _(
            "The list has no names to hold against the register: make sure that its numbers are of this edition."
        )
    if kind == "past edition":
        return _("This edition is not the one in force any more. Its numbers may be other people’s now.")
    if kind == "many end":
        return _(
            "%(count)s of %(of)s absent votes would end: is this the full list, or an addition to it?"
        ) % {
            "count": grouped(warning["count"]),
            "of": grouped(warning["of"]),
        }
    if kind == "other names":
        return other_names_in_words(warning["count"], warning["lines"])
    return ngettext(
        "%s absent vote of another kind stays as it is: this list has none of that kind.",
        "%s absent votes of other kinds stay as they are: this list has none of those kinds.",
        warning["count"],
    ) % grouped(warning["count"])


def absent_ended(run: Import) -> str:
    """The sentence at the end of an import."""
    return _("The absent voters are brought up to date. %s") % " ".join(absent_in_words(run.counts)[:2])
