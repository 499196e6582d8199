"""What every figure means, in words. Each has an anchor that the figure links to."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from hustings.canvassing.counting import PERIOD
from hustings.elections.standing import votes_needed_definition


@dataclass(frozen=True)
class Definition:
    """One figure: the anchor of its definition, its name, its meaning and how it is worked out."""

    anchor: str
    name: str
    meaning: str
    formula: str = ""


def definition_url(anchor: str) -> str:
    """The address of a figure's definition."""
    return f"{reverse('canvassing:definitions')}#{anchor}"


def definitions() -> list[Definition]:
    """List every definition, in the order of the page."""
    return [
        Definition(
            "electors",
            _("Electors"),
            _(
                "People on the register now, among them those whose name or address the register does not print."
            ),
        ),
        Definition("doors", _("Doors"), _("Addresses with at least one elector on the register now.")),
        Definition(
            "contact",
            _("What counts as a contact"),
            _(
                "We spoke to the elector, and they answered or would not say. Nobody in, a door we could not reach "
                "or no language in common is an attempt, not a contact. A word with somebody else at home counts "
                "for the door, not for the elector. A visit recorded twice counts once; one that was corrected "
                "counts as corrected; one that was taken back does not count. Late work counts for the day on "
                "which it happened."
            ),
        ),
        Definition(
            "contact-rate",
            _("Contact rate"),
            _("The share of electors to whom we spoke in the period, %(days)d days unless another is chosen.")
            % {"days": PERIOD.days},
            _("electors spoken to in the period ÷ electors"),
        ),
        Definition(
            "intention",
            _("Voting intention"),
            _(
                "What an elector last told us they would do at one kind of election. Each kind is counted by itself, "
                "and nobody is counted who has told us nothing."
            ),
        ),
        Definition(
            "promise",
            _("Promises"),
            _("Electors whose last voting intention is “definitely for us”. “Probably” is no promise."),
        ),
        Definition("votes-needed", _("Votes needed"), votes_needed_definition()),
        Definition(
            "age",
            _("Age of what we know"),
            _(
                "Half of the last voting intentions we hold are this many days old or younger: the median age."
            ),
        ),
        Definition(
            "movement",
            _("Movement since the last canvass"),
            _(
                "For electors who told us their intention at least twice: what they said the time before, and what "
                "they said last."
            ),
        ),
        Definition(
            "doors-left",
            _("Doors left"),
            _(
                "Doors where nobody at all answered us in the period, without those that asked us not to knock. "
                "A door that was tried and did not answer is left."
            ),
        ),
    ]
