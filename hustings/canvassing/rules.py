"""What canvassers' answers mean everywhere: the national core of codes, and what counts as a contact.

No seat may redefine any of this. A seat adds codes of its own, each mapped to a master question.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid5

CORE = UUID("8a5f1c52-6f4e-5d0b-9c63-1f2f7f6a9b10")
"""The namespace of the core's identifiers, so that a code is the same row in every installation."""


class Question(StrEnum):
    """What kind of thing a code answers."""

    REACH = "reach"
    INTENTION = "intention"
    ACTION = "action"
    LOCAL = "local"


class Meaning(StrEnum):
    """One answer, by what it means. The letters on paper may differ one day; these words may not."""

    SPOKE = "spoke"
    HOUSEHOLD = "household"
    NOT_IN = "not_in"
    INACCESSIBLE = "inaccessible"
    LANGUAGE = "language"
    REFUSED = "refused"
    MOVED = "moved"
    DECEASED = "deceased"
    OBJECTED = "objected"
    WITHDRAWN = "withdrawn"
    DEFINITE = "definite"
    PROBABLE = "probable"
    UNDECIDED = "undecided"
    SOFT_OTHER = "soft_other"
    FIRM_OTHER = "firm_other"
    WILL_NOT_VOTE = "will_not_vote"
    POSTAL_VOTE = "postal_vote"
    WANTS_POSTAL_VOTE = "wants_postal_vote"
    POSTAL_VOTE_RETURNED = "postal_vote_returned"
    LIFT = "lift"
    POSTER = "poster"
    HELP = "help"
    CASEWORK = "casework"
    CAR = "car"
    JOIN = "join"
    LOCAL = "local"


@dataclass(frozen=True)
class CoreCode:
    """One line of the national core. `reaches_household`: somebody at the door answered, whoever it was."""

    meaning: Meaning
    letters: str
    label: str
    label_cy: str
    question: Question
    counts_as_contact: bool = False
    reaches_household: bool = False
    is_promise: bool = False

    @property
    def id(self) -> UUID:
        return core_code_id(self.meaning)


def core_code_id(meaning: Meaning) -> UUID:
    """Give the identifier of a core code, the same in every installation."""
    return uuid5(CORE, str(meaning))


def party_code_id(meaning: Meaning, party: str, constituency: int) -> UUID:
    """Give the identifier of a core answer that names another party in one seat."""
    return uuid5(CORE, f"{meaning}:{constituency}:{party}")


CORE_CODES = (
    CoreCode(Meaning.SPOKE, "S", "Spoke to the elector", "Siarad â'r etholwr", Question.REACH, True, True),
    CoreCode(Meaning.HOUSEHOLD, "H", "Spoke to somebody else at home", "Siarad â rhywun arall gartref",
             Question.REACH, reaches_household=True),
    CoreCode(Meaning.REFUSED, "W", "Would not say", "Gwrthod dweud", Question.REACH, True, True),
    CoreCode(Meaning.NOT_IN, "NI", "Not in, no answer", "Neb gartref, dim ateb", Question.REACH),
    CoreCode(Meaning.INACCESSIBLE, "IN", "Could not get to the door", "Methu cyrraedd y drws",
             Question.REACH),
    CoreCode(Meaning.LANGUAGE, "LG", "No language in common", "Dim iaith gyffredin", Question.REACH),
    CoreCode(Meaning.MOVED, "M", "Has moved away", "Wedi symud", Question.REACH, reaches_household=True),
    CoreCode(Meaning.DECEASED, "X", "Has died", "Wedi marw", Question.REACH, reaches_household=True),
    CoreCode(Meaning.OBJECTED, "DNC", "Do not contact again", "Peidiwch â chysylltu eto", Question.REACH,
             reaches_household=True),
    CoreCode(Meaning.DEFINITE, "1", "Definitely for us", "Bendant o'n plaid",
             Question.INTENTION, True, True, True),
    CoreCode(Meaning.PROBABLE, "2", "Probably for us", "Tebygol o'n plaid",
             Question.INTENTION, True, True),
    CoreCode(Meaning.UNDECIDED, "3", "Undecided", "Ansicr",
             Question.INTENTION, True, True),
    CoreCode(Meaning.SOFT_OTHER, "4", "Leaning to another", "Tueddu at un arall",
             Question.INTENTION, True, True),
    CoreCode(Meaning.FIRM_OTHER, "5", "Firmly for another", "Cadarn dros un arall",
             Question.INTENTION, True, True),
    CoreCode(Meaning.WILL_NOT_VOTE, "6", "Will not vote", "Ddim am bleidleisio",
             Question.INTENTION, True, True),
    CoreCode(Meaning.POSTAL_VOTE, "PV", "Has a postal vote", "Mae ganddo bleidlais bost", Question.ACTION),
    CoreCode(Meaning.WANTS_POSTAL_VOTE, "PW", "Wants a postal vote", "Eisiau pleidlais bost",
             Question.ACTION),
    CoreCode(Meaning.POSTAL_VOTE_RETURNED, "PR", "Has sent the postal vote", "Wedi anfon y bleidlais bost",
             Question.ACTION),
    CoreCode(Meaning.LIFT, "LF", "Wants a lift to vote", "Eisiau lifft i bleidleisio", Question.ACTION),
    CoreCode(Meaning.POSTER, "PS", "Will show a poster", "Yn fodlon dangos poster", Question.ACTION),
    CoreCode(Meaning.HELP, "HV", "Will help", "Yn fodlon helpu", Question.ACTION),
    CoreCode(Meaning.CASEWORK, "CW", "Has a problem to take up", "Â phroblem i'w chodi", Question.ACTION),
    CoreCode(Meaning.CAR, "CR", "Can lend a car", "Yn gallu rhoi benthyg car", Question.ACTION),
    CoreCode(Meaning.JOIN, "MB", "Wants to join", "Eisiau ymuno", Question.ACTION),
)  # fmt: skip

