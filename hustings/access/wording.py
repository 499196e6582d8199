"""What roles and purposes are called on screens, and one sentence on what each role is for."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hustings.access.roles import Role
from hustings.access.stops import Ground, Kind, Verb
from hustings.access.tools import Tool
from hustings.audit.words import Purpose

Words = str | Promise

ROLE_NAMES: dict[Role, Words] = {
    Role.AGENT: _("Agent"),
    Role.CAMPAIGN_CO_ORDINATOR: _("Campaign co-ordinator"),
    Role.CANDIDATE: _("Candidate"),
    Role.CANVASSER: _("Canvasser"),
    Role.CHAIR: _("Chair"),
    Role.COUNCILLOR: _("Councillor"),
    Role.DATA_ENTRY_HELPER: _("Data-entry helper"),
    Role.DATA_PROTECTION_OFFICER: _("Data-protection officer"),
    Role.DUTY_OFFICER: _("Duty officer"),
    Role.MEMBER: _("Member"),
    Role.MEMBERSHIP_SECRETARY: _("Membership secretary"),
    Role.NATIONAL_STAFF: _("National staff"),
    Role.ORGANISER: _("Organiser"),
    Role.OVERSIGHT_BODY: _("Oversight body"),
    Role.PROCEDURES_SECRETARY: _("Procedures secretary"),
    Role.REGIONAL_STAFF: _("Regional staff"),
    Role.SECRETARY: _("Secretary"),
    Role.SUPPORT_OFFICER: _("Support officer"),
    Role.SUPPORT_SESSION: _("Support session"),
    Role.TELLER: _("Teller"),
}

ROLE_TASKS: dict[Role, Words] = {
    Role.AGENT: _("Runs the campaign in law: all of the seat’s work, and lets others in."),
    Role.CAMPAIGN_CO_ORDINATOR: _("All of the seat’s work, but lets nobody in."),
    Role.CANDIDATE: _("Prints sheets, keys in and sees the figures of the seat."),
    Role.CANVASSER: _("Records what was said at the doors handed out, and nothing else of the seat."),
    Role.CHAIR: _("Sees the figures and lets others in; reads no lists of electors."),
    Role.COUNCILLOR: _("Keys in and sees the figures of the seat."),
    Role.DATA_ENTRY_HELPER: _("Keys in sheets that others have printed."),
    Role.DATA_PROTECTION_OFFICER: _("Files papers, keeps objections, sees what is held."),
    Role.DUTY_OFFICER: _("Stops what is dangerous, narrowly and for a while; sees who holds which grant."),
    Role.MEMBER: _("Belongs to the unit and opens no data of others."),
    Role.MEMBERSHIP_SECRETARY: _("Sees the people of the unit and invites volunteers."),
    Role.NATIONAL_STAFF: _("Compares seats, sees figures and lets others in; reads no lists of electors."),
    Role.ORGANISER: _("All of the seat’s work: register, sheets, keying in, lists; lets others in."),
    Role.OVERSIGHT_BODY: _("Compares seats and reads the papers; sees no electors."),
    Role.PROCEDURES_SECRETARY: _("Sees who holds which grant, and reads the papers."),
    Role.REGIONAL_STAFF: _("Compares the seats of the region, sees figures and lets others in."),
    Role.SECRETARY: _("Files papers, turns switches, sees figures and lets others in."),
    Role.SUPPORT_OFFICER: _(
        "Opens a support session on one part, for minutes, under review; reads nothing besides."
    ),
    Role.SUPPORT_SESSION: _("Reads in one part for minutes; exports, prints, changes and approves nothing."),
    Role.TELLER: _("Stands at a polling station; opens nothing yet."),
}

GROUND_NAMES: dict[Ground, Words] = {
    Ground.FINDING_SOMEONE: _("Using the data to find somebody"),
    Ground.HARASSING: _("Harassing a voter"),
    Ground.LEAK: _("A leak of people’s data"),
    Ground.LOST_DEVICE: _("A lost or stolen device"),
    Ground.STOLEN_SIGN_IN: _("A stolen sign-in"),
    Ground.TAMPERING: _("Tampering with the data"),
}

GROUND_SENTENCES: dict[Ground, Words] = {
    Ground.FINDING_SOMEONE: _("Somebody fears that the data was used to find a person."),
    Ground.HARASSING: _("Somebody fears that a voter is being harassed."),
    Ground.LEAK: _("Somebody fears that people’s data has got out."),
    Ground.LOST_DEVICE: _("A device was reported lost or stolen."),
    Ground.STOLEN_SIGN_IN: _("Somebody fears that this sign-in is in other hands."),
    Ground.TAMPERING: _("Somebody fears that the data is being tampered with."),
}

KIND_NAMES: dict[Kind, Words] = {
    Kind.COPY: _("One copy"),
    Kind.SESSION: _("One sign-in"),
    Kind.DEVICE: _("One device"),
    Kind.PERSON: _("One person"),
    Kind.SEAT: _("One seat"),
    Kind.TOOL: _("One tool"),
    Kind.NATION: _("The whole organisation"),
}

KIND_SENTENCES: dict[Kind, Words] = {
    Kind.COPY: _("One copy is stopped."),
    Kind.SESSION: _("This sign-in is stopped. Your other devices still work."),
    Kind.DEVICE: _("This device is stopped. You can go on at another one."),
    Kind.PERSON: _("Your access is stopped, on every device."),
    Kind.SEAT: _("A seat is stopped for everybody who does not work in it. Its own officers go on."),
    Kind.TOOL: _("A part of Hustings is stopped. What seats do in their own area goes on."),
    Kind.NATION: _("The whole organisation is stopped. What seats do in their own area goes on."),
}

VERB_NAMES: dict[Verb, Words] = {
    Verb.COPIES: _("Copies out: nothing is printed or fetched"),
    Verb.READS: _("Reads: nobody’s data is shown, printed or fetched"),
    Verb.ALL: _("All: nothing opens"),
}

TOOL_NAMES: dict[Tool, Words] = {
    Tool.ACCOUNTS: _("Home and one’s own account"),
    Tool.COMPARISONS: _("Seats compared"),
    Tool.COPIES: _("Copies, exports and files"),
    Tool.FIGURES: _("Figures"),
    Tool.IMPORTS: _("Imports of registers, lists and places"),
    Tool.KEYS: _("People, roles and invitations"),
    Tool.LISTS: _("Finding and listing electors"),
    Tool.OVERSIGHT: _("Oversight"),
    Tool.PAPERS: _("Data-protection papers"),
    Tool.POLLING_DAY: _("Polling day"),
    Tool.RECORDING: _("Recording and keying in"),
    Tool.SHEETS: _("Sheets"),
}

PURPOSE_NAMES: dict[Purpose, Words] = {
    Purpose.ADMINISTRATION: _("administration"),
    Purpose.CANVASS: _("canvassing"),
    Purpose.ORGANISE: _("organising"),
    Purpose.OVERSIGHT: _("oversight"),
    Purpose.POLLING_DAY: _("polling day"),
    Purpose.SELECTION: _("selection of a candidate"),
    Purpose.SUBJECT_REQUEST: _("people’s requests"),
}

PURPOSE_USES: dict[Purpose, Words] = {
    Purpose.ADMINISTRATION: _("Administration: people, imports, papers"),
    Purpose.CANVASS: _("Canvassing: sheets and what was said"),
    Purpose.ORGANISE: _("Organising: figures, lists and codes"),
    Purpose.OVERSIGHT: _("Oversight: how the data are used"),
    Purpose.POLLING_DAY: _("Polling day"),
    Purpose.SELECTION: _("Selecting a candidate"),
    Purpose.SUBJECT_REQUEST: _("Requests of people about their own data"),
}


def role_name(role: str) -> Words:
    """What a stored role is called; one that this version does not know keeps its code."""
    return ROLE_NAMES[Role(role)] if role in list(Role) else role
