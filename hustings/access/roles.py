"""The one table of who may do what, and for which purpose. Both walls and the printed matrix come from it.

Read it from above: bundles of actions that belong to one task, then the roles that hold them; the purposes of an action
are a line each in `action_purposes.py`. `TABLE` is all of that as cells; `docs/permissions.md` shows them as a grid.
"""

from enum import StrEnum

from hustings.access.action_purposes import PURPOSES, STRONG
from hustings.audit.words import Action, Purpose

__all__ = [
    "ALL_PURPOSES",
    "DOORS_ONLY",
    "EVERYONE",
    "HOLDS",
    "KEY_HOLDERS",
    "PURPOSES",
    "STRONG",
    "TABLE",
    "Role",
    "permitted",
]


class Role(StrEnum):
    """An office or a task somebody holds in a unit."""

    AGENT = "agent"
    CAMPAIGN_CO_ORDINATOR = "campaign co-ordinator"
    CANDIDATE = "candidate"
    CANVASSER = "canvasser"
    CHAIR = "chair"
    COUNCILLOR = "councillor"
    DATA_ENTRY_HELPER = "data-entry helper"
    DATA_PROTECTION_OFFICER = "data-protection officer"
    DUTY_OFFICER = "duty officer"
    MEMBER = "member"
    MEMBERSHIP_SECRETARY = "membership secretary"
    NATIONAL_STAFF = "national staff"
    ORGANISER = "organiser"
    OVERSIGHT_BODY = "oversight body"
    PROCEDURES_SECRETARY = "procedures secretary"
    REGIONAL_STAFF = "regional staff"
    SECRETARY = "secretary"
    SUPPORT_OFFICER = "support officer"
    SUPPORT_SESSION = "support session"
    TELLER = "teller"


EVERYONE = frozenset(
    {
        Action.ACCESS_APPROVAL_ASK,
        Action.ACCESS_APPROVAL_READ,
        Action.ACCESS_APPROVAL_USE,
        Action.ACCESS_HELP_ASK,
        Action.ACCESS_RECORD_ANSWER,
        Action.ACCESS_RECORD_READ,
        Action.ACCESS_READING_OWN,
        Action.ACCOUNTS_SELF_EDIT,
        Action.ACCOUNTS_SELF_READ,
        Action.COPIES_RETRAINING_READ,
        Action.HEADQUARTERS_HOME_OPEN,
        Action.WORK_FILE_FETCH,
        Action.WORK_JOB_READ,
    }
)
"""What whoever is signed in may do with what is their own."""

