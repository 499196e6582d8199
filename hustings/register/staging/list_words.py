"""What is said of every list of elector numbers in the same words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hustings.lib.markup import grouped
from hustings.register.models import Import


def outside_in_words(count: int) -> str:
    """Say how many rows lie beyond the actor's reach; the count stands as %s."""
    return ngettext(
        "%s row lies in a constituency where you may not import, and is left out.",
        "%s rows lie in constituencies where you may not import, and are left out.",
        count,
    )


def other_names_in_words(count: int, lines: list[int]) -> str:
    """Say how many names of a list are not those of the register, and on which lines."""
    said = ngettext(
        "%(count)s name is not the register’s for that number (line %(lines)s). It is taken by its number; look at it.",
        "%(count)s names are not the register’s for those numbers (lines %(lines)s). They are taken by their numbers; "
        "look at them.",
        count,
    )
    named = ", ".join(map(str, lines)) + ("…" if count > len(lines) else "")
    return said % {"count": grouped(count), "lines": named}


def list_looked_over(run: Import) -> str:
    """The sentence at the end of a dry run."""
    return _(
        "%(read)s rows were read, %(refused)s refused. Nothing is changed yet; look at the difference."
    ) % {
        "read": grouped(run.counts["read"]),
        "refused": grouped(run.counts.get("refused", 0)),
    }
