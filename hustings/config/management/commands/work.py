import asyncio
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from hustings.audit.words import Action, Purpose
from hustings.config.checking.looking import refuse_unsafe_database
from hustings.lib.declaring import declare

SECONDS_UNTIL_GONE = 30.0
"""A worker says every ten seconds that it is there; one that has not for so long was killed."""


@declare(action=Action.ORGANISATION_INSTALLATION_KEEP, purpose=Purpose.ADMINISTRATION)
class Command(BaseCommand):
    help = "Do the long work that requests leave behind, one job at a time, until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="stop when no job is waiting")

    def handle(self, *arguments: Any, once: bool, **options: Any) -> None:
        """Run the queue's worker under the worker's login; each job opens the scope of its own errand."""
        refuse_unsafe_database()
        connector = app.connector
        assert isinstance(connector, DjangoConnector)
        with app.replace_connector(connector.get_worker_connector()):
            asyncio.run(self._work(wait=not once))

    async def _work(self, *, wait: bool) -> None:
        async with app.open_async():
            await begin_again_what_stopped()
            keeping = asyncio.create_task(_keep_beginning_again())
            # Woken at once by the database; the interval is for a notice that got lost.
            await app.run_worker_async(
                wait=wait, concurrency=1, delete_jobs="successful", fetch_job_polling_interval=5
            )
            keeping.cancel()


async def begin_again_what_stopped() -> int:
    """Queue anew the jobs of workers that are no more, and say how many. What such a job had done is undone."""
    stopped = list(await app.job_manager.get_stalled_jobs())
    for job in stopped:
        await app.job_manager.retry_job(job)
    return len(stopped)


async def _keep_beginning_again() -> None:
    while True:
        await asyncio.sleep(SECONDS_UNTIL_GONE)
        await begin_again_what_stopped()
