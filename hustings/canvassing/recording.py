"""Recording what electors said: once each, with the time it happened, whatever order it arrives in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.access.scope import on_duty
from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.canvassing import rules
from hustings.canvassing.judging import Heard, Refused, judge_for
from hustings.canvassing.schemes import open_party_codes
from hustings.canvassing.summarising import Touched, refresh_summaries, settle
from hustings.lib.uuid7 import uuid7

BATCH = 5_000
DUTY = "rebuild summaries"

INSERT = """
WITH heard AS (
  SELECT * FROM unnest(%(id)s::uuid[], %(elector)s::uuid[], %(door)s::uuid[], %(happened_at)s::timestamptz[],
    %(channel)s::text[], %(source_kind)s::text[], %(source_id)s::uuid[], %(source_line)s::int[],
    %(outcome)s::text[], %(consent_given)s::boolean[], %(supersedes)s::uuid[])
  AS h (id, elector_id, door_id, happened_at, channel, source_kind, source_id, source_line, outcome,
        consent_given, supersedes)
), added AS (
  INSERT INTO canvassing_conversation (id, constituency_id, elector_id, door_id, happened_at, recorded_at,
    recorded_by, channel, source_kind, source_id, source_line, outcome, consent_given, supersedes, is_current,
    admitted_unseen)
  SELECT h.id, %(seat)s, h.elector_id, coalesce(h.door_id, e.door_id), h.happened_at, %(at)s, %(by)s,
    h.channel, h.source_kind, h.source_id, h.source_line, h.outcome, h.consent_given, h.supersedes, true,
    %(unseen)s
  FROM heard h LEFT JOIN register_elector e ON e.constituency_id = %(seat)s AND e.id = h.elector_id
  ON CONFLICT DO NOTHING
  RETURNING id, elector_id, door_id, happened_at
), intended AS (
  INSERT INTO canvassing_votingintention
    (id, constituency_id, conversation_id, elector_id, door_id, election_kind, code_id, happened_at)
  SELECT i.id, %(seat)s, a.id, a.elector_id, a.door_id, i.kind, i.code_id, a.happened_at
  FROM unnest(%(intention_id)s::uuid[], %(intention_of)s::uuid[], %(intention_kind)s::text[],
              %(intention_code)s::uuid[]) AS i (id, conversation_id, kind, code_id)
  JOIN added a ON a.id = i.conversation_id
), answered AS (
  INSERT INTO canvassing_answer (id, constituency_id, conversation_id, elector_id, door_id, code_id, value)
  SELECT i.id, %(seat)s, a.id, a.elector_id, a.door_id, i.code_id, i.value
  FROM unnest(%(answer_id)s::uuid[], %(answer_of)s::uuid[], %(answer_code)s::uuid[], %(answer_value)s::text[])
    AS i (id, conversation_id, code_id, value)
  JOIN added a ON a.id = i.conversation_id
)
SELECT coalesce(array_agg(id), '{}') FROM added
"""
WITHDRAW = """
INSERT INTO canvassing_conversation (id, constituency_id, elector_id, door_id, happened_at, recorded_at,
  recorded_by, channel, source_kind, source_id, source_line, outcome, supersedes, is_current)
SELECT w.id, c.constituency_id, c.elector_id, c.door_id, %(at)s, %(at)s, %(by)s, c.channel,
  c.source_kind, c.source_id, c.source_line, %(outcome)s, c.id, true
