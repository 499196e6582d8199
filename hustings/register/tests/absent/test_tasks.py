"""What the worker does with a list that was sent: it reads it, forgets the file, and notes that it has come."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest

from hustings.access.actor import Actor
from hustings.access.errands import JobRefused
from hustings.lib.uuid7 import uuid7
from hustings.register.absent.looking_over import Said, look_over_absent
from hustings.register.models import Import, RegisterEdition, Supply
from hustings.register.tasks import _look_over_list
from hustings.register.tests.council import NOON, NORTHERN, full_file, take_in
from hustings.register.tests.lists import LYLE_POSTAL, columns_of, importing_absent, listed
from hustings.work.models import SealedFile
from hustings.work.sealing import seal_file
from tests.cast import Cast, arranging


@dataclass
class Errand:
    """As much of a running job as reading a list asks for."""

    constituency_id: int
    asked: dict[str, Any]
    subject_id: UUID = field(default_factory=uuid7)

    def report(self, done: int, total: int, sentence: str) -> None:
        """Nobody watches."""

    def refuse(self, sentence: str) -> None:
        raise JobRefused(sentence)


@pytest.fixture
def edition(council: Cast) -> RegisterEdition:
    return take_in(council, full_file(*NORTHERN)).edition


@contextmanager
def errand(cast: Cast, edition: RegisterEdition, *rows: str) -> Iterator[tuple[Actor, Errand]]:
    content = listed(*rows)
    with importing_absent(cast) as by:
        file = seal_file(
            [content.getvalue()],
            name="list.csv",
            media_type="text/csv",
            person_id=cast.priya.id,
            at=NOON,
            constituency=cast.northmoor.id,
        )
        asked = {"file": str(file.id), "edition": str(edition.id), "columns": columns_of(content).as_asked()}
        yield by, Errand(cast.northmoor.id, asked)


def look(by: Actor, job: Errand) -> None:
    _look_over_list(job, NOON, lambda **told: look_over_absent(by=by, at=NOON, said=Said(), **told))  # type: ignore[arg-type]


def test_a_list_is_read_its_file_forgotten_and_its_arrival_noted(
    council: Cast, edition: RegisterEdition
) -> None:
    with errand(council, edition, LYLE_POSTAL) as (by, job):
        look(by, job)

    with arranging():
        run = Import.objects.get(kind=Supply.Kind.ABSENT)
        assert run.supply is not None
        assert (run.supply.kind, run.supply.received_on, run.states_on) == ("absent", NOON.date(), None)
        assert not SealedFile.objects.exists()


def test_a_list_of_strangers_is_refused_and_not_kept(council: Cast, edition: RegisterEdition) -> None:
    with (
        errand(council, edition, "ZZ1,1,0,Nobody Ned,Postal") as (by, job),
        pytest.raises(JobRefused, match="Only 0 of the 1"),
    ):
        look(by, job)

    with arranging():
        assert not SealedFile.objects.exists()
