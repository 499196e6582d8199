"""The one table of who may do what, and for which purpose. Both walls and the printed matrix come from it."""

from enum import StrEnum

from hustings.audit.words import Action, Purpose


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
    TELLER = "teller"


EVERYONE = frozenset(
    {
        Action.ACCESS_HELP_ASK,
        Action.ACCOUNTS_SELF_EDIT,
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
        Action.REGISTER_ELECTOR_FIND,
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
REDRAWING = frozenset({Action.GEOGRAPHY_BOUNDARY_CHANGE})
"""Carrying out a change of wards and constituencies; both seats must be in reach."""
KEY_HOLDING = frozenset(
    {
        Action.ACCESS_GRANT_END,
        Action.ACCESS_GRANT_GIVE,
        Action.ACCESS_GRANT_RENEW,
        Action.ACCESS_INVITATION_SEND,
        Action.ACCESS_PEOPLE_LIST,
        Action.ORGANISATION_UNIT_EDIT,
    }
)
PAPERS = frozenset(
    {
        Action.DATA_PROTECTION_HOLDINGS_READ,
        Action.DATA_PROTECTION_PAPER_FILE,
        Action.DATA_PROTECTION_PAPER_READ,
        Action.ORGANISATION_SWITCH_TURN,
    }
)
READING_PAPERS = frozenset({Action.DATA_PROTECTION_HOLDINGS_READ, Action.DATA_PROTECTION_PAPER_READ})
COMPARING = frozenset({Action.HEADQUARTERS_SEATS_COMPARE})
ORGANISING = (
    KEYING
    | FIGURES
    | OBJECTIONS
    | LISTING
    | IMPORTING
    | READING_PAPERS
    | MARKING
    | REDRAWING
    | {
        Action.PAPER_SHEET_PRINT,
        Action.CANVASSING_SCHEME_EDIT,
        Action.CANVASSING_SUMMARY_REBUILD,
        Action.ELECTIONS_ELECTION_ADD,
        Action.REGISTER_ELECTOR_FIND,
        Action.REGISTER_ROAD_GROUP_EDIT,
    }
)

HOLDS: dict[Role, frozenset[Action]] = {
    Role.AGENT: ORGANISING | KEY_HOLDING,
    Role.CAMPAIGN_CO_ORDINATOR: ORGANISING,
    Role.CANDIDATE: KEYING | FIGURES | READING_PAPERS | {Action.PAPER_SHEET_PRINT},
    Role.CANVASSER: frozenset({Action.CANVASSING_CONVERSATION_RECORD, Action.REGISTER_OBJECTION_RECORD}),
    Role.CHAIR: FIGURES | KEY_HOLDING | READING_PAPERS,
    Role.COUNCILLOR: KEYING | FIGURES | READING_PAPERS,
    Role.DATA_ENTRY_HELPER: KEYING | MARKING | {Action.REGISTER_OBJECTION_RECORD},
    Role.DATA_PROTECTION_OFFICER: PAPERS | OBJECTIONS | COMPARING | LISTING | {Action.REGISTER_IMPORT_READ},
    Role.DUTY_OFFICER: frozenset({Action.ACCESS_PEOPLE_LIST}),
    Role.MEMBER: frozenset(),
    Role.MEMBERSHIP_SECRETARY: frozenset({Action.ACCESS_PEOPLE_LIST, Action.ACCESS_INVITATION_SEND}),
    Role.NATIONAL_STAFF: COMPARING
    | KEY_HOLDING
    | READING_PAPERS
    | FIGURES
    | REDRAWING
    | {
        Action.GEOGRAPHY_PLACES_IMPORT,
        Action.ELECTIONS_ELECTION_ADD,
        Action.ELECTIONS_STATIONS_IMPORT,
    },
    Role.ORGANISER: ORGANISING | KEY_HOLDING,
    Role.OVERSIGHT_BODY: COMPARING | READING_PAPERS,
    Role.PROCEDURES_SECRETARY: READING_PAPERS | {Action.ACCESS_PEOPLE_LIST},
    Role.REGIONAL_STAFF: COMPARING | KEY_HOLDING | READING_PAPERS | FIGURES | REDRAWING,
    Role.SECRETARY: FIGURES | KEY_HOLDING | PAPERS,
    Role.TELLER: frozenset(),
}

DOORS_ONLY = frozenset({Role.CANVASSER})
"""Roles that reach the doors handed to them, and nothing else of the seat."""

KEY_HOLDERS = frozenset(role for role, actions in HOLDS.items() if actions >= KEY_HOLDING)
"""Roles that can let others in; a unit wants two people who hold one."""

PURPOSES: dict[Action, frozenset[Purpose]] = {
    **{
        action: frozenset({Purpose.ADMINISTRATION})
        for action in KEY_HOLDING | IMPORTING | REDRAWING | EVERYONE
    },
    **{action: frozenset({Purpose.CANVASS}) for action in KEYING},
    **{action: frozenset({Purpose.ORGANISE}) for action in FIGURES | LISTING | MARKING},
    **{
        action: frozenset({Purpose.CANVASS, Purpose.ORGANISE, Purpose.SUBJECT_REQUEST})
        for action in OBJECTIONS | {Action.REGISTER_ELECTOR_OPEN}
    },
    **{action: frozenset({Purpose.ADMINISTRATION, Purpose.OVERSIGHT}) for action in PAPERS},
    Action.CANVASSING_SCHEME_EDIT: frozenset({Purpose.ORGANISE}),
    Action.CANVASSING_SUMMARY_REBUILD: frozenset({Purpose.ADMINISTRATION}),
    Action.ELECTIONS_ELECTION_ADD: frozenset({Purpose.ADMINISTRATION}),
    Action.GEOGRAPHY_PLACES_IMPORT: frozenset({Purpose.ADMINISTRATION}),
    Action.HEADQUARTERS_SEATS_COMPARE: frozenset({Purpose.ORGANISE, Purpose.OVERSIGHT}),
    Action.PAPER_SHEET_PRINT: frozenset({Purpose.CANVASS}),
    Action.REGISTER_ELECTOR_FIND: frozenset({Purpose.ORGANISE}),
    Action.REGISTER_ROAD_GROUP_EDIT: frozenset({Purpose.ORGANISE}),
}

ALL_PURPOSES: dict[Role, frozenset[Purpose]] = {
    role: frozenset().union(*(PURPOSES[action] for action in actions))
    if actions
    else frozenset({Purpose.ORGANISE})
    for role, actions in HOLDS.items()
}
"""The purposes a grant of this role can have; a narrower one is chosen when it is given."""

STRONG = frozenset(
    {
        Action.ACCESS_GRANT_GIVE,
        Action.ACCESS_INVITATION_SEND,
        Action.CANVASSING_CONVERSATION_LIST,
        Action.DATA_PROTECTION_PAPER_FILE,
        Action.ORGANISATION_SWITCH_TURN,
        Action.PAPER_SHEET_PRINT,
        Action.GEOGRAPHY_BOUNDARY_CHANGE,
        Action.REGISTER_ABSENT_IMPORT,
        Action.REGISTER_ELECTOR_LIST,
        Action.REGISTER_EDITION_IMPORT,
        Action.REGISTER_IMPORT_UNDO,
        Action.REGISTER_MATCH_DECIDE,
        Action.REGISTER_TURNOUT_IMPORT,
    }
)
"""What lists or prints an area, lets somebody in or approves: it wants a second factor, and nothing else does."""


def permitted(role: Role, action: Action, purpose: Purpose) -> bool:
    """Whether a role may do something for a purpose at all, wherever its grant lies."""
    return action in HOLDS[role] and purpose in PURPOSES[action]
