"""The alphabet of the log: every action has one name, `area:thing:action`, and every read a purpose."""

from enum import StrEnum


class Purpose(StrEnum):
    """Why personal data is read or written (DESIGN, section 5)."""

    ADMINISTRATION = "administration"
    CANVASS = "canvass"
    ORGANISE = "organise"
    OVERSIGHT = "oversight"
    POLLING_DAY = "polling day"
    SELECTION = "selection"
    SUBJECT_REQUEST = "subject request"


class Action(StrEnum):
    """What a person, a job or a command can ask for. Alphabetical; a new one also wants a line in access.roles."""

    ACCESS_GRANT_END = "access:grant:end"
    ACCESS_GRANT_GIVE = "access:grant:give"
    ACCESS_GRANT_RENEW = "access:grant:renew"
    ACCESS_HELP_ASK = "access:help:ask"
    ACCESS_INVITATION_ACCEPT = "access:invitation:accept"
    ACCESS_INVITATION_SEND = "access:invitation:send"
    ACCESS_PEOPLE_LIST = "access:people:list"
    ACCOUNTS_PERSON_SIGN_IN = "accounts:person:sign-in"
    ACCOUNTS_SELF_EDIT = "accounts:self:edit"
    AUDIT_ENTRY_READ = "audit:entry:read"
    CANVASSING_AREA_COUNT = "canvassing:area:count"
    CANVASSING_CONVERSATION_LIST = "canvassing:conversation:list"
    CANVASSING_CONVERSATION_RECORD = "canvassing:conversation:record"
    CANVASSING_SCHEME_EDIT = "canvassing:scheme:edit"
    CANVASSING_SUMMARY_REBUILD = "canvassing:summary:rebuild"
    DATA_PROTECTION_HOLDINGS_READ = "data_protection:holdings:read"
    DATA_PROTECTION_PAPER_FILE = "data_protection:paper:file"
    DATA_PROTECTION_PAPER_READ = "data_protection:paper:read"
    GEOGRAPHY_PLACES_IMPORT = "geography:places:import"
    HEADQUARTERS_HOME_OPEN = "headquarters:home:open"
    HEADQUARTERS_SEATS_COMPARE = "headquarters:seats:compare"
    ORGANISATION_COLOUR_READ = "organisation:colour:read"
    ORGANISATION_DEMO_FILL = "organisation:demo:fill"
    ORGANISATION_INSTALLATION_KEEP = "organisation:installation:keep"
    ORGANISATION_SETUP_MAKE = "organisation:setup:make"
    ORGANISATION_SWITCH_TURN = "organisation:switch:turn"
    ORGANISATION_UNIT_EDIT = "organisation:unit:edit"
    PAPER_SHEET_KEY = "paper:sheet:key"
    PAPER_SHEET_LIST = "paper:sheet:list"
    PAPER_SHEET_PRINT = "paper:sheet:print"
    REGISTER_EDITION_IMPORT = "register:edition:import"
    REGISTER_ELECTOR_LIST = "register:elector:list"
    REGISTER_ELECTOR_OPEN = "register:elector:open"
    REGISTER_IMPORT_READ = "register:import:read"
    REGISTER_IMPORT_UNDO = "register:import:undo"
    REGISTER_OBJECTION_LIST = "register:objection:list"
    REGISTER_OBJECTION_RECORD = "register:objection:record"
    REGISTER_OBJECTION_WITHDRAW = "register:objection:withdraw"
    REGISTER_STREET_LIST = "register:street:list"
    WORK_FILE_FETCH = "work:file:fetch"
    WORK_JOB_READ = "work:job:read"


class Outcome(StrEnum):
    """How what was asked ended."""

    DONE = "done"
    REFUSED = "refused"
