"""What became of one published file, and how it is told."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

KEPT_REFUSALS = 200


class UnableToImportPlaces(Exception):
    """The file could not be used at all, and nothing of it was kept. The message says why and what to do."""


@dataclass(frozen=True)
class Refusal:
    """One row that was left out, by its line in the file."""

    line: int
    reason: str


@dataclass
class FileOutcome:
    """Counts of rows for one file; `refusals` holds the first two hundred, `refused` counts them all."""

    file_name: str
    holds: str
    read: int = 0
    added: int = 0
    amended: int = 0
    unchanged: int = 0
    refused: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def refuse(self, line: int, reason: str) -> None:
        """Count a row as left out and keep its line and reason."""
        self.refused += 1
        if len(self.refusals) < KEPT_REFUSALS:
            self.refusals.append(Refusal(line, reason))

    def count(self, *, added: int, amended: int, unchanged: int) -> None:
        """Add what one batch of rows came to."""
        self.added += added
        self.amended += amended
        self.unchanged += unchanged

    def sentence(self) -> str:
        """Tell in one line what was found and what changed."""
        told = _("%(file)s: %(holds)s. %(added)d new, %(amended)d changed, %(unchanged)d as before.") % {
            "file": self.file_name,
            "holds": self.holds,
            "added": self.added,
            "amended": self.amended,
            "unchanged": self.unchanged,
        }
        if self.refused:
            told += " " + ngettext(
                "%(count)d row was left out (line %(line)d: %(reason)s)",
                "%(count)d rows were left out (first line %(line)d: %(reason)s)",
                self.refused,
            ) % {
                "count": self.refused,
                "line": self.refusals[0].line,
                "reason": self.refusals[0].reason,
            }
        return " ".join([told, *self.notes])

    def as_json(self) -> dict[str, object]:
        """Give the same figures under fixed names, for `--json` and for the log."""
        return {
            "file": self.file_name,
            "holds": self.holds,
            "read": self.read,
            "added": self.added,
            "amended": self.amended,
            "unchanged": self.unchanged,
            "refused": self.refused,
            "refusals": [{"line": each.line, "reason": each.reason} for each in self.refusals],
            "notes": self.notes,
        }
