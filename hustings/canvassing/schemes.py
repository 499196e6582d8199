"""The scheme of codes in force in a seat: the national core, letters for the other parties, the seat's own codes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.canvassing import rules
from hustings.canvassing.models import Code, MasterQuestion
from hustings.canvassing.rules import Meaning, Question
from hustings.elections.standing import parties_of
from hustings.organisation.models import Organisation


class UnableToChangeScheme(Exception):
    """The scheme stays as it is; the message says why and what to do."""


@dataclass(frozen=True)
class Entry:
    """One code as a seat uses it: what is written on paper, and what it means everywhere."""

    id: UUID
    letters: str
    label: str
    meaning: str
    question: str
    party: str = ""
    counts_as_contact: bool = False
    is_promise: bool = False
    is_own: bool = False


@dataclass(frozen=True)
class Scheme:
    """The codes in force in one seat, in the order in which a sheet shows them."""

    entries: tuple[Entry, ...]

    @property
    def by_letters(self) -> dict[str, Entry]:
        """What each group of letters on paper means; the table that keying in reads."""
        return {entry.letters: entry for entry in self.entries}

    def of(self, question: str) -> tuple[Entry, ...]:
        """The codes that answer one kind of question."""
        return tuple(entry for entry in self.entries if entry.question == question)

    @property
    def party_letters(self) -> dict[str, str]:
        """The letter behind 4 and 5 for each other party."""
        named = (entry for entry in self.entries if entry.party and entry.meaning == Meaning.FIRM_OTHER)
        return {entry.letters[1:]: entry.party for entry in named}


def scheme_for(constituency: int) -> Scheme:
    """Give the scheme of a seat. Three queries; sheets printed before keep the scheme they were printed with."""
    # Core answers that name a party have rows too, without letters of their own.
    mine = Code.objects.filter(constituency_id=constituency, retired_on=None).exclude(letters="")
    own = list(mine.order_by("order", "letters"))
    core = [_core_entry(code) for code in rules.CORE_CODES]
    parties = _party_entries(constituency, {code.letters for code in own})
    local = [_own_entry(code) for code in own]
    return Scheme(tuple(core + parties + local))


def _core_entry(code: rules.CoreCode) -> Entry:
    return Entry(
        id=code.id,
        letters=code.letters,
        label=label_of(code),
        meaning=code.meaning,
        question=code.question,
        counts_as_contact=code.counts_as_contact,
        is_promise=code.is_promise,
    )


def label_of(code: rules.CoreCode) -> str:
    """Give a core code's label in the reader's tongue."""
    return code.label_cy if (get_language() or "").startswith("cy") else code.label


def _party_entries(constituency: int, taken: set[str]) -> list[Entry]:
    letters = rules.letters_for_parties(parties_of(constituency), our_party())
    return [
        Entry(
            id=rules.party_code_id(meaning, party, constituency),
            letters=f"{core.letters}{letter}",
            label=f"{label_of(core)}: {party}",
            meaning=meaning,
            question=Question.INTENTION,
            party=party,
            counts_as_contact=True,
        )
        for meaning in rules.NAMES_A_PARTY
        for core in (rules.BY_MEANING[meaning],)
        for party, letter in letters.items()
        if f"{core.letters}{letter}" not in taken
    ]


def _own_entry(code: Code) -> Entry:
    return Entry(
        id=code.id,
        letters=code.letters,
        label=str(code),
        meaning=code.meaning,
        question=code.question,
        party=code.party,
        counts_as_contact=code.counts_as_contact,
        is_own=True,
    )


def our_party() -> str:
    """The name under which our own party stands in results; "" for an independent."""
    organisation = Organisation.objects.first()
    return organisation.party_name if organisation else ""


def open_party_codes(constituency: int, told: Iterable[UUID]) -> None:
    """Write the rows of core answers that name a party of this seat, the first time somebody says one."""
    wanted = set(told) - rules.BY_ID.keys()
    wanted -= set(Code.objects.filter(id__in=wanted).values_list("id", flat=True))
    if not wanted:
        return
    named = {
        rules.party_code_id(meaning, party, constituency): (rules.BY_MEANING[meaning], party)
        for meaning in rules.NAMES_A_PARTY
        for party in parties_of(constituency)
    }
    Code.objects.bulk_create(
        [_party_code(id, constituency, *named[id]) for id in wanted if id in named],
        ignore_conflicts=True,
    )


def _party_code(id: UUID, constituency: int, core: rules.CoreCode, party: str) -> Code:
    return Code(
        id=id,
        constituency_id=constituency,
        label=f"{core.label}: {party}",
        label_cy=f"{core.label_cy}: {party}",
        meaning=core.meaning,
        question=core.question,
        party=party,
        counts_as_contact=core.counts_as_contact,
    )


def add_local_code(
    *,
    constituency: int,
    letters: str,
    label: str,
    master: MasterQuestion,
    by: Actor,
    at: datetime,
    label_cy: str = "",
) -> Code:
    """Add a code of the seat's own under a master question. It can neither count as a contact nor be a promise.

    Refuses letters of the national core, of a party or of another own code, and anything but two to four capitals
    and digits beginning with a capital.
    """
    letters = letters.strip().upper()
    taken = {entry.letters for entry in scheme_for(constituency).entries}
    sentence = _sentence_against(letters, taken)
    if sentence:
        raise UnableToChangeScheme(sentence)
    code = Code(
        constituency_id=constituency,
        letters=letters,
        label=label.strip(),
        label_cy=label_cy.strip(),
        meaning=Meaning.LOCAL,
        question=Question.LOCAL,
        master=master,
    )
    try:
        with transaction.atomic():
            code.save(force_insert=True)
            _log(code, by, at)
    except IntegrityError as error:
        raise UnableToChangeScheme(
            _("“%s” was taken a moment ago. Choose other letters.") % letters
        ) from error
    return code


def retire_local_code(*, constituency: int, code: UUID, by: Actor, at: datetime) -> None:
    """Take one of the seat's own codes out of use. What was recorded with it stays; old sheets still key in."""
    with transaction.atomic():
        changed = Code.objects.filter(constituency_id=constituency, id=code, retired_on=None).update(
            retired_on=at.date()
        )
        if not changed:
            raise UnableToChangeScheme(
                _("This is none of the seat's own codes, or it is out of use already.")
            )
        _log(Code.objects.get(id=code), by, at)


def _sentence_against(letters: str, taken: set[str]) -> str:
    return {
        "": "",
        "shape": _("Letters are two to four capitals or digits, and begin with a capital. “%s” is not.")
        % letters,
        "core": _("“%s” is part of the national core, which no seat may change. Choose other letters.")
        % letters,
        "taken": _("“%s” is in use in this seat already. Choose other letters.") % letters,
    }[rules.reason_against_local_letters(letters, taken)]


def _log(code: Code, by: Actor, at: datetime) -> None:
    record(
        action=Action.CANVASSING_SCHEME_EDIT,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=code.constituency_id,
        detail={"letters": code.letters},
    )
