"""What we hold of electors and supporters, from the register to what was said."""

from django.utils.translation import gettext_lazy as _

from hustings.data_protection.grounds import ELECTORAL, ELECTORS, LEGAL, NONE, OPINION, SHOWS_OPINION, Holding

HELD_OF_ELECTORS: tuple[Holding, ...] = (
    Holding(
        "register",
        _("The electoral register"),
        (
            "register_elector",
            "register_formernumber",
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
            "Rows on their way in until the import is applied or given up, a week at most; refused rows keep line and "
            "reason alone, and that for 13 months."
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
        _(
            "Sheets 90 days after they are keyed in, one that never came back 14 months after it was due; 7 days for "
            "the file."
        ),
        _("With the answer to a person’s request: which sheets named them, and when."),
        _("With the pack; the marks are conversations by then."),
    ),
    Holding(
        "photographs",
        _("Photographs of marked sheets"),
        ("paper_photograph", "paper_photographedpage"),
        ELECTORS,
        _(
            "Reading marks from a picture instead of keying them, with a person deciding whatever is doubtful."
        ),
        ELECTORAL,
        OPINION,
        _(
            "The picture and what was read of it until its sheet is settled, and 7 days at most; that it was sent, 90 "
            "days."
        ),
        _("With the answer to a person’s request, while a picture with them on it waits."),
        _("When the sheet is settled or the week is over; the marks are conversations by then."),
    ),
    Holding(
        "lists",
        _("Lists of whom to reach"),
        (
            "targeting_savedlist",
            "targeting_offeredlist",
            "targeting_listedelector",
            "targeting_tag",
            "targeting_taggedelector",
        ),
        _("Electors, by the steps that find them; colleagues, as who made or offered a list."),
        _("Reaching the right people, and being able to say why somebody was on a list."),
        ELECTORAL,
        OPINION,
        _("Until whoever works in the seat takes the tag off or the list out of use, and 14 months after."),
        _(
            "With the answer to a person’s request: the lists that hold them, and each step that put them there."
        ),
        _("With the list."),
    ),
    Holding(
        "walks",
        _("Walks"),
        ("targeting_walkplan", "targeting_walk", "targeting_walkdoor", "targeting_outing"),
        _(
            "Electors, as doors and, where a walk came from a list, as who of a door is on it; colleagues and "
            "helpers, as who takes a walk."
        ),
        _("Knowing which doors are walked by whom and until when, so that nobody is called on twice."),
        ELECTORAL,
        # A list can ask for opinions: who is on its walk shows what was said.
        OPINION,
        _("Until the plan is cut anew or put away, at most 14 months; who took a walk, 14 months after it."),
        _("With the answer to a person’s request: which walks their door was on."),
        _("With the plan, or with the door."),
    ),
    Holding(
        "scores",
        _("Scores of models, and who is held out to measure an effect"),
        ("targeting_score", "targeting_scorevalue", "canvassing_heldout"),
        ELECTORS,
        _("Asking first who may answer, and knowing whether asking helped. Advice to people, who decide."),
        ELECTORAL,
        OPINION,
        _(
            "Values until a newer file of the same name takes their place or the score is put out of use, and the "
            "night after; what a score was made from, 14 months more; who was held out, until 30 days after the poll."
        ),
        _(
            "With the answer to a person’s request: each score with its model, inputs and date; whether they were "
            "held out."
        ),
        _("At once where somebody objects to being scored; else with the score or the group."),
    ),
    Holding(
        "supporters",
        _("Members, supporters and volunteers, and how they agreed to be reached"),
        (
            "supporters_supporter",
            "supporters_contactdetail",
            "supporters_supporterfile",
            "supporters_unappliedline",
        ),
        _("Electors who are members, supporters or volunteers, or agreed to be called or written to."),
        _("Reaching those who agreed to it, in the way they agreed to, and nobody else."),
        _("UK GDPR article 6(1)(a), consent, for each way of being reached; 6(1)(f) for who is a member."),
        SHOWS_OPINION,
        _(
            "Until the consent is taken back, then the fact of that alone; two years after a membership ended. Which "
            "lines of a file were not applied, 13 months; a file taken back takes with it what it brought."
        ),
        _(
            "With the answer to a person’s request: each number and address, when they agreed, where it is written."
        ),
        _("On request, at once; that they objected is kept."),
    ),
)
