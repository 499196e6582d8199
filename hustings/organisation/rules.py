"""Which papers an organisation must have filed before opinions are recorded. Pure."""

from collections.abc import Iterable

POLICY, ASSESSMENT, NOTICE, CONSENT = "policy", "assessment", "notice", "consent"
BASIS_CONSENT = "consent"


def papers_wanted(basis: str) -> tuple[str, ...]:
    """Every organisation wants three papers; one whose basis is consent also the wording that is read out.

    DPA 2018 Schedule 1 paragraphs 22 and 39; UK GDPR articles 7, 13, 14 and 35.
    """
    wanted = (POLICY, ASSESSMENT, NOTICE)
    return (*wanted, CONSENT) if basis == BASIS_CONSENT else wanted


def papers_missing(basis: str, filed: Iterable[str]) -> tuple[str, ...]:
    """Which of the wanted papers nobody has filed yet, in the order of the list."""
    there = set(filed)
    return tuple(kind for kind in papers_wanted(basis) if kind not in there)
