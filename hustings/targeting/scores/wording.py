"""What came of a file of scores, in sentences."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hustings.lib.markup import grouped
from hustings.targeting.models import Score
from hustings.targeting.scores.reading import ScoreFault

FAULTS: dict[str, str | Promise] = {
    ScoreFault.NUMBER: gettext_lazy("this is no elector number of the form AA1-124"),
    ScoreFault.REPEATED: gettext_lazy("the same elector number stands on an earlier line"),
    ScoreFault.SEVERAL: gettext_lazy(
        "two electors have this number, of two councils or one after the other: say of which register it is"
    ),
    ScoreFault.UNKNOWN_NUMBER: gettext_lazy(
        "nobody on the register of this seat has this number, or they are on it without their name"
    ),
    ScoreFault.UNREADABLE: gettext_lazy("a cell of the line cannot be read"),
    ScoreFault.VALUE: gettext_lazy("this is no score from 0 to 100, or from 0 to 1 where you said so"),
}


@dataclass(frozen=True)
class LeftOut:
    """A row that was left out, and why."""

    line: int
    sentence: str


def coverage_in_words(score: Score) -> list[str]:
    """Say how many have a score, who has none because they object, and what was left out."""
    counts = score.counts
    said = [
        _("%(scored)s of %(register)s electors on the register got this score.")
        % {"scored": grouped(counts.get("scored", 0)), "register": grouped(counts.get("register", 0))}
    ]
    if counts.get("highest") is not None:
        said.append(
            _("The scores go from %(lowest)s to %(highest)s.")
            % {key: number_format(f"{counts[key]:.4g}") for key in ("lowest", "highest")}
        )
    if objected := counts.get("objected", 0):
        said.append(
            ngettext(
                "%s elector objects to being scored, and has none.",
                "%s electors object to being scored, and have none.",
                objected,
            )
            % grouped(objected)
        )
    if left_out := counts.get("left out", 0):
        said.append(ngettext("%s row was left out.", "%s rows were left out.", left_out) % grouped(left_out))
    return said


def left_out_in_words(score: Score) -> list[LeftOut]:
    return [LeftOut(line, str(FAULTS[fault])) for line, fault in score.left_out]
