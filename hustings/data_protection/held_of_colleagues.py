"""What we hold of those who work with Hustings, and of what left with their help."""

from django.utils.translation import gettext_lazy as _

from hustings.data_protection.grounds import (
    COLLEAGUES,
    ELECTORAL,
    LEGAL,
    LEGITIMATE,
    NONE,
    OPINION,
    SHOWS_OPINION,
    Holding,
)

HELD_OF_COLLEAGUES: tuple[Holding, ...] = (
    Holding(
        "copies",
        _("What has left: sheets, lists and files"),
        (
            "copies_copy",
            "copies_copyrows",
            "copies_export",
            "copies_canary",
            "copies_programme",
            "copies_programmerun",
        ),
        _("Electors, as numbers of who is on a copy; colleagues, as who holds it."),
        _("Knowing who holds what until when, and whom to tell when one is lost."),
        LEGAL,
        NONE,
        _(
            "14 months after the copy is back or destroyed; while an incident about it is open, as long as that."
        ),
        _(
            "With the answer to a person’s request: which copies named them, for what, and what became of each."
        ),
        _("After the term above; the numbers say nothing without the register."),
    ),
    Holding(
        "incidents",
        _("Incidents"),
        ("data_protection_incident", "data_protection_decision"),
        _("Electors, as a number of them; colleagues, as who reported and who decided."),
        _("Telling the Information Commissioner and the people affected in time, and being able to show it."),
        LEGAL,
        NONE,
        _("Six years after the incident is closed: the time within which somebody can still go to court."),
        _("With the answer to a person’s request: which incidents touched them."),
        _("After the term above."),
    ),
    Holding(
        "files",
        _("Files that Hustings wrote"),
        ("work_sealedfile", "work_job"),
        _("Electors, inside the sealed files; colleagues, as who asked for them."),
        _("Long work, its progress and its result."),
        ELECTORAL,
        OPINION,
        _(
            "Files 7 days; the key is deleted with the row, and the file is noise from then on. What was asked for, "
            "without what it made, 30 days."
        ),
        _("Not by person; a file’s content is that of the tables it was made from."),
        _("By deleting the key."),
    ),
    Holding(
        "people",
        _("Who works with us"),
        (
            "organisation_membership",
            "copies_retraining",
            "access_grant",
            "access_invitation",
            "access_errand",
            "access_handout",
            "access_approval",
            "access_approvaluse",
            "access_answer",
            "access_leaving",
            "access_supportsession",
            "access_memberfeed",
            "access_memberfeedrefusal",
            "access_stop",
            "access_stopmotion",
            "access_stopreview",
            "access_quarantined",
            "access_drill",
            "elections_calling",
        ),
        COLLEAGUES,
        _("Letting people in for what they need, no further and no longer."),
        LEGITIMATE,
        SHOWS_OPINION,
        _(
            "Roles, stops, approvals and memberships 14 months after their end; invitations a week, then as long as "
            "the role they led to; doors handed out 30 days; what a stopped sender sent 30 days after it is settled."
        ),
        _("With the answer to a person’s request: memberships, roles, who gave them and when."),
        _("After the term above; an entry of the log names the number, not the name."),
    ),
    Holding(
        "reading",
        _("How much colleagues read"),
        ("access_quota", "access_readingday", "access_signal", "access_watch"),
        COLLEAGUES,
        _("Bounding what one account can carry away, and noticing what is unusual before it does harm."),
        LEGITIMATE,
        NONE,
        _("Counts of a day 13 months; quotas until they have filled again; what was unusual 14 months."),
        _("Open to the colleague at any time: their quotas, what was noticed, and how it was settled."),
        _("After the term above."),
    ),
    Holding(
        "accounts",
        _("Signing in"),
        (
            "accounts_person",
            "accounts_device",
            "accounts_session",
            "account_emailaddress",
            "account_emailconfirmation",
            "mfa_authenticator",
            "hustings_cache",
            "access.scope",
        ),
        COLLEAGUES,
        _(
            "Knowing who it is: address, hashed password, sealed second factors, hashed sessions and devices, failed "
            "tries."
        ),
        LEGITIMATE,
        NONE,
        _(
            "Accounts and the devices they signed in on with the last membership; a device that was not used for 400 "
            "days; sessions 12 hours; failed tries an hour; scopes for one request."
        ),
        _("With the answer to a person’s request: address, days of signing in, kinds of second factor."),
        _("With the account."),
    ),
    Holding(
        "log",
        _("The log"),
        ("audit_entry", "audit_rowset", "audit_queuedleaf", "audit_batch", "audit_subjectkey"),
        COLLEAGUES,
        _("Showing who read or changed what, for which purpose, to anybody affected."),
        LEGITIMATE,
        NONE,
        _("Who read what 14 months; what holds no personal data for good."),
        _("With the answer to a person’s request: who opened their record in the last year."),
        _(
            "By deleting the key that stands for a person in the tree, and the name of their entries; whose rows were "
            "read goes by itself after 14 months. No entry is changed or removed by hand."
        ),
    ),
    Holding(
        "papers",
        _("Papers and switches"),
        ("organisation_paper", "organisation_switch"),
        COLLEAGUES,
        _("Showing which papers stood when, who filed them and who opened what."),
        LEGAL,
        NONE,
        _("For as long as anything is processed here: they show that it may be."),
        _("They are open to every colleague who may read them."),
        _("Never while they are in force; the names in them are those of officers."),
    ),
    Holding(
        "letters",
        _("Letters and who answers for them"),
        ("paper_letter", "paper_imprint"),
        _("Whoever a letter’s imprint names: promoter, printer, and whom it is published for."),
        _("Printing on what is published the names and addresses that the law asks for."),
        LEGAL,
        NONE,
        _("Until whoever works in the seat writes another one."),
        _("It stands on every letter."),
        _("By writing another name in its place."),
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
