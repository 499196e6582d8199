import asyncio
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from hustings.audit.words import Action, Purpose
from hustings.config.checking.looking import refuse_unsafe_database
from hustings.lib.declaring import declare


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
            # Woken at once by the database; the interval is for a notice that got lost.
            await app.run_worker_async(
                wait=wait, concurrency=1, delete_jobs="successful", fetch_job_polling_interval=5
            )
