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
FILES, IMPORTS, PAPER, PEOPLE, OVERVIEW, TURNOUT = (
    Shelf.FILES,
    Shelf.IMPORTS,
    Shelf.PAPER,
    Shelf.PEOPLE,
    Shelf.OVERVIEW,
    Shelf.TURNOUT,
)

TOUCHES: dict[Action, Touch] = {
    Action.ACCESS_GRANT_END: touch(PEOPLE, writes=(PEOPLE,)),
    Action.ACCESS_GRANT_GIVE: touch(PEOPLE, writes=(PEOPLE,)),
    Action.ACCESS_GRANT_RENEW: touch(PEOPLE, writes=(PEOPLE,)),
    Action.ACCESS_HELP_ASK: touch(),
    Action.ACCESS_INVITATION_SEND: touch(PEOPLE, writes=(PEOPLE,)),
    Action.ACCESS_PEOPLE_LIST: touch(PEOPLE),
    Action.ACCOUNTS_SELF_EDIT: touch(),
    Action.CANVASSING_AREA_COUNT: touch(R, O, OVERVIEW),
    Action.CANVASSING_CONVERSATION_LIST: touch(R, O, PEOPLE),
    Action.CANVASSING_CONVERSATION_RECORD: touch(R, writes=(O, OVERVIEW)),
    Action.CANVASSING_SCHEME_EDIT: touch(O, writes=(O,)),
    Action.CANVASSING_SUMMARY_REBUILD: touch(R, writes=(O, OVERVIEW)),
    Action.DATA_PROTECTION_HOLDINGS_READ: touch(),
    Action.DATA_PROTECTION_PAPER_FILE: touch(writes=(Shelf.PAPERS,)),
    Action.DATA_PROTECTION_PAPER_READ: touch(Shelf.PAPERS),
    Action.ELECTIONS_ELECTION_ADD: touch(),
    Action.ELECTIONS_STATIONS_IMPORT: touch(R, writes=(FILES,)),
    # Whatever is known of the people of a district goes with them into another seat.
    Action.GEOGRAPHY_BOUNDARY_CHANGE: touch(writes=(R, O, OBJ, IMPORTS, PAPER, OVERVIEW, TURNOUT)),
    Action.GEOGRAPHY_PLACES_IMPORT: touch(),
    Action.HEADQUARTERS_HOME_OPEN: touch(),
    Action.HEADQUARTERS_SEATS_COMPARE: touch(OVERVIEW),
    Action.ORGANISATION_SWITCH_TURN: touch(writes=(Shelf.PAPERS,)),
    Action.ORGANISATION_UNIT_EDIT: touch(PEOPLE, writes=(PEOPLE,)),
    # Who asked at the door not to be contacted again has objected as soon as the mark is keyed.
    Action.PAPER_SHEET_KEY: touch(writes=(R, OBJ, PAPER, O, OVERVIEW)),
    Action.PAPER_SHEET_LIST: touch(PAPER, FILES),
    Action.PAPER_SHEET_PRINT: touch(R, O, writes=(PAPER, FILES)),
    Action.REGISTER_ABSENT_IMPORT: touch(writes=(R, IMPORTS, FILES, TURNOUT)),
    Action.REGISTER_EDITION_IMPORT: touch(OBJ, writes=(R, IMPORTS, FILES, OBJ)),
    Action.REGISTER_ELECTOR_FIND: touch(R),
    Action.REGISTER_ELECTOR_LIST: touch(R, O),
    Action.REGISTER_ELECTOR_OPEN: touch(R, O, OBJ, TURNOUT),
    # A file's page says how many of its rows wait for somebody to say who they are.
    Action.REGISTER_IMPORT_READ: touch(R, IMPORTS),
    Action.REGISTER_IMPORT_UNDO: touch(O, PAPER, writes=(R, IMPORTS, OBJ, TURNOUT)),
    Action.REGISTER_LAYOUT_MAP: touch(writes=(IMPORTS, FILES)),
    # Two records of one person become one, with whatever was recorded about either.
    Action.REGISTER_MATCH_DECIDE: touch(writes=(R, IMPORTS, OBJ, O, OVERVIEW, PAPER, TURNOUT)),
    Action.REGISTER_MATCH_LIST: touch(R, IMPORTS),
    Action.REGISTER_OBJECTION_LIST: touch(R, OBJ),
    Action.REGISTER_OBJECTION_RECORD: touch(writes=(R, OBJ)),
    Action.REGISTER_OBJECTION_WITHDRAW: touch(writes=(R, OBJ)),
    Action.REGISTER_ROAD_GROUP_EDIT: touch(writes=(R,)),
    Action.REGISTER_STREET_LIST: touch(R),
    Action.REGISTER_SUPPLY_KEEP: touch(writes=(IMPORTS,)),
    Action.REGISTER_TURNOUT_IMPORT: touch(R, writes=(TURNOUT, IMPORTS, FILES)),
    Action.REGISTER_TURNOUT_KEY: touch(R, writes=(TURNOUT,)),
    Action.REGISTER_TURNOUT_READ: touch(R, TURNOUT),
    Action.WORK_FILE_FETCH: touch(),
    Action.WORK_JOB_READ: touch(),
}
