"""Which shelves of personal data each action opens, for reading and for writing. What is not named stays shut."""

from dataclasses import dataclass

from hustings.audit.words import Action
from hustings.lib.walls import Shelf


@dataclass(frozen=True)
class Touch:
    """The shelves one action opens; writing a shelf opens it for reading too."""

    reads: frozenset[Shelf] = frozenset()
    writes: frozenset[Shelf] = frozenset()


def touch(*reads: Shelf, writes: tuple[Shelf, ...] = ()) -> Touch:
    return Touch(frozenset(reads) | frozenset(writes), frozenset(writes))


R, O, OBJ = Shelf.REGISTER, Shelf.OPINIONS, Shelf.OBJECTIONS  # noqa: E741 - one letter keeps the table a table
COPIES, FILES, IMPORTS, PAPER, PEOPLE, OVERVIEW, TURNOUT = (
    Shelf.COPIES,
    Shelf.FILES,
    Shelf.IMPORTS,
    Shelf.PAPER,
    Shelf.PEOPLE,
    Shelf.OVERVIEW,
    Shelf.TURNOUT,
)

TOUCHES: dict[Action, Touch] = {
    Action.ACCESS_APPROVAL_ASK: touch(),
    Action.ACCESS_APPROVAL_DECIDE: touch(PEOPLE),
    Action.ACCESS_APPROVAL_READ: touch(),
    Action.ACCESS_APPROVAL_USE: touch(),
    Action.ACCESS_GRANT_END: touch(PEOPLE, writes=(PEOPLE,)),
    Action.ACCESS_GRANT_GIVE: touch(PEOPLE, writes=(PEOPLE,)),
    Action.ACCESS_GRANT_RENEW: touch(PEOPLE, writes=(PEOPLE,)),
    Action.ACCESS_HELP_ASK: touch(),
    Action.ACCESS_INVITATION_SEND: touch(PEOPLE, writes=(PEOPLE,)),
    Action.ACCESS_MEMBERS_IMPORT: touch(PEOPLE),
    Action.ACCESS_MEMBERS_RECONCILE: touch(),
    Action.ACCESS_MEMBERSHIP_EDIT: touch(PEOPLE),
    Action.ACCESS_MEMBERSHIP_END: touch(PEOPLE),
    Action.ACCESS_MEMBERSHIP_RESTORE: touch(PEOPLE),
    Action.ACCESS_PEOPLE_LIST: touch(PEOPLE),
    # What a stopped sender still sent becomes conversations and objections.
    Action.ACCESS_QUARANTINE_SETTLE: touch(PEOPLE, Shelf.QUARANTINE, writes=(R, OBJ, O, OVERVIEW, PAPER)),
    Action.ACCESS_READING_CLEAR: touch(PEOPLE),
    Action.ACCESS_READING_OWN: touch(),
    Action.ACCESS_READING_WATCH: touch(PEOPLE),
    Action.ACCESS_STOP_CONFIRM: touch(PEOPLE),
    Action.ACCESS_STOP_LIST: touch(PEOPLE),
    Action.ACCESS_STOP_PLACE: touch(PEOPLE, FILES),
    Action.ACCESS_STOP_REVIEW: touch(PEOPLE),
    Action.ACCESS_RECORD_ANSWER: touch(),
    Action.ACCESS_RECORD_READ: touch(),
    Action.ACCESS_SUPPORT_OPEN: touch(PEOPLE),
    Action.ACCESS_SUPPORT_REVIEW: touch(PEOPLE),
    Action.ACCESS_SUPPORT_SUSPEND: touch(),
    Action.ACCOUNTS_SELF_EDIT: touch(),
    Action.ACCOUNTS_SELF_READ: touch(),
    Action.AUDIT_ENTRY_READ: touch(Shelf.LOG, PEOPLE),
    Action.AUDIT_READER_LIST: touch(R, Shelf.LOG, PEOPLE),
    Action.CANVASSING_AREA_COUNT: touch(R, O, OVERVIEW),
    Action.CANVASSING_CONVERSATION_LIST: touch(R, O, PEOPLE),
    Action.CANVASSING_CONVERSATION_RECORD: touch(R, writes=(O, OVERVIEW)),
    # As at the keying of a sheet: an objection that comes with the conversations is recorded with them.
    Action.CANVASSING_CONVERSATION_SEND: touch(writes=(R, OBJ, O, OVERVIEW)),
    # Whoever writes a marked copy adds its invented people; only tracing reads them.
    Action.CANVASSING_EXPORT_MAKE: touch(
        R, O, PEOPLE, Shelf.CONTACTS, Shelf.LISTS, writes=(FILES, COPIES, Shelf.CANARIES)
    ),
    Action.CANVASSING_PROGRAMME_KEEP: touch(
        R, O, PEOPLE, Shelf.LISTS, writes=(FILES, COPIES, Shelf.CANARIES)
    ),
    Action.CANVASSING_SCHEME_EDIT: touch(O, writes=(O,)),
    Action.CANVASSING_SUMMARY_REBUILD: touch(R, writes=(O, OVERVIEW)),
    Action.COPIES_CANARY_READ: touch(COPIES, PEOPLE, Shelf.CANARIES),
    Action.COPIES_COPY_FETCH: touch(FILES, PEOPLE, writes=(COPIES,)),
    Action.COPIES_COPY_LIST: touch(COPIES, PEOPLE),
    # A sheet that came back stands in the ledger as such at once.
    Action.COPIES_COPY_SETTLE: touch(PEOPLE, writes=(COPIES, PAPER)),
    Action.COPIES_COPY_TRACE: touch(R, COPIES, PEOPLE, Shelf.CANARIES),
    Action.COPIES_RETRAINING_ASK: touch(PEOPLE),
    Action.COPIES_RETRAINING_READ: touch(),
    Action.DATA_PROTECTION_HOLDINGS_READ: touch(),
    Action.DATA_PROTECTION_INCIDENT_DECIDE: touch(COPIES, PEOPLE, writes=(Shelf.INCIDENTS,)),
    Action.DATA_PROTECTION_INCIDENT_OPEN: touch(PEOPLE, writes=(COPIES, PAPER, Shelf.INCIDENTS)),
    Action.DATA_PROTECTION_INCIDENT_READ: touch(R, COPIES, PEOPLE, Shelf.INCIDENTS),
    Action.DATA_PROTECTION_PAPER_FILE: touch(writes=(Shelf.PAPERS,)),
    Action.DATA_PROTECTION_PAPER_READ: touch(Shelf.PAPERS),
    # Whose opinions have had their term has no summary either: it is made anew from what is left.
    Action.DATA_PROTECTION_TERM_KEEP: touch(R, writes=(O, OVERVIEW)),
    Action.ELECTIONS_ELECTION_ADD: touch(),
    Action.ELECTIONS_STATIONS_IMPORT: touch(R, writes=(FILES,)),
    # Whatever is known of the people of a district goes with them into another seat.
    Action.GEOGRAPHY_BOUNDARY_CHANGE: touch(
        writes=(R, O, OBJ, IMPORTS, PAPER, OVERVIEW, TURNOUT, Shelf.CONTACTS)
    ),
    Action.GEOGRAPHY_PLACES_IMPORT: touch(),
    Action.HEADQUARTERS_HOME_OPEN: touch(),
    Action.HEADQUARTERS_OVERSIGHT_OPEN: touch(),
    Action.HEADQUARTERS_SEATS_COMPARE: touch(OVERVIEW),
    Action.ORGANISATION_SWITCH_TURN: touch(writes=(Shelf.PAPERS,)),
    Action.ORGANISATION_UNIT_EDIT: touch(PEOPLE, writes=(PEOPLE,)),
    # Who asked at the door not to be contacted again has objected as soon as the mark is keyed. Photographs of sheets
    # are sealed files until their marks are settled.
    Action.PAPER_SHEET_KEY: touch(writes=(R, OBJ, PAPER, O, OVERVIEW, COPIES, FILES)),
    Action.PAPER_SHEET_LIST: touch(PAPER, FILES),
    # Labels and letters are printed from a list: what its steps and its leavers ask for has to be read.
    Action.PAPER_SHEET_PRINT: touch(
        R, O, TURNOUT, Shelf.CONTACTS, Shelf.LISTS, writes=(PAPER, FILES, COPIES, Shelf.WALKS)
    ),
    Action.REGISTER_ABSENT_IMPORT: touch(writes=(R, IMPORTS, FILES, TURNOUT)),
    Action.REGISTER_EDITION_IMPORT: touch(OBJ, writes=(R, IMPORTS, FILES, OBJ)),
    Action.REGISTER_ELECTOR_FIND: touch(R),
    Action.REGISTER_ELECTOR_LIST: touch(R, O),
    Action.REGISTER_ELECTOR_OPEN: touch(R, O, OBJ, TURNOUT),
    # A file's page says how many of its rows wait for somebody to say who they are.
    Action.REGISTER_IMPORT_READ: touch(R, IMPORTS),
    # Nobody of whom anything is kept is taken off the register with a file.
    Action.REGISTER_IMPORT_UNDO: touch(
        O, PAPER, Shelf.CONTACTS, Shelf.LISTS, writes=(R, IMPORTS, OBJ, TURNOUT)
    ),
    Action.REGISTER_LAYOUT_MAP: touch(writes=(IMPORTS, FILES)),
    # Two records of one person become one, with whatever was recorded about either.
    Action.REGISTER_MATCH_DECIDE: touch(
        writes=(R, IMPORTS, OBJ, O, OVERVIEW, PAPER, TURNOUT, Shelf.CONTACTS, Shelf.LISTS)
    ),
    Action.REGISTER_MATCH_LIST: touch(R, IMPORTS),
    Action.REGISTER_OBJECTION_LIST: touch(R, OBJ),
    Action.REGISTER_OBJECTION_RECORD: touch(writes=(R, OBJ)),
    Action.REGISTER_OBJECTION_WITHDRAW: touch(writes=(R, OBJ)),
    Action.REGISTER_ROAD_GROUP_EDIT: touch(writes=(R,)),
    Action.REGISTER_STREET_LIST: touch(R),
    Action.REGISTER_SUPPLY_KEEP: touch(writes=(IMPORTS,)),
    Action.REGISTER_TURNOUT_IMPORT: touch(R, writes=(TURNOUT, IMPORTS, FILES, COPIES)),
    Action.REGISTER_TURNOUT_KEY: touch(R, writes=(TURNOUT,)),
    Action.REGISTER_TURNOUT_READ: touch(R, TURNOUT),
    Action.SUPPORTERS_FILE_IMPORT: touch(R, writes=(Shelf.CONTACTS, FILES)),
    Action.SUPPORTERS_SUPPORTER_OPEN: touch(R, Shelf.CONTACTS),
    Action.SUPPORTERS_SUPPORTER_RECORD: touch(R, writes=(Shelf.CONTACTS,)),
    Action.TARGETING_HOLD_OUT_DRAW: touch(R, O, TURNOUT, PEOPLE, Shelf.CONTACTS, writes=(Shelf.LISTS,)),
    Action.TARGETING_LIST_BUILD: touch(R, O, TURNOUT, Shelf.CONTACTS, writes=(Shelf.LISTS, Shelf.OFFERS)),
    # Whoever offers sees no list of a seat, and nobody who took one.
    Action.TARGETING_LIST_OFFER: touch(writes=(Shelf.OFFERS,)),
    Action.TARGETING_LIST_OPEN: touch(R, O, TURNOUT, Shelf.CONTACTS, Shelf.LISTS, Shelf.WALKS),
    Action.TARGETING_SCORE_IMPORT: touch(R, writes=(O, FILES)),
    # Walks are cut from a list: what its steps and its leavers ask for has to be read.
    Action.TARGETING_WALK_CUT: touch(R, O, TURNOUT, Shelf.CONTACTS, Shelf.LISTS, writes=(Shelf.WALKS,)),
    Action.TARGETING_WALK_HAND_OUT: touch(R, PEOPLE, writes=(Shelf.WALKS,)),
    # By the code on its cover: what it is says the database, and who lives there the wall of the doors it opens.
    Action.TARGETING_WALK_JOIN: touch(R),
    # Standing walks gain new doors when somebody looks at them, as when somebody prints them.
    Action.TARGETING_WALK_OPEN: touch(R, PEOPLE, writes=(Shelf.WALKS,)),
    Action.WORK_FILE_FETCH: touch(),
    Action.WORK_JOB_READ: touch(),
}
