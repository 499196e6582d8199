"""The floor: what nothing wider than one person takes from a unit's own officers. Pure, and the only such list.

A stop of a seat, a tool or the whole organisation, a late membership feed, a charter and an unfiled paper all ask here.
A charter may add to the floor and never take from it.
"""

from enum import StrEnum

from hustings.audit.words import Action


class Promise(StrEnum):
    """The sentences of the floor, each kept by the actions that stand for it."""

    READS_ITS_REGISTER = "reads its own area's register and intentions"
    MAKES_SHEETS = "makes its lists, walks, sheets and letters"
    RECORDS = "records what voters said"
    REACHES_ITS_OWN = "reaches its own consenting members and supporters"
    POLLING_DAY = "runs its polling day"
    EXPORTS_ITS_WORK = "exports its own work"
    OBJECTIONS = "keeps objections and safety flags"
    ANSWERS = "keeps subject rights, appeal and one's own data"


PROMISES: dict[Promise, frozenset[Action]] = {
    Promise.READS_ITS_REGISTER: frozenset(
        {
            Action.CANVASSING_AREA_COUNT,
            Action.CANVASSING_CONVERSATION_LIST,
            Action.REGISTER_ELECTOR_FIND,
            Action.REGISTER_ELECTOR_LIST,
            Action.REGISTER_ELECTOR_OPEN,
            Action.REGISTER_STREET_LIST,
        }
    ),
    Promise.MAKES_SHEETS: frozenset(
        {
            Action.PAPER_SHEET_LIST,
            Action.PAPER_SHEET_PRINT,
            Action.REGISTER_ROAD_GROUP_EDIT,
            Action.TARGETING_LIST_BUILD,
            Action.TARGETING_LIST_OPEN,
            Action.TARGETING_WALK_CUT,
            Action.TARGETING_WALK_HAND_OUT,
            Action.TARGETING_WALK_JOIN,
            Action.TARGETING_WALK_OPEN,
        }
    ),
    Promise.RECORDS: frozenset(
        {
            Action.ACCESS_QUARANTINE_SETTLE,
            Action.CANVASSING_CONVERSATION_RECORD,
            Action.CANVASSING_CONVERSATION_SEND,
            Action.PAPER_SHEET_KEY,
        }
    ),
    Promise.REACHES_ITS_OWN: frozenset(
        {
            Action.ACCESS_PEOPLE_LIST,
            Action.SUPPORTERS_SUPPORTER_OPEN,
            Action.SUPPORTERS_SUPPORTER_RECORD,
        }
    ),
    Promise.POLLING_DAY: frozenset({Action.REGISTER_TURNOUT_KEY, Action.REGISTER_TURNOUT_READ}),
    Promise.EXPORTS_ITS_WORK: frozenset(
        {
            Action.CANVASSING_EXPORT_MAKE,
            Action.COPIES_COPY_FETCH,
            Action.COPIES_COPY_LIST,
            Action.COPIES_COPY_SETTLE,
            Action.DATA_PROTECTION_INCIDENT_OPEN,
            Action.WORK_FILE_FETCH,
            Action.WORK_JOB_READ,
        }
    ),
    Promise.OBJECTIONS: frozenset(
        {
            Action.REGISTER_OBJECTION_LIST,
            Action.REGISTER_OBJECTION_RECORD,
            Action.REGISTER_OBJECTION_WITHDRAW,
        }
    ),
    Promise.ANSWERS: frozenset(
        {
            Action.ACCESS_HELP_ASK,
            Action.ACCESS_RECORD_ANSWER,
            Action.ACCESS_RECORD_READ,
            Action.ACCESS_READING_OWN,
            Action.ACCOUNTS_SELF_EDIT,
            Action.ACCOUNTS_SELF_READ,
            Action.AUDIT_READER_LIST,
            Action.DATA_PROTECTION_HOLDINGS_READ,
            Action.HEADQUARTERS_HOME_OPEN,
        }
    ),
}

FLOOR: frozenset[Action] = frozenset[Action]().union(*PROMISES.values())
