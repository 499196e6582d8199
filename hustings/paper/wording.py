"""The words of a sheet in its language; whoever calls has put that language in force."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hustings.lib.markers import ABSENT
from hustings.lib.walking_order import Side
from hustings.paper.rules import AGREED
from hustings.paper.sheet_text import Words


def sheet_words() -> Words:
    """The words that are printed on every sheet."""
    return Words(
        sheet=_("Sheet"),
        version=_("version {version}"),
        page=_("Page {page} of {pages}"),
        continued=_("(continued)"),
        door=_("Door"),
        line=_("Line"),
        number=_("Elector no."),
        name=_("Name"),
        marks=_("Marks"),
        last=_("Last said"),
        agreed=_("Agreed: %s") % AGREED,
        mark_one=_("Ask first. "),
        note=_("Note"),
        do_not_knock=_("DO NOT KNOCK"),
        confidential=_("CONFIDENTIAL. "),
        say=_("Say: "),
        codes=_("Codes"),
        tally=(
            _("Spoken to"),
            _("Not in"),
            _("Would not say"),
            _("Canvasser’s initials"),
            _("Date"),
            _("Time out"),
            _("Time in"),
            _("Keyed by"),
        ),
        scan=_("Scan"),
    )


def side_words(street: str, side: str) -> str:
    """Name one side of a street, as the band above its doors does."""
    return {
        Side.ODD.value: _("%s: odd side"),
        Side.EVEN.value: _("%s: even side"),
        Side.NAMED.value: _("%s: names only"),
    }[side] % street


def mark_words(
    *, markers: str, attains_on: date | None, has_postal_vote: bool, is_new: bool, on: date
) -> tuple[str, ...]:
    """Say what a canvasser should know before knocking: the way of voting, coming of age, being new."""
    marks = []
    if has_postal_vote:
        marks.append(_("Postal"))
    elif ABSENT in markers:
        marks.append(pgettext("votes by post or by proxy", "Post/proxy"))
    if attains_on is not None and attains_on > on:
        marks.append(_("18 on %s") % short_day(attains_on))
    if is_new:
        marks.append(pgettext("an elector", "New"))
    return tuple(marks)


def short_day(day: date) -> str:
    """Write a day as briefly as a column allows: "3 Mar 26"."""
    return date_format(day, "j M y")


def returning_words(*, to: str, by: str, call: str) -> str:
    """To whom a sheet goes back, until when, and whom its finder calls."""
    return _("Return to %(to)s by %(by)s. If found, please call %(call)s.") % {
        "to": to,
        "by": by,
        "call": call,
    }
