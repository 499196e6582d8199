"""What a cut says of itself, in sentences."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hustings.targeting.lists.rules import Leave
from hustings.targeting.lists.wording import reason_in_words
from hustings.targeting.turf.words import Remark
from hustings.targeting.walks.choosing import EVERYBODY
from hustings.targeting.walks.cutting import LEFT_OUT


def sentences(said: Iterable[Iterable[str]]) -> list[str]:
    """The remarks of a plan, as somebody reads them: of the cut, then of who was left out."""
    found = []
    parted = 0
    for remark, what in said:
        if remark.startswith(LEFT_OUT):
            found.append(_left_out(remark.removeprefix(LEFT_OUT), *map(int, what.split())))
        elif remark == Remark.PARTED_BUILDING:
            parted += 1
        else:
            found.append(_sentence(Remark(remark), what))
    if parted:
        found.append(
            ngettext(
                "%d building is more than one walk can hold and is parted by the order of its flats.",
                "%d buildings are more than one walk can hold and are parted by the order of their flats.",
                parted,
            )
            % parted
        )
    return [sentence for sentence in found if sentence]


def _left_out(reason: str, count: int, days: int) -> str:
    form = EVERYBODY.model_copy(update={"leave": Leave(spoken_days=days or None)})
    why = _("Somebody knocked there since") if reason == "walked" else reason_in_words(reason, form)
    return ngettext("%(count)d person left out: %(why)s.", "%(count)d people left out: %(why)s.", count) % {
        "count": count,
        "why": f"{why[:1].lower()}{why[1:]}",
    }


def _sentence(remark: Remark, what: str) -> str:
    if remark == Remark.UNEVEN:
        return _(
            "The walks are not quite even: one is %s per cent from the mean. Sides of streets are kept whole."
        ) % (what)
    count = int(what) if what.isdigit() else 0
    if remark == Remark.PLACED_BY_NUMBER:
        return (
            ngettext(
                "%d door has no place on the map; it stands where its number belongs.",
                "%d doors have no place on the map; they stand where their numbers belong.",
                count,
            )
            % count
        )
    if remark == Remark.NO_PLACES:
        return _(
            "No door here has a place on the map. Walks follow streets and numbers; streets stand by name."
        )
    if remark == Remark.FAR_APART:
        return (
            ngettext(
                "%d walk has doors far apart. Cut it for a car, or leave the far ones out.",
                "%d walks have doors far apart. Cut them for a car, or leave the far ones out.",
                count,
            )
            % count
        )
    return ""
