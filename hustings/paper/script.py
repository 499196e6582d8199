"""The scheme that a pack was printed with, as its script keeps it: boxes, letters and what they mean."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hustings.canvassing.rules import Question
from hustings.elections.models import ElectionKind
from hustings.paper.models import Pack
from hustings.paper.sheet_text import CodeBox, PackText
from hustings.paper.wording import returning_words, sheet_words

KeptCode = dict[str, str]
LANGUAGES = {"en": "en-gb", "cy": "cy"}
"""How a pack's language is called by the framework."""


def pack_text(pack: Pack, *, at: datetime) -> PackText:
    """What all sheets of a pack share, in the language in force."""
    script = pack.script
    boxes = {code["letters"]: code for code in script["codes"]}
    kind = ElectionKind(pack.election_kind).label
    printed = date_format(timezone.localtime(at), "j F Y, H:i")
    return PackText(
        title=_("Canvass sheets: %s") % pack.title,
        language=pack.language,
        organisation=script["organisation"],
        seat=str(pack.constituency),
        election=_("Voting intention: %s") % kind,
        printed=_("Printed %s") % printed,
        returning=returning_words(
            to=pack.return_to,
            by=date_format(timezone.localtime(pack.return_by), "l j F, H:i"),
            call=pack.call_number,
        ),
        address=script["address"],
        codes=tuple(box_of(boxes[letters]) for letters in script["boxes"]),
        legend=party_letters(script["codes"]),
        words=sheet_words(),
        privacy=script["privacy"],
        consent=script["consent"],
        is_large=script.get("large", False),
        has_line_codes=script.get("line_codes", False),
    )


def box_of(code: KeptCode) -> CodeBox:
    """A code as a box to mark, in the group of its question."""
    groups = {
        Question.REACH: _("Reached"),
        Question.INTENTION: _("Intention"),
        Question.ACTION: _("To do"),
        Question.LOCAL: _("Local"),
    }
    return CodeBox(code["letters"], code["label"], groups[Question(code["question"])])


def party_letters(codes: Sequence[KeptCode]) -> tuple[CodeBox, ...]:
    """Explain the letters of other parties once each, whatever digits they stand behind: "4R/5R Orchard Party"."""
    parties: dict[str, list[str]] = {}
    for code in codes:
        if code["party"]:
            parties.setdefault(code["party"], []).append(code["letters"])
    return tuple(CodeBox("/".join(letters), party) for party, letters in parties.items())


def explained(codes: Sequence[KeptCode]) -> list[CodeBox]:
    """Every code that can be keyed with what it means, other parties once each at the end."""
    plain = [CodeBox(code["letters"], code["label"]) for code in codes if not code["party"]]
    return [*plain, *party_letters(codes)]
