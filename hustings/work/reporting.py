"""How far a job has got, told on a connection of its own, so that it is seen while the job's transaction runs."""

from collections.abc import Callable
from types import TracebackType
from typing import Self
from uuid import UUID

import psycopg
from django.db import connection

from hustings.work.models import JobState

Report = Callable[[int, int, str], None]
"""Told how many steps of how many are done, and a sentence; 0 of 0 where nobody knows how many there are."""


def silent(done: int, total: int, sentence: str) -> None:
    """Report to nobody."""


class Reporter:
    """Reports on one job. Opened beside the job's transaction and closed after it; each report stands at once."""

    def __init__(self, job_id: UUID) -> None:
        self.job_id = job_id
        self.done, self.total, self.sentence = 0, 0, ""

    def __enter__(self) -> Self:
        parameters = connection.get_connection_params()
        wanted = ("host", "port", "user", "password", "dbname")
        chosen = {key: str(parameters[key]) for key in wanted if parameters.get(key)}
        self._connection = psycopg.connect(**chosen, autocommit=True)  # type: ignore[arg-type]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def report(self, done: int, total: int, sentence: str) -> None:
        """Say how far the work is; seen by whoever waits within two seconds."""
        self.done, self.total, self.sentence = done, total, sentence
        self._tell(JobState.RUNNING, ended=False)

    def end(self, state: JobState, sentence: str | None = None) -> None:
        """Say how it ended. The first end stands."""
        if sentence is not None:
            self.sentence = sentence
        if state == JobState.DONE:
            self.done = self.total
        self._tell(state, ended=True)

    def _tell(self, state: JobState, *, ended: bool) -> None:
        self._connection.execute(
            "SELECT access.report_job(%s, %s, %s, %s, %s, %s)",
            (self.job_id, state.value, self.done, self.total, self.sentence, ended),
        )
