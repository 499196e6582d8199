"""A list in the demo's first seat, shared with everybody there: whom to ask before their postal vote comes."""

from datetime import datetime

from hustings.access.scope import acting_as
from hustings.audit.words import Action, Purpose
from hustings.geography.models import Place
from hustings.targeting.lists.keeping import make_list, rename_list
from hustings.targeting.lists.rules import read_form
from hustings.targeting.models import SavedList

NAME = "Votes by post and has told us nothing"
FORM = {
    "hustings_list": 1,
    "use": "door",
    "steps": [
        {"do": "add", "who": {"by": "everybody"}},
        {"do": "keep", "who": {"by": "absent_vote", "kinds": ["postal"]}},
        {"do": "keep", "who": {"by": "intention", "said": ["nothing"]}},
        {"do": "fill_households"},
    ],
}


def keep_a_list(seat: Place, *, organiser: str, at: datetime) -> None:
    """Make the list and share it; does nothing where the seat has a list."""
    with acting_as(organiser, action=Action.TARGETING_LIST_BUILD, purpose=Purpose.CANVASS, at=at) as by:
        if SavedList.objects.filter(constituency=seat).exists():
            return
        kept = make_list(seat=seat, name=NAME, form=read_form(FORM), by=by, at=at)
        rename_list(kept=kept, name=NAME, is_shared=True, roles=(), by=by, at=at)
