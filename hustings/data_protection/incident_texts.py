"""Drafts of what an incident asks to be written: the report to the regulator and the letter to the people affected."""

from enum import StrEnum

from django.template.loader import render_to_string
from django.utils.translation import get_language

from hustings.copies.models import Copy
from hustings.data_protection.clock import Clock
from hustings.data_protection.models import Incident
from hustings.organisation.models import Organisation


class Draft(StrEnum):
    """What is drafted: the sections of the Commissioner's form (article 33(3)), the notice (article 34(2))."""

    REGULATOR = "report"
    NOTICE = "notice"


IN_WELSH = frozenset({Draft.NOTICE})
"""The Commissioner's form is filled in in English here; whoever is written to can be written to in Welsh."""


def draft_of(kind: Draft, incident: Incident, copy: Copy | None, clock: Clock) -> str:
    """Write a draft with what is known; what only a person knows stands in square brackets."""
    welsh = (get_language() or "").startswith("cy") and kind in IN_WELSH
    organisation = Organisation.objects.filter(pk=1).first()
    words = {"incident": incident, "copy": copy, "clock": clock, "organisation": organisation}
    return render_to_string(f"data_protection/drafts/incident_{kind}.{'cy' if welsh else 'en'}.txt", words)
