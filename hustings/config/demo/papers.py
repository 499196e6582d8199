"""The demo's data-protection papers: the drafts that Hustings offers, completed and filed by the demo's officer."""

import re
from datetime import datetime

from django.utils.translation import gettext as _

from hustings.access.scope import acting_as
from hustings.audit.words import Action, Purpose
from hustings.config.demo.players import OFFICER, TELEPHONE
from hustings.data_protection.drafting import draft_of, kinds_wanted
from hustings.data_protection.filing import file_paper, filed_papers
from hustings.organisation.models import Organisation, SwitchKey
from hustings.organisation.switches import is_on, turn_switch

LEFT_OPEN = re.compile(r"\[(?:to fill in|i’w lenwi): ([^]]*)\]")
# What the drafts leave to the organisation, by a word of the question; the officer's name and address for the rest.
ANSWERS = {
    "number": "ZX000000",
    "date": "the day of filing",
    "yes or no": "yes",
    "voters": "members and volunteers of the demo, who are invented too",
    "decided": "the officer, on the day of filing",
}


def file_demo_papers(*, at: datetime) -> None:
    """File every paper that is wanted and open the recording of opinions; twice changes nothing."""
    organisation = Organisation.objects.get()
    filing, turning = Action.DATA_PROTECTION_PAPER_FILE, Action.ORGANISATION_SWITCH_TURN
    with acting_as(OFFICER.email, action=filing, purpose=Purpose.ADMINISTRATION, at=at) as by:
        assert by.person_id is not None
        for kind in kinds_wanted(organisation):
            if kind not in filed_papers():
                file_paper(kind=kind, text=completed(draft_of(kind, organisation)), by=by.person_id, at=at)
    with acting_as(OFFICER.email, action=turning, purpose=Purpose.ADMINISTRATION, at=at) as by:
        assert by.person_id is not None
        if not is_on(SwitchKey.OPINIONS):
            reason = _("The demo’s papers are filed.")
            turn_switch(key=SwitchKey.OPINIONS, on=True, reason=reason, by=by.person_id, at=at)


def completed(draft: str) -> str:
    """Fill in what a draft leaves open."""
    return LEFT_OPEN.sub(lambda found: _answer(found[1]), draft)


def _answer(question: str) -> str:
    contact = f"{OFFICER.name}, 1 High Street, Wendlebridge, {OFFICER.email}, {TELEPHONE}"
    return next((answer for word, answer in ANSWERS.items() if word in question), contact)
