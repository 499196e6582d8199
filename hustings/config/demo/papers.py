"""The demo's data-protection papers, filed by its officer, and the switch that they open."""

from datetime import datetime

from hustings.access.scope import acting_as
from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.config.demo.players import ORGANISATION, PARTY_DOMAIN
from hustings.organisation.models import Paper, PaperKind, SwitchKey
from hustings.organisation.switches import is_on, turn_switch

OFFICER = f"dai@{PARTY_DOMAIN}"
TEXTS = {
    PaperKind.POLICY: (
        "Appropriate policy document",
        (
            f"{ORGANISATION} is invented, and so is everybody in its registers. Were it real, it would hold political "
            "opinions for its political activities as a registered party (Data Protection Act 2018, Schedule 1, "
            "paragraph 22), keep them for two cycles of the slowest election in the area, and keep this document until "
            "six months after it stops."
        ),
    ),
    PaperKind.ASSESSMENT: (
        "Data protection impact assessment",
        (
            "Risks: a lost sheet, a helper who looks further than the walk in hand, an answer kept too long. Measures: "
            "numbered sheets that come back, grants with an end, two walls round every seat, a log of every read, and "
            "a term for everything that is kept."
        ),
    ),
    PaperKind.NOTICE: (
        "Privacy notice",
        (
            "We ask how you mean to vote so that we can plan our campaign. You need not answer. You may ask what we "
            "hold, have it corrected, and object to being contacted at any time; the canvasser writes it down at once."
        ),
    ),
}


def file_demo_papers(*, at: datetime) -> None:
    """File the three papers and open the recording of opinions, in the data-protection officer's name, once."""
    with acting_as(
        OFFICER, action=Action.DATA_PROTECTION_PAPER_FILE, purpose=Purpose.ADMINISTRATION, at=at
    ) as by:
        assert by.person_id is not None
        if is_on(SwitchKey.OPINIONS):
            return
        for kind, (title, text) in TEXTS.items():
            Paper.objects.create(
                kind=kind, version=1, title=title, text=text, filed_at=at, filed_by=by.person_id
            )
            record(
                action=Action.DATA_PROTECTION_PAPER_FILE,
                purpose=by.purpose,
                by=by.person_id,
                at=at,
                detail={"paper": kind.value, "version": 1},
            )
    with acting_as(
        OFFICER, action=Action.ORGANISATION_SWITCH_TURN, purpose=Purpose.ADMINISTRATION, at=at
    ) as by:
        assert by.person_id is not None
        reason = "The demo's papers are filed."
        turn_switch(key=SwitchKey.OPINIONS, on=True, reason=reason, by=by.person_id, at=at)
