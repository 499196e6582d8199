from hustings.access.models.grants import Errand, Grant, HandOut, Invitation
from hustings.access.models.members import (
    SUPPORT_CODES,
    Answer,
    Leaving,
    MemberFeed,
    MemberFeedRefusal,
    SupportSession,
)
from hustings.access.models.stops import Drill, Quarantined, Stop, StopMotion, StopReview
from hustings.access.models.two_people import Approval, ApprovalUse
from hustings.access.models.watching import Quota, ReadingDay, Signal, Watch

__all__ = [
    "SUPPORT_CODES",
    "Answer",
    "Approval",
    "ApprovalUse",
    "Drill",
    "Errand",
    "Grant",
    "HandOut",
    "Invitation",
    "Leaving",
    "MemberFeed",
    "MemberFeedRefusal",
    "Quarantined",
    "Quota",
    "ReadingDay",
    "Signal",
    "Stop",
    "StopMotion",
    "StopReview",
    "SupportSession",
    "Watch",
]
