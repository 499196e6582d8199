"""What targeting says when a district goes to another seat: a list is a question asked of the seat it was made in.

Who stood on a snapshot, bore a tag or had a score stays with that seat's list, tag or score too; so does a walk.
"""

from hustings.register.redrawing.following import keeps_in_place
from hustings.targeting.models import (
    ListedElector,
    OfferedList,
    Outing,
    SavedList,
    Score,
    ScoreValue,
    Tag,
    TaggedElector,
    Walk,
    WalkDoor,
    WalkPlan,
)

keeps_in_place(SavedList, ListedElector, because="a list is a question asked of the seat it was made in")
keeps_in_place(OfferedList, because="an offer was made to the seat as it was")
keeps_in_place(Tag, TaggedElector, because="a tag means what the seat that made it says")
keeps_in_place(Score, ScoreValue, because="a model speaks of the seat it was made for")
keeps_in_place(
    WalkPlan, Walk, WalkDoor, Outing, because="a walk is cut from the doors of the seat it was made in"
)
