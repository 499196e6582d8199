"""Electors, the doors they live behind, the editions and files they came from, and what they objected to."""

from hustings.register.models.editions import (
    Import,
    ImportRefusal,
    ImportState,
    RegisterEdition,
    SeatCount,
    StagedRow,
    Verdict,
)
from hustings.register.models.electors import Elector, ElectorQuerySet, RegisterEntry
from hustings.register.models.objections import Channel, Objection
from hustings.register.models.streets import Building, Door, Street

__all__ = [
    "Building",
    "Channel",
    "Door",
    "Elector",
    "ElectorQuerySet",
    "Import",
    "ImportRefusal",
    "ImportState",
    "Objection",
    "RegisterEdition",
    "RegisterEntry",
    "SeatCount",
    "StagedRow",
    "Street",
    "Verdict",
]
