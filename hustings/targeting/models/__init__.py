"""Lists: whom to reach, as steps that explain themselves. Walks: their doors, cut, ordered and handed out."""

from hustings.targeting.models.lists import (
    ListedElector,
    OfferedList,
    OfferState,
    SavedList,
    Score,
    ScoreValue,
    Tag,
    TaggedElector,
)
from hustings.targeting.models.walks import Outing, Walk, WalkDoor, WalkPlan

__all__ = [
    "ListedElector",
    "OfferState",
    "OfferedList",
    "Outing",
    "SavedList",
    "Score",
    "ScoreValue",
    "Tag",
    "TaggedElector",
    "Walk",
    "WalkDoor",
    "WalkPlan",
]
