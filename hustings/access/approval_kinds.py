"""What wants a second person, and whose roles can be that person. Pure; the database gets the same rows."""

from enum import StrEnum

from hustings.access.roles import KEY_HOLDERS, Role


class ApprovalKind(StrEnum):
    """What two people agree to before it happens."""

    CANARY_POOL = "canary pool"
    ENDING_IN_ELECTION = "ending in election"
    EXPORT = "export"
    HOLD_OUT = "hold out"
    LOST_SECOND_STEP = "lost second step"
    MEMBER_LIST = "member list"
    PRINT = "print"
    PROGRAMME = "programme"
    RETENTION_OVERRIDE = "retention override"
    ROLE_ABOVE_REGION = "role above region"
    STOP_EXTENSION = "stop extension"


HOURS = 24
"""How long an approval can be given and used; and how long somebody waits who has nobody to ask."""

OFFICERS = frozenset({Role.CHAIR, Role.SECRETARY})

APPROVERS: dict[ApprovalKind, frozenset[Role]] = {
    ApprovalKind.CANARY_POOL: OFFICERS | {Role.DATA_PROTECTION_OFFICER, Role.OVERSIGHT_BODY},
    ApprovalKind.ENDING_IN_ELECTION: KEY_HOLDERS | {Role.OVERSIGHT_BODY, Role.PROCEDURES_SECRETARY},
    ApprovalKind.EXPORT: KEY_HOLDERS | {Role.CAMPAIGN_CO_ORDINATOR, Role.DATA_PROTECTION_OFFICER},
    # Of candidate and agent one asks and the other agrees: nobody decides alone who hears nothing.
    ApprovalKind.HOLD_OUT: frozenset({Role.AGENT, Role.CANDIDATE}),
    ApprovalKind.LOST_SECOND_STEP: KEY_HOLDERS | {Role.DATA_PROTECTION_OFFICER, Role.OVERSIGHT_BODY},
    ApprovalKind.MEMBER_LIST: OFFICERS
    | {
        Role.DATA_PROTECTION_OFFICER,
        Role.MEMBERSHIP_SECRETARY,
        Role.NATIONAL_STAFF,
        Role.PROCEDURES_SECRETARY,
    },
    ApprovalKind.PRINT: KEY_HOLDERS | {Role.CAMPAIGN_CO_ORDINATOR, Role.DATA_PROTECTION_OFFICER},
    ApprovalKind.PROGRAMME: OFFICERS | {Role.DATA_PROTECTION_OFFICER, Role.NATIONAL_STAFF},
    ApprovalKind.RETENTION_OVERRIDE: OFFICERS | {Role.DATA_PROTECTION_OFFICER, Role.OVERSIGHT_BODY},
    ApprovalKind.ROLE_ABOVE_REGION: OFFICERS
    | {Role.NATIONAL_STAFF, Role.OVERSIGHT_BODY, Role.PROCEDURES_SECRETARY},
    ApprovalKind.STOP_EXTENSION: OFFICERS
    | {Role.DATA_PROTECTION_OFFICER, Role.DUTY_OFFICER, Role.OVERSIGHT_BODY},
}
"""Who can be the second person, where their grant reaches the unit that it is asked for."""