FROM unnest(%(ids)s::uuid[], %(withdrawn)s::uuid[]) AS w (id, of)
JOIN canvassing_conversation c ON c.id = w.of AND c.constituency_id = %(seat)s
ON CONFLICT DO NOTHING RETURNING id
"""
SENT_COLUMNS = (
    "id", "elector", "door", "happened_at", "channel", "source_kind", "source_id", "source_line", "outcome",
    "consent_given", "supersedes",
)  # fmt: skip


class UnableToRecord(Exception):
    """Nothing of the batch was kept; the message says why and what to do."""


@dataclass(frozen=True)
class RecordResult:
    """What became of a batch: a row is recorded now, was recorded before, or is refused with a sentence.

    `fresh` are the ids recorded now. `unsettled` are those of them that a duty of the installation has yet to bring
    into the summaries, as whoever reaches single doors may not write the figures of a seat.
    """

    recorded: int
    already: int
    refused: tuple[Refused, ...]
    fresh: tuple[UUID, ...] = ()
    unsettled: tuple[UUID, ...] = ()

    @property
    def is_whole(self) -> bool:
        return not self.refused


def record_conversations(
    *, constituency: int, rows: Iterable[Heard], by: Actor, at: datetime
) -> RecordResult:
    """Keep what was heard in one seat and bring the summaries up to date: one transaction, one log entry.

    A row whose id is known already changes nothing. Corrections supersede, in whatever order they arrive. It
    works for electors whom an objection hides or who left the register. Rows that may not be kept are given
    back with a sentence, wholly unrecorded, so that they can be sent again. Whoever reaches single doors leaves the
    summaries to `settle_conversations`. Raises UnableToRecord where somebody does not belong to the seat.
    """
    heard = list({row.id: row for row in rows}.values())
    open_party_codes(constituency, {code for row in heard for _kind, code in row.intentions})
    judge = judge_for(constituency, heard, at)
    sentences = {row.id: judge.sentence_against(row) for row in heard}
    kept = [row for row in heard if not sentences[row.id]]
    is_whole_seat = constituency in by.seats_for(by.action)
    try:
        with transaction.atomic():
            fresh = [id for batch in _batches(kept) for id in _insert(constituency, batch, by, at)]
            taken = _taken_elsewhere(constituency, [row.id for row in kept], fresh)
            if is_whole_seat:
                _bring_up_to_date(constituency, fresh, by, at)
            else:
                _note(constituency, len(fresh), {row.elector for row in kept if row.elector}, by, at)
    except IntegrityError as error:
        raise UnableToRecord(
            _("One of these electors or doors does not belong to this seat. Nothing was recorded.")
        ) from error
    refused = [Refused(id, sentence) for id, sentence in sentences.items() if sentence]
    refused += [Refused(id, _("Its number is taken already. Send it again under a new one.")) for id in taken]
    already = len(kept) - len(fresh) - len(taken)
    unsettled = () if is_whole_seat else tuple(fresh)
    return RecordResult(len(fresh), already, tuple(refused), tuple(fresh), unsettled)


def withdraw_conversations(*, constituency: int, ids: Sequence[UUID], by: Actor, at: datetime) -> int:
    """Take conversations back, as if they had not been recorded; what they corrected stands again.

    Nothing is removed: a withdrawal is a conversation of its own. Withdrawing twice changes nothing. Gives
    how many were withdrawn now.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            WITHDRAW,
            {
                "at": at,
                "by": by.person_id,
                "outcome": rules.Meaning.WITHDRAWN,
                "ids": [uuid5(rules.CORE, f"withdrawal of {id}") for id in ids],
                "withdrawn": list(ids),
                "seat": constituency,
            },
        )
        fresh = [id for (id,) in cursor.fetchall()]
        _bring_up_to_date(constituency, fresh, by, at, rule="withdrawn")
    return len(fresh)


def _batches(rows: list[Heard]) -> Iterator[list[Heard]]:
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield batch


def _insert(constituency: int, rows: list[Heard], by: Actor, at: datetime) -> list[UUID]:
    """Add what is new of a batch with its intentions and answers, in one statement; gives the new ids."""
    facts: dict[str, Any] = {name: [getattr(row, name) for row in rows] for name in SENT_COLUMNS}
    intentions = [(uuid7(), row.id, kind, code) for row in rows for kind, code in row.intentions]
    answers = [(uuid7(), row.id, code, value[:20]) for row in rows for code, value in row.answers]
    facts |= _columns("intention", ("id", "of", "kind", "code"), intentions)
    facts |= _columns("answer", ("id", "of", "code", "value"), answers)
    with connection.cursor() as cursor:
        unseen = by.person_id is None and by.action == Action.ACCESS_QUARANTINE_SETTLE
        given = {"seat": constituency, "at": at, "by": by.person_id, "unseen": unseen}
        cursor.execute(INSERT, facts | given)
        fresh: list[UUID] = cursor.fetchone()[0]
    return fresh


def _columns(of: str, names: Sequence[str], rows: Sequence[tuple[object, ...]]) -> dict[str, Any]:
    return {f"{of}_{name}": [row[place] for row in rows] for place, name in enumerate(names)}


def _taken_elsewhere(constituency: int, sent: list[UUID], fresh: list[UUID]) -> list[UUID]:
    """Find ids neither added nor ours: another seat's rows stay hidden, and must not pass for ours."""
    rest = sorted(set(sent) - set(fresh))
    if not rest:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM unnest(%s::uuid[]) AS sent (id) WHERE NOT EXISTS ("
            "SELECT FROM canvassing_conversation c WHERE c.constituency_id = %s AND c.id = sent.id)",
            [rest, constituency],
        )
        return [id for (id,) in cursor.fetchall()]


def settle_conversations(*, constituency: int, ids: Sequence[UUID], at: datetime) -> None:
    """Bring conversations that were recorded at single doors into the summaries, as a duty of the installation."""
    action, purpose = Action.CANVASSING_SUMMARY_REBUILD, Purpose.ADMINISTRATION
    with on_duty(DUTY, action=action, purpose=purpose, at=at) as by:
        touched = _refresh(constituency, list(ids))
        _note(constituency, len(ids), set(touched.electors), by, at, rule="settled")


def _bring_up_to_date(
    constituency: int, fresh: list[UUID], by: Actor, at: datetime, *, rule: str = ""
) -> None:
    touched = _refresh(constituency, fresh)
    _note(constituency, len(fresh), set(touched.electors), by, at, rule=rule)


def _refresh(constituency: int, fresh: list[UUID]) -> Touched:
    settled = [settle(constituency, fresh[start : start + BATCH]) for start in range(0, len(fresh), BATCH)]
    touched = Touched(
        tuple({id for each in settled for id in each.electors}),
        tuple({id for each in settled for id in each.doors}),
    )
    if fresh:
        refresh_summaries(constituency, touched)
    return touched


def _note(
    constituency: int, count: int, electors: Iterable[UUID], by: Actor, at: datetime, *, rule: str = ""
) -> None:
    record(
        action=Action.CANVASSING_CONVERSATION_RECORD,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=constituency,
        count=count,
        subjects=electors,
        rule=rule,
    )
