"""The words of post: those that stand on it, in the language in force, and those that say what was left out."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from hustings.paper.post.naming import NameWords
from hustings.targeting.lists.rules import ListForm
from hustings.targeting.lists.using import UseCount
from hustings.targeting.lists.wording import reason_in_words


def name_words() -> NameWords:
    """What joins the names of one household; Welsh has another "and" before a vowel."""
    return NameWords(
        and_=pgettext("between two names", "and"),
        and_before_vowel=pgettext("between two names, the second of which begins with a vowel", "and"),
        household=_("The %(surname)s household"),
        greeted=pgettext("after “Dear”", "all of the %(surname)s household"),
    )


def left_out_in_words(counted: UseCount, form: ListForm) -> list[str]:
    """Who of the list gets no post, a sentence for each reason."""
    return [_sentence(reason, count, form) for reason, count in counted.left_out.items()]


def _sentence(reason: str, count: int, form: ListForm) -> str:
    if reason == "no_address":
        return ngettext(
            "%(count)d elector of the list has no postal address in the register and is left out.",
            "%(count)d electors of the list have no postal address in the register and are left out.",
            count,
        ) % {"count": count}
    if reason == "objected":
        return ngettext(
            "%(count)d elector of the list wants no post from us, or lives where nobody may knock, and is left out.",
            "%(count)d electors of the list want no post from us, or live where nobody may knock, and are left out.",
            count,
        ) % {"count": count}
    why = reason_in_words(reason, form)
    return ngettext(
        "%(count)d elector of the list is left out: %(why)s.",
        "%(count)d electors of the list are left out: %(why)s.",
        count,
    ) % {"count": count, "why": why[:1].lower() + why[1:]}
