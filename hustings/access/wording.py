"""What roles and purposes are called on screens, and one sentence on what each role is for."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hustings.access.roles import Role
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
    Role.DUTY_OFFICER: _("Sees who holds which grant."),
    Role.MEMBER: _("Belongs to the unit and opens no data of others."),
    Role.MEMBERSHIP_SECRETARY: _("Sees the people of the unit and invites volunteers."),
    Role.NATIONAL_STAFF: _("Compares seats, sees figures and lets others in; reads no lists of electors."),
    Role.ORGANISER: _("All of the seat’s work: register, sheets, keying in, lists; lets others in."),
    Role.OVERSIGHT_BODY: _("Compares seats and reads the papers; sees no electors."),
    Role.PROCEDURES_SECRETARY: _("Sees who holds which grant, and reads the papers."),
    Role.REGIONAL_STAFF: _("Compares the seats of the region, sees figures and lets others in."),
    Role.SECRETARY: _("Files papers, turns switches, sees figures and lets others in."),
    Role.TELLER: _("Stands at a polling station; opens nothing yet."),
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
