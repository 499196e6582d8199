"""What we hold: every table with personal data, why, on what ground, how long, and how it leaves. The record of
processing activities (UK GDPR, article 30) is this list, printed.

A test compares it with the tables of the database: one that is neither here nor in FREE fails it. What is said of
retention is the promise; its keeping comes with the duties that delete.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True)
class Holding:
    """One kind of personal data. `special` is the ground for special categories, empty where there are none."""

    key: str
    name: Words
    tables: tuple[str, ...]
    whose: Words
    purpose: Words
    basis: Words
    special: Words
    kept: Words
    given: Words
    erased: Words


ELECTORAL = _(
    "UK GDPR article 6(1)(e) with Data Protection Act 2018 section 8(e), democratic engagement; the register is "
    "supplied under the Representation of the People Regulations 2001, regulations 102 to 108, for electoral purposes "
    "alone."
)
LEGITIMATE = _("UK GDPR article 6(1)(f): running the campaign safely and being able to show who did what.")
LEGAL = _("UK GDPR article 6(1)(c): the duty to honour and to prove what somebody has asked.")
OPINION = _(
    "UK GDPR article 9(2)(g) with Data Protection Act 2018 schedule 1, paragraph 22, for a registered party; explicit "
    "consent, article 9(2)(a), for everybody else."
)
SHOWS_OPINION = _(
    "UK GDPR article 9(2)(d): it tells of members and of those who work for the party, and stays inside."
)
NONE = _("No special category.")
ELECTORS = _("Everybody on the electoral register of the seat.")
COLLEAGUES = _("People who work with Hustings: volunteers, officers, staff.")

HELD: tuple[Holding, ...] = (
    Holding(
        "register",
        _("The electoral register"),
        (
            "register_elector",
            "register_registerentry",
            "register_door",
            "register_street",
            "register_building",
            "register_roadgroup",
            "register_doubt",
        ),
        ELECTORS,
        _("Canvassing and getting elected; nobody is on it for any other use."),
        ELECTORAL,
        NONE,
        _(
            "An edition’s numbers until that poll’s marked register is in, or 13 months; people until they leave."
        ),
        _("With the answer to a person’s request: name, address, numbers and marks of each edition."),
        _(
            "With the undoing of an import; a person with recorded facts stays, off the register, until those go."
        ),
    ),
    Holding(
        "imports",
        _("Files on their way in"),
        (
            "register_import",
            "register_importrefusal",
            "register_stagedrow",
            "register_supply",
        ),
        ELECTORS,
        _("Showing what a file would change, and why a row was refused."),
        ELECTORAL,
        NONE,
        _(
            "Rows on their way in until the import is applied or given up; refused rows keep line and reason alone."
        ),
        _("Not by person: a refused row keeps no name."),
        _("Rows on their way in are deleted when the import ends."),
    ),
    Holding(
        "voting",
        _("Who votes by post or by proxy, and who voted"),
        (
            "register_absentvote",
            "register_absentvotedetail",
            "register_turnout",
            "register_markedbatch",
            "register_keyedmark",
        ),
        ELECTORS,
        _(
            "Reminding people of their vote in time, and asking first who tends to use it. Never how they voted."
        ),
        ELECTORAL,
        NONE,
        _(
            "Marked registers 10 years, tellers’ numbers 30 days after the result; where a postal vote is sent and who "
            "a proxy is only where asked for, and 30 days after the poll."
        ),
        _(
            "With the answer to a person’s request: kind of absent vote, and whether they voted at which election."
        ),
        _("With the elector, or on request; an undone import takes back what it brought."),
    ),
    Holding(
        "objections",
        _("Objections to being contacted"),
        ("register_objection",),
        ELECTORS,
        _("Keeping away from whoever has asked for it, also after the next register."),
        LEGAL,
        NONE,
        _("For good, under a key made of name and address that only this installation can make."),
        _("With the answer to a person’s request: channel, day and source."),
        _("Never while it protects somebody; it holds no more than it needs for that."),
    ),
    Holding(
        "opinions",
        _("What voters said"),
        (
            "canvassing_conversation",
            "canvassing_votingintention",
            "canvassing_answer",
            "canvassing_latestintention",
            "canvassing_contactsummary",
            "canvassing_doorsummary",
            "canvassing_districttally",
        ),
        ELECTORS,
        _("Knowing whom to speak to again and whom to remind on polling day."),
        ELECTORAL,
        OPINION,
        _("Two cycles of the slowest election in the area since the last contact; then ward totals alone."),
        _("With the answer to a person’s request: every conversation with day, channel and answer."),
        _(
            "On an objection or request: the conversation and all read from it; the door keeps that it was visited."
        ),
    ),
    Holding(
        "sheets",
        _("Sheets out and marks back"),
        ("paper_pack", "paper_sheet", "paper_sheetdoor", "paper_sheetline", "paper_keyedline"),
        ELECTORS,
        _("Knowing which sheet is out, and keying its marks in at the right door."),
        ELECTORAL,
        OPINION,
        _("Until the pack is back and keyed in, and 7 days for the file."),
        _("With the answer to a person’s request: which sheets named them, and when."),
        _("With the pack; the marks are conversations by then."),
    ),
    Holding(
        "files",
        _("Files that Hustings wrote"),
        ("work_sealedfile", "work_job"),
        _("Electors, inside the sealed files; colleagues, as who asked for them."),
        _("Long work, its progress and its result."),
        ELECTORAL,
        OPINION,
        _("7 days; the key is deleted with the row, and the file is noise from then on."),
        _("Not by person; a file’s content is that of the tables it was made from."),
        _("By deleting the key."),
    ),
    Holding(
        "people",
        _("Who works with us"),
        ("organisation_membership", "access_grant", "access_invitation", "access_errand", "access_handout"),
        COLLEAGUES,
        _("Letting people in for what they need, no further and no longer."),
        LEGITIMATE,
        SHOWS_OPINION,
        _("Grants 14 months after their end; invitations a week, then as long as the grant they led to."),
        _("With the answer to a person’s request: memberships, roles, who gave them and when."),
        _("After the term above; an entry of the log names the number, not the name."),
    ),
    Holding(
        "accounts",
        _("Signing in"),
        (
            "accounts_person",
            "accounts_session",
            "account_emailaddress",
            "account_emailconfirmation",
            "mfa_authenticator",
            "hustings_cache",
            "access.scope",
        ),
        COLLEAGUES,
        _(
            "Knowing who it is: address, hashed password, sealed second factors, hashed sessions, failed tries."
        ),
        LEGITIMATE,
        NONE,
        _("Accounts with the membership; sessions 12 hours; failed tries an hour; scopes for one request."),
        _("With the answer to a person’s request: address, days of signing in, kinds of second factor."),
        _("With the account."),
    ),
    Holding(
        "log",
        _("The log"),
        ("audit_entry",),
        COLLEAGUES,
        _("Showing who read or changed what, for which purpose, to anybody affected."),
        LEGITIMATE,
        NONE,
        _("Who read what 14 months; what holds no personal data for good."),
        _("With the answer to a person’s request: who opened their record in the last year."),
        _("Never by hand: the runtime can add entries and can neither read, change nor remove one."),
    ),
    Holding(
        "papers",
        _("Papers and switches"),
        ("organisation_paper", "organisation_switch"),
        COLLEAGUES,
        _("Showing which papers stood when, who filed them and who opened what."),
        LEGAL,
        NONE,
        _("Until six months after the processing they describe has ended."),
        _("They are open to every colleague who may read them."),
        _("Never while they are in force; the names in them are those of officers."),
    ),
    Holding(
        "candidates",
        _("Past results"),
        ("elections_partyvotes",),
        _("Candidates of past elections, where a file names an independent by name."),
        _("Comparing with the last result."),
        _("UK GDPR article 6(1)(f); results are published by law."),
        NONE,
        _("For good: they are public."),
        _("They are public."),
        _("They are public."),
    ),
)

FREE: dict[str, Words] = {
    "access.duty": _("names of duties"),
    "access.founding": _("one number"),
    "access.key": _("the key of the seals"),
    "access.offer": _("roles"),
    "access.permission": _("roles"),
    "access.role": _("roles"),
    "access.stamp": _("one hash"),
    "access.strong": _("actions"),
    "access.touch": _("actions"),
    "auth_group": _("unused, empty"),
    "auth_group_permissions": _("unused, empty"),
    "auth_permission": _("names of tables"),
    "canvassing_code": _("answers of a scheme"),
    "canvassing_districtmark": _("counts of a polling district"),
    "canvassing_masterquestion": _("questions of a scheme"),
    "canvassing_seatsummary": _("counts of a whole seat"),
    "django_content_type": _("names of tables"),
    "django_migrations": _("names of migrations"),
    "elections_election": _("elections"),
    "elections_pollingstation": _("places where people vote"),
    "elections_pollingstation_districts": _("places where people vote"),
    "elections_result": _("counts of a whole seat"),
    "elections_seattier": _("a seat’s tier"),
    "elections_stationfile": _("names of files"),
    "elections_stationproperty": _("addresses, without people"),
    "geography_boundary": _("outlines"),
    "geography_boundarychange": _("proposals for wards and constituencies"),
    "geography_districtplacement": _("places"),
    "geography_place": _("places"),
    "geography_pollingdistrict": _("places"),
    "geography_postcode": _("places"),
    "geography_propertyplace": _("positions of properties, without addresses or people"),
    "organisation_organisation": _("the organisation itself"),
    "organisation_unit": _("parts of the organisation"),
    "organisation_unitabove": _("parts of the organisation"),
    "organisation_unitseat": _("parts of the organisation"),
    "procrastinate_events": _("ids of jobs"),
    "procrastinate_jobs": _("ids of jobs and errands; their tests allow nothing else"),
    "procrastinate_periodic_defers": _("names of duties"),
    "procrastinate_workers": _("times of a process"),
    "register_councillayout": _("headings of councils’ files"),
    "register_registeredition": _("names of editions"),
    "register_seatcount": _("one number a seat"),
}
"""Tables without personal data, and what is in them instead."""


def unlisted(tables: set[str]) -> set[str]:
    """Tables that are in neither list."""
    return tables - listed()


def listed() -> set[str]:
    """Every table that is in one of the two lists."""
    return {table for holding in HELD for table in holding.tables} | set(FREE)
