"""The scheme that a pack was printed with, as its script keeps it: boxes, letters and what they mean."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from hustings.canvassing.rules import Question
from hustings.paper.sheet_text import CodeBox

KeptCode = dict[str, str]


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
