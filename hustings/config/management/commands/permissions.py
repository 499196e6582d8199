import json
import shutil
import subprocess
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from hustings.access.cells import golden_matrix
from hustings.access.comparing import Change, Snapshot, changes, snapshot
from hustings.access.matrix import permission_page
from hustings.access.stopped_cells import golden_stops
from hustings.audit.words import Action, Purpose
from hustings.config.demo.standing import told
from hustings.lib.declaring import declare

PAGE = "docs/permissions.md"
SNAPSHOT = "docs/permissions.json"
GOLDEN = "hustings/access/tests/golden/matrix.txt"
STOPS = "hustings/access/tests/golden/stops.txt"


@declare(action=Action.ORGANISATION_INSTALLATION_KEEP, purpose=Purpose.ADMINISTRATION)
class Command(BaseCommand):
    help = "Print who may do what, from the table of roles; write it down, compare what is written, or say who gains."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--write", action="store_true", help=f"write {PAGE}, {SNAPSHOT}, {GOLDEN} and {STOPS}"
        )
        parser.add_argument("--check", action="store_true", help=f"fail where {PAGE} differs")
        parser.add_argument("--compare", metavar="REVISION|FILE", help="who gains and who loses since then")

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Print, write or compare; no database is asked."""
        root = Path(settings.ROOT)
        if options["write"]:
            for path, text in {**_written(), GOLDEN: golden_matrix(), STOPS: golden_stops()}.items():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(text, "utf-8")
        elif options["check"]:
            if not (root / PAGE).exists() or (root / PAGE).read_text("utf-8") != permission_page():
                raise CommandError(f"{PAGE} is not what the table says: bin/hustings permissions --write")
        elif options["compare"]:
            self.stdout.write(_compared(options["compare"], root))
        else:
            self.stdout.write(permission_page(), ending="")


def _written() -> dict[str, str]:
    return {PAGE: permission_page(), SNAPSHOT: json.dumps(snapshot(), indent=1, ensure_ascii=False) + "\n"}


def _compared(since: str, root: Path) -> str:
    """Say who of the demo gains and who loses. Raises CommandError where there is no table to compare with."""
    before, now = _read(since, root), snapshot()
    found = changes(before, now)
    if not found:
        return f"Nobody gains and nobody loses since {since}."
    holders = [*before["cells"], *now["cells"]]

    def held_by(change: Change) -> frozenset[str]:
        return frozenset(cell.split(" | ")[0] for cell in holders if cell.split(" | ")[1] == change.action)

    gains = sum(change.is_gain for change in found)
    lines = [f"Since {since}: {gains} gains and {len(found) - gains} losses."]
    return "\n".join([*lines, *(told(change, held_by(change)) for change in found)])


def _read(since: str, root: Path) -> Snapshot:
    if Path(since).is_file():
        text = Path(since).read_text("utf-8")
    else:
        shown = subprocess.run(
            [shutil.which("git") or "git", "show", f"{since}:{SNAPSHOT}"],
            capture_output=True,
            text=True,
            check=False,
            cwd=root,
        )
        if shown.returncode:
            raise CommandError(f"There is no {SNAPSHOT} at {since}: nothing to compare with.")
        text = shown.stdout
    return cast("Snapshot", json.loads(text))
