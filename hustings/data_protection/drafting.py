"""The drafts that are offered for each paper, with the organisation's own name and ground filled in."""

from django.template.loader import render_to_string
from django.utils.translation import override

from hustings.data_protection.holdings import HELD
from hustings.data_protection.rules import unwrap
from hustings.organisation.models import Organisation, PaperKind
from hustings.organisation.rules import papers_wanted

TONGUES = {PaperKind.NOTICE: ("en", "cy"), PaperKind.CONSENT: ("en", "cy")}
"""What voters read is offered in both languages, one below the other; the rest is for the file."""


def draft_of(kind: PaperKind, organisation: Organisation) -> str:
    """Write the draft of a paper. It is a beginning: whoever files it answers for every sentence."""
    words = {"organisation": organisation, "holdings": HELD, "by_consent": organisation.basis == "consent"}
    return "\n\n".join(_in_tongue(tongue, kind, words) for tongue in TONGUES.get(kind, ("en",))) + "\n"


def _in_tongue(tongue: str, kind: PaperKind, words: dict[str, object]) -> str:
    """One draft whole in its own language, whichever the reader's screen is in."""
    with override(tongue):
        return unwrap(render_to_string(f"data_protection/drafts/{kind}.{tongue}.md", words)).strip()


def kinds_wanted(organisation: Organisation) -> list[PaperKind]:
    """The papers this organisation wants, in their order."""
    return [PaperKind(kind) for kind in papers_wanted(organisation.basis)]
