"""What canvassing derives from facts about electors, for the register when it makes two electors one, or parts them."""

from collections.abc import Sequence
from uuid import UUID

from hustings.canvassing.models import ContactSummary, LatestIntention
from hustings.canvassing.summarising import Touched, refresh_summaries
from hustings.register.identity.handing_over import keep_derived


def refresh_electors(constituency: int, electors: Sequence[UUID]) -> None:
    """Write the summaries of these electors anew from the conversations that are theirs now."""
    refresh_summaries(constituency, Touched(electors=tuple(electors)))


keep_derived(LatestIntention, ContactSummary, again=refresh_electors)
