"""Keeping what `holdings.py` promises: what has had its term is deleted, every night, by a duty of the installation.

Rows go by functions of the database that know the terms (`access/sql/retention.sql`); here the summaries of what is
left are made anew, the bytes of forgotten files leave the disk, and the log says how many of what went.
"""

import json
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from hustings.access.actor import Actor
from hustings.access.scope import ask, on_duty
from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.canvassing.summarising import Touched, refresh_summaries
from hustings.work.sealing import remove_bytes

DUTY = "keep terms"


@dataclass
class Gone:
    """How many rows of what went, over all seats and beside them."""

    counts: dict[str, int] = field(default_factory=dict)

    def add(self, counts: dict[str, int]) -> None:
        for kind, count in counts.items():
            self.counts[kind] = self.counts.get(kind, 0) + count

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def keep_terms(*, at: datetime) -> Gone:
    """Do the installation's duty of forgetting: seat by seat, each in a transaction of its own, and then the rest.

    What the database's clock says decides, never `at`, which only stands in the log.
    """
    gone = Gone()
    with _on_duty(at) as by:
        seats = sorted(by.reach or ())
        gone.add(_forget_elsewhere(by, at))
    for seat in seats:
        with _on_duty(at) as by:
            gone.add(_forget_of_seat(seat, by, at))
    return gone


def _on_duty(at: datetime) -> AbstractContextManager[Actor]:
    return on_duty(DUTY, action=Action.DATA_PROTECTION_TERM_KEEP, purpose=Purpose.ADMINISTRATION, at=at)


def _forget_of_seat(seat: int, by: Actor, at: datetime) -> dict[str, int]:
    told, electors, doors = ask("SELECT gone, electors, doors FROM access.forget_of_seat(%s)", seat)
    counts: dict[str, int] = json.loads(told)
    if counts["opinions"]:
        refresh_summaries(seat, Touched(tuple(electors or ()), tuple(doors or ())))
    _note(counts, by, at, seat=seat)
    return counts


def _forget_elsewhere(by: Actor, at: datetime) -> dict[str, int]:
    (files,) = ask("SELECT access.forget_files()")
    (told,) = ask("SELECT access.forget_elsewhere()")
    counts: dict[str, int] = {**json.loads(told), "files": len(files)}
    _note(counts, by, at)
    transaction.on_commit(partial(_remove, files))
    return counts


def _remove(files: Iterable[UUID]) -> None:
    for file in files:
        remove_bytes(file)


def _note(counts: dict[str, int], by: Actor, at: datetime, *, seat: int | None = None) -> None:
    went = {kind: count for kind, count in counts.items() if count}
    if went:
        record(
            action=by.action,
            purpose=by.purpose,
            by=by.person_id,
            at=at,
            constituency=seat,
            place="terms",
            count=sum(went.values()),
            rule="had its term",
            detail=went,
        )
