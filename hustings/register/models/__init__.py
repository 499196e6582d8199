"""Electors, the doors they live behind, the editions and files they came from, and what they objected to."""

from hustings.register.models.doubts import Doubt
from hustings.register.models.editions import (
    CouncilLayout,
    Import,
    ImportRefusal,
    ImportState,
    RegisterEdition,
    Regulation,
    SeatCount,
    StagedRow,
    Supply,
    Verdict,
)
from hustings.register.models.electors import Elector, ElectorQuerySet, FormerNumber, RegisterEntry
from hustings.register.models.objections import Channel, Objection
from hustings.register.models.streets import Building, Door, PositionFrom, RoadGroup, Street
from hustings.register.models.voting import AbsentVote, AbsentVoteDetail, KeyedMark, MarkedBatch, Turnout

__all__ = [
    "AbsentVote",
    "AbsentVoteDetail",
    "Building",
    "Channel",
    "CouncilLayout",
    "Door",
    "Doubt",
    "Elector",
    "ElectorQuerySet",
    "FormerNumber",
    "Import",
    "ImportRefusal",
    "ImportState",
    "KeyedMark",
    "MarkedBatch",
    "Objection",
    "PositionFrom",
    "RegisterEdition",
    "RegisterEntry",
    "Regulation",
    "RoadGroup",
    "SeatCount",
    "StagedRow",
    "Street",
    "Supply",
    "Turnout",
    "Verdict",
]