KEYING = frozenset(
    {
        Action.PAPER_SHEET_KEY,
        Action.PAPER_SHEET_LIST,
        Action.CANVASSING_CONVERSATION_RECORD,
        Action.CANVASSING_CONVERSATION_SEND,
        Action.REGISTER_ELECTOR_FIND,
        Action.TARGETING_WALK_JOIN,
    }
)
AT_THE_DOOR = frozenset(
    {
        Action.CANVASSING_CONVERSATION_RECORD,
        Action.CANVASSING_CONVERSATION_SEND,
        Action.REGISTER_OBJECTION_RECORD,
        Action.TARGETING_WALK_JOIN,
    }
)
MARKING = frozenset({Action.REGISTER_TURNOUT_KEY, Action.REGISTER_TURNOUT_READ})
"""Keying in who has voted, from a marked register."""
FIGURES = frozenset({Action.CANVASSING_AREA_COUNT, Action.REGISTER_STREET_LIST})
OBJECTIONS = frozenset(
    {
        Action.REGISTER_OBJECTION_LIST,
        Action.REGISTER_OBJECTION_RECORD,
        Action.REGISTER_OBJECTION_WITHDRAW,
    }
)
LISTING = frozenset(
    {
        Action.CANVASSING_CONVERSATION_LIST,
        Action.REGISTER_ELECTOR_LIST,
        Action.REGISTER_ELECTOR_OPEN,
    }
)
IMPORTING = frozenset(
    {
        Action.ELECTIONS_STATIONS_IMPORT,
        Action.REGISTER_ABSENT_IMPORT,
        Action.REGISTER_EDITION_IMPORT,
        Action.REGISTER_IMPORT_READ,
        Action.REGISTER_IMPORT_UNDO,
        Action.REGISTER_LAYOUT_MAP,
        Action.REGISTER_MATCH_DECIDE,
        Action.REGISTER_MATCH_LIST,
        Action.REGISTER_SUPPLY_KEEP,
        Action.REGISTER_TURNOUT_IMPORT,
    }
)
COPIES = frozenset({Action.COPIES_COPY_LIST, Action.COPIES_COPY_SETTLE, Action.DATA_PROTECTION_INCIDENT_OPEN})
"""Knowing what has left, and saying what became of it; a lost copy, too."""
INCIDENTS = frozenset({Action.DATA_PROTECTION_INCIDENT_DECIDE, Action.DATA_PROTECTION_INCIDENT_READ})
TRACING = frozenset({Action.COPIES_CANARY_READ, Action.COPIES_COPY_TRACE})
"""Saying whose copy a leaked list is; the invented people themselves are seen by two together."""
REDRAWING = frozenset({Action.GEOGRAPHY_BOUNDARY_CHANGE})
"""Carrying out a change of wards and constituencies; both seats must be in reach."""
DECIDING = frozenset({Action.ACCESS_APPROVAL_DECIDE})
"""Being the second person; for which kinds of things says `approval_kinds.py`."""
OFFERING = frozenset({Action.TARGETING_LIST_OFFER})
"""Offering a list's steps to seats, which take them or do not."""
HOLDING_OUT = frozenset({Action.TARGETING_HOLD_OUT_DRAW})
"""Drawing a group that nobody contacts until polling day; candidate and agent agree to it."""
KEY_HOLDING = DECIDING | frozenset(
    {
        Action.ACCESS_GRANT_END,
        Action.ACCESS_GRANT_GIVE,
        Action.ACCESS_GRANT_RENEW,
        Action.ACCESS_INVITATION_SEND,
        Action.ACCESS_MEMBERSHIP_EDIT,
        Action.ACCESS_MEMBERSHIP_END,
        Action.ACCESS_MEMBERSHIP_RESTORE,
        Action.ACCESS_PEOPLE_LIST,
        Action.COPIES_RETRAINING_ASK,
        Action.ORGANISATION_UNIT_EDIT,
    }
)
IMPORTING_MEMBERS = frozenset({Action.ACCESS_MEMBERS_IMPORT})
PAPERS = frozenset(
    {
        Action.DATA_PROTECTION_HOLDINGS_READ,
        Action.DATA_PROTECTION_PAPER_FILE,
        Action.DATA_PROTECTION_PAPER_READ,
        Action.ORGANISATION_SWITCH_TURN,
    }
)
WATCHING = frozenset({Action.ACCESS_READING_CLEAR, Action.ACCESS_READING_WATCH})
"""Seeing what is unusual in how the people of one's units read, and settling it."""
READING_PAPERS = frozenset({Action.DATA_PROTECTION_HOLDINGS_READ, Action.DATA_PROTECTION_PAPER_READ})
OVERSEEING = frozenset({Action.HEADQUARTERS_OVERSIGHT_OPEN})
"""The page from which everything that is overseen is reached; each of its lines is an action of its own."""
SEEING_STOPS = OVERSEEING | {Action.ACCESS_STOP_LIST}
STOPPING = SEEING_STOPS | {Action.ACCESS_STOP_CONFIRM, Action.ACCESS_STOP_PLACE}
"""The duty officer's; a secretary's where there is no duty officer (the database looks)."""
REVIEWING_STOPS = SEEING_STOPS | {Action.ACCESS_STOP_REVIEW}
SETTLING = frozenset({Action.ACCESS_QUARANTINE_SETTLE})
"""Saying what becomes of work that a stopped sender still sent."""
COMPARING = frozenset({Action.HEADQUARTERS_SEATS_COMPARE})
READING_THE_LOG = frozenset({Action.ACCESS_SUPPORT_REVIEW, Action.AUDIT_ENTRY_READ})
SUPPORTING = frozenset(
    {
        Action.SUPPORTERS_FILE_IMPORT,
        Action.SUPPORTERS_SUPPORTER_OPEN,
        Action.SUPPORTERS_SUPPORTER_RECORD,
    }
)
"""Bringing in and keeping who supports us, and how they agreed to be reached."""
ORGANISING = (
    KEYING
    | FIGURES
    | OBJECTIONS
    | LISTING
    | IMPORTING
    | READING_PAPERS
    | MARKING
    | REDRAWING
    | COPIES
    | SUPPORTING
    | {
        Action.CANVASSING_EXPORT_MAKE,
        Action.COPIES_COPY_FETCH,
        Action.PAPER_SHEET_PRINT,
        Action.CANVASSING_SCHEME_EDIT,
        Action.CANVASSING_SUMMARY_REBUILD,
        Action.ELECTIONS_ELECTION_ADD,
        Action.REGISTER_ELECTOR_FIND,
        Action.REGISTER_ROAD_GROUP_EDIT,
        Action.TARGETING_LIST_BUILD,
        Action.TARGETING_LIST_OPEN,
        Action.TARGETING_SCORE_IMPORT,
        Action.TARGETING_WALK_CUT,
        Action.TARGETING_WALK_HAND_OUT,
        Action.TARGETING_WALK_OPEN,
    }
)

READING_IN_SUPPORT = FIGURES | {
    Action.ACCESS_PEOPLE_LIST,
    Action.PAPER_SHEET_LIST,
    Action.REGISTER_ELECTOR_FIND,
    Action.REGISTER_ELECTOR_OPEN,
    Action.REGISTER_IMPORT_READ,
}
"""What a support session lends in one unit: looking, and nothing that leaves, changes or decides."""

