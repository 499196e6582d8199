import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from hustings.access.demonstrating import demonstration_people
from hustings.audit.words import Action, Purpose
from hustings.config.demo.campaign import Campaign
from hustings.config.demo.electorate import UnableToFit
from hustings.config.demo.filling import UnableToFill, begin_demonstration, fill_demonstration
from hustings.config.demo.writing import write_demo_files
from hustings.lib.declaring import declare

LARGEST_SEAT = 200_000


@declare(action=Action.ORGANISATION_DEMO_FILL, purpose=Purpose.ADMINISTRATION)
class Command(BaseCommand):
    help = "The demo campaign: fill an empty installation, say who can sign in, write its register files."

    def add_arguments(self, parser: CommandParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True, metavar="fill | people | files")
        fill = parts.add_parser("fill", help="fill an installation that nobody has set up yet")
        files = parts.add_parser(
            "files", help="write what councils send: registers, updates, lists, stations"
        )
        files.add_argument(
            "folder", type=Path, metavar="DIR", help="where to write them; made if it is not there"
        )
        for part in (fill, files):
            part.add_argument(
                "--electors", type=int, default=8_000, metavar="N", help="electors a seat, at least"
            )
            part.add_argument("--seats", type=int, default=2, metavar="N", help="seats with a register")
            part.add_argument(
                "--seed", type=int, default=1, metavar="N", help="another number is another campaign"
            )
        people = parts.add_parser("people", help="each demo person's name, sign-in, role and place")
        for part in (fill, files, people):
            part.add_argument("--json", action="store_true", help="report as JSON")

    def handle(self, *arguments: Any, part: str, **options: Any) -> None:
        try:
            getattr(self, f"_{part}")(options)
        except (UnableToFill, UnableToFit) as refusal:
            raise CommandError(str(refusal)) from refusal

    def _fill(self, options: dict[str, Any]) -> None:
        begun_at = timezone.now()
        campaign = _campaign(options, timezone.localdate(begun_at))
        tell = self.stderr.write if options["json"] else self.stdout.write
        with TemporaryDirectory(prefix="hustings-demo-") as name:
            folder = Path(name)
            tell("Laying out the region.")
            begin_demonstration(campaign=campaign, folder=folder, at=begun_at)
            # Nobody acts before their grant begins, and the grants begin with the founding.
            filled = fill_demonstration(campaign=campaign, folder=folder, at=timezone.now(), report=tell)
        if options["json"]:
            self.stdout.write(json.dumps(asdict(filled)))
        else:
            self.stdout.write(
                f"The demo is filled: {filled.people} people, {filled.seats} seats with {filled.electors:,} electors, "
                f"{filled.conversations:,} conversations."
            )

    def _people(self, options: dict[str, Any]) -> None:
        people = demonstration_people()
        if options["json"]:
            listed = [{"name": p.name, "sign_in": p.email, "role": p.role, "place": p.place} for p in people]
            self.stdout.write(json.dumps(listed, ensure_ascii=False))
        for person in people if not options["json"] else ():
            self.stdout.write(f"  {person.name:<22} {person.email:<32} {person.role}, {person.place}")

    def _files(self, options: dict[str, Any]) -> None:
        campaign = _campaign(options, timezone.localdate())
        options["folder"].mkdir(parents=True, exist_ok=True)
        written = write_demo_files(options["folder"], campaign)
        if options["json"]:
            self.stdout.write(json.dumps([one.told() for one in written]))
        for one in written if not options["json"] else ():
            self.stdout.write(
                f"{one.path}: {one.rows:,} {'rows' if one.rows != 1 else 'row'}, {one.holds} of {one.council}"
            )
            self.stdout.write(f"    Send it on {one.page}: {one.purpose}.")


def _campaign(options: dict[str, Any], today: date) -> Campaign:
    if not 1 <= options["electors"] <= LARGEST_SEAT:
        raise CommandError(
            f"A seat has 1 to {LARGEST_SEAT:,} electors. Nothing was changed; choose a number between."
        )
    if options["seats"] < 1:
        raise CommandError("At least one seat wants a register. Nothing was changed; choose a larger number.")
    return Campaign(today=today, electors=options["electors"], seats=options["seats"], seed=options["seed"])