BY_MEANING = {code.meaning: code for code in CORE_CODES}
BY_ID = {code.id: code for code in CORE_CODES}
NAMES_A_PARTY = (Meaning.SOFT_OTHER, Meaning.FIRM_OTHER)
"""Core answers that can name the other party by a letter behind the digit: 4C, 5L."""

OUTCOMES = frozenset(code.meaning for code in CORE_CODES if code.question is Question.REACH)
CONTACTS = frozenset(meaning for meaning in OUTCOMES if BY_MEANING[meaning].counts_as_contact)
HOUSEHOLD_CONTACTS = frozenset(meaning for meaning in OUTCOMES if BY_MEANING[meaning].reaches_household)
REVEALING = frozenset({Meaning.POSTER, Meaning.HELP, Meaning.JOIN})
"""Things to do that show how somebody votes, and so are opinions as much as an intention is."""

SHADES = {
    Meaning.DEFINITE: "promise",
    Meaning.PROBABLE: "likely",
    Meaning.UNDECIDED: "undecided",
    Meaning.SOFT_OTHER: "soft",
    Meaning.FIRM_OTHER: "against",
    Meaning.WILL_NOT_VOTE: "none",
}
"""The colour of each intention in charts (docs/visual-language.md)."""


def is_opinion(question: str, meaning: str) -> bool:
    """Whether an answer is a political opinion (UK GDPR, article 9), which more is asked of."""
    return question in (Question.INTENTION, Question.LOCAL) or meaning in REVEALING


MASTER_QUESTIONS = (
    ("issue", "What matters most to the elector", "Beth sydd bwysicaf i'r etholwr"),
    ("past_vote", "How the elector voted before", "Sut y pleidleisiodd yr etholwr o'r blaen"),
    ("second_choice", "Second choice of party", "Ail ddewis o blaid"),
    ("local_matter", "A matter of this neighbourhood", "Mater yn y gymdogaeth hon"),
    ("helping", "How the elector might help", "Sut y gallai'r etholwr helpu"),
    ("other", "Something else", "Rhywbeth arall"),
)
"""The national questions that a seat's own codes are mapped to, so that answers can be read together."""

LOCAL_LETTERS = re.compile(r"[A-Z][A-Z0-9]{1,3}")
PARTY_LETTERS = "ABCDEFGHJKLMNPQRSTUVWYZ"


def letters_for_parties(parties: Iterable[str], ours: str = "") -> dict[str, str]:
    """Give each other party one letter, the first of its own letters still free; ours gets none.

    The order given decides who chooses first, so the largest come first. "I" and "O" are never used: on paper
    they are a one and a nought.
    """
    given: dict[str, str] = {}
    for party in parties:
        if party == ours or party in given:
            continue
        wishes = [letter for letter in f"{party.upper()}{PARTY_LETTERS}" if letter in PARTY_LETTERS]
        free = next((letter for letter in wishes if letter not in given.values()), "")
        if free:
            given[party] = free
    return given


def reason_against_local_letters(letters: str, taken: Iterable[str]) -> str:
    """Say why letters cannot be a seat's own code: "shape", "core", "taken", or "" where they can."""
    core = {code.letters for code in CORE_CODES} | {"I", "O"}
    if not LOCAL_LETTERS.fullmatch(letters):
        return "shape"
    if letters in core:
        return "core"
    return "taken" if letters in set(taken) else ""


TRANSIT = timedelta(minutes=2)
"""So far two clocks may seem apart only because a call takes time to arrive: nothing is corrected."""
AHEAD = timedelta(minutes=5)
"""So far a moment may lie ahead of ours and still be taken for now."""


def moment_heard(happened_at: datetime, sent_at: datetime | None, received_at: datetime) -> datetime:
    """Tell by our clock when something happened by a phone's clock.

    A clock that is wrong at the moment of sending was wrong by as much when the thing happened, so the whole
    difference is put right. Without `sent_at` nothing is known of it. What still lies a little ahead is now; what
    lies further ahead is left for whoever judges it, as is what happened after it was sent.
    """
    error = received_at - sent_at if sent_at is not None else timedelta()
    if abs(error) > TRANSIT:
        happened_at += error
    return min(happened_at, received_at) if happened_at <= received_at + AHEAD else happened_at
