"""What the letters of the register are called on screens: the table of the law in the library has no language."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hustings.lib import deadlines, markers
from hustings.lib.deadlines import Deadline

MEANINGS: dict[str, Promise | str] = {
    "votes by post or by proxy": _("votes by post or by proxy"),
    "citizen of the European Union with a vote": _("citizen of the European Union with a vote"),
    "overseas peer, European Parliament only": _("overseas peer, European Parliament only"),
    "overseas peer, from before 2020": _("overseas peer, from before 2020"),
    "overseas elector, for fifteen years after they left": _(
        "overseas elector, for fifteen years after they left"
    ),
    "overseas elector": _("overseas elector"),
    "citizen of the European Union": _("citizen of the European Union"),
    "citizen of the European Union, not reviewed": _("citizen of the European Union, not reviewed"),
    "citizen of the European Union, European Parliament too": _(
        "citizen of the European Union, European Parliament too"
    ),
    "citizen of the European Union, from before 2020": _("citizen of the European Union, from before 2020"),
    "peer who sits in the House of Lords": _("peer who sits in the House of Lords"),
    "citizen of another country, or a prisoner": _("citizen of another country, or a prisoner"),
    "anonymous elector": _("anonymous elector"),
    "not on the open register": _("not on the open register"),
}


def meaning_in_words(meaning: str) -> str:
    """A meaning of `lib.markers` in the reader's language."""
    return str(MEANINGS.get(meaning, meaning))


def markers_in_words(letters: str, *, nation: str, on: date) -> list[str]:
    """Each letter with its meaning, "F: overseas elector", and those that no source explains at the end."""
    known = sorted({letter for letter in letters.upper() if letter.isalpha()})
    unknown = markers.unknown_in(letters, nation=nation, on=on)
    told = [
        f"{letter}: {', '.join(meaning_in_words(each) for each in markers.meanings(letter, nation=nation, on=on))}"
        for letter in known
        if letter not in unknown
    ]
    return told + [f"{letter}: {_('unknown marker')}" for letter in unknown]


DEADLINES: dict[str, Promise | str] = {
    deadlines.REGISTER: _("Register to vote"),
    deadlines.POSTAL: _("Apply to vote by post"),
    deadlines.PROXY: _("Apply to vote by proxy"),
    deadlines.CERTIFICATE: _("Apply for a Voter Authority Certificate"),
    deadlines.NOMINATIONS: _("Hand in nominations"),
}


def deadline_in_words(deadline: Deadline) -> tuple[str, str]:
    """What has to be done, and by when: a number of working days before the poll."""
    days = {"days": deadline.working_days, "hour": deadline.hour - 12}
    if deadline.hour == 24:
        return str(DEADLINES[deadline.what]), _("midnight, %(days)d working days before the poll") % days
    return str(DEADLINES[deadline.what]), _("%(hour)d pm, %(days)d working days before the poll") % days