HOLDS: dict[Role, frozenset[Action]] = {
    Role.AGENT: ORGANISING | KEY_HOLDING | SEEING_STOPS | SETTLING | WATCHING | HOLDING_OUT,
    Role.CAMPAIGN_CO_ORDINATOR: ORGANISING | DECIDING | SEEING_STOPS | SETTLING,
    Role.CANDIDATE: KEYING
    | FIGURES
    | READING_PAPERS
    | COPIES
    | SEEING_STOPS
    | HOLDING_OUT
    | DECIDING
    | {Action.PAPER_SHEET_PRINT, Action.TARGETING_LIST_BUILD, Action.TARGETING_WALK_OPEN},
    Role.CANVASSER: AT_THE_DOOR,
    Role.CHAIR: FIGURES | KEY_HOLDING | READING_PAPERS | COPIES | SEEING_STOPS | WATCHING,
    Role.COUNCILLOR: KEYING | FIGURES | READING_PAPERS,
    Role.DATA_ENTRY_HELPER: KEYING | MARKING | {Action.REGISTER_OBJECTION_RECORD},
    Role.DATA_PROTECTION_OFFICER: PAPERS
    | OBJECTIONS
    | COMPARING
    | WATCHING
    | LISTING
    | COPIES
    | INCIDENTS
    | TRACING
    | DECIDING
    | REVIEWING_STOPS
    | READING_THE_LOG
    | {Action.AUDIT_READER_LIST, Action.REGISTER_IMPORT_READ},
    Role.DUTY_OFFICER: WATCHING | DECIDING | STOPPING | {Action.ACCESS_PEOPLE_LIST},
    Role.MEMBER: frozenset(),
    Role.MEMBERSHIP_SECRETARY: DECIDING
    | IMPORTING_MEMBERS
    | SUPPORTING
    | {Action.ACCESS_PEOPLE_LIST, Action.ACCESS_INVITATION_SEND},
    Role.NATIONAL_STAFF: COMPARING
    | OFFERING
    | KEY_HOLDING
    | IMPORTING_MEMBERS
    | READING_PAPERS
    | FIGURES
    | REDRAWING
    | SEEING_STOPS
    | COPIES
    | {
        Action.CANVASSING_PROGRAMME_KEEP,
        Action.COPIES_COPY_FETCH,
        Action.GEOGRAPHY_PLACES_IMPORT,
        Action.ELECTIONS_ELECTION_ADD,
        Action.ELECTIONS_STATIONS_IMPORT,
    },
    Role.ORGANISER: ORGANISING | KEY_HOLDING | SEEING_STOPS | SETTLING | WATCHING,
    Role.OVERSIGHT_BODY: COMPARING | READING_PAPERS | DECIDING | REVIEWING_STOPS | READING_THE_LOG,
    Role.PROCEDURES_SECRETARY: OVERSEEING | READING_PAPERS | DECIDING | {Action.ACCESS_PEOPLE_LIST},
    Role.REGIONAL_STAFF: COMPARING
    | OFFERING
    | KEY_HOLDING
    | READING_PAPERS
    | FIGURES
    | REDRAWING
    | SEEING_STOPS,
    Role.SECRETARY: FIGURES
    | KEY_HOLDING
    | PAPERS
    | COPIES
    | INCIDENTS
    | IMPORTING_MEMBERS
    | STOPPING
    | WATCHING
    | {Action.ACCESS_SUPPORT_REVIEW},
    Role.SUPPORT_OFFICER: frozenset({Action.ACCESS_SUPPORT_OPEN}),
    Role.SUPPORT_SESSION: READING_IN_SUPPORT,
    Role.TELLER: frozenset(),
}

DOORS_ONLY = frozenset({Role.CANVASSER})
"""Roles that reach the doors handed to them, and nothing else of the seat."""

KEY_HOLDERS = frozenset(role for role, actions in HOLDS.items() if actions >= KEY_HOLDING)
"""Roles that can let others in; a unit wants two people who hold one."""

ALL_PURPOSES: dict[Role, frozenset[Purpose]] = {
    role: frozenset().union(*(PURPOSES[action] for action in actions))
    if actions
    else frozenset({Purpose.ORGANISE})
    for role, actions in HOLDS.items()
}
"""The purposes a grant of this role can have; a narrower one is chosen when it is given."""

TABLE: frozenset[tuple[Role, Action, Purpose]] = frozenset(
    (role, action, purpose)
    for role, actions in HOLDS.items()
    for action in actions
    for purpose in PURPOSES[action]
)
"""Every cell that is a yes: role x action x purpose. Both walls ask this, and what is not here is a no."""


def permitted(role: Role, action: Action, purpose: Purpose) -> bool:
    """Whether a role may do something for a purpose at all, wherever its grant lies."""
    return (role, action, purpose) in TABLE
