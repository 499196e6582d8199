"""What every command that imports says of a file, and whom it asks for."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import CommandError

from hustings.access.actor import Actor
from hustings.access.scope import UnableToOpenScope
from hustings.geography.models import Place
from hustings.register.faults import UnableToImportRegister, UnableToReadFile
from hustings.register.importing.telling import refusals_in_words, refusals_of
from hustings.register.models import Import, ImportState

SHOWN = 20


@contextmanager
def refusing(file: Path) -> Iterator[None]:
    """Let a command end with the sentence of whatever is refused of a file, or of whoever sends it."""
    try:
        yield
    except (UnableToOpenScope, UnableToReadFile, UnableToImportRegister) as refusal:
        raise CommandError(str(refusal)) from refusal
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}. Nothing was changed.") from error


def seat_named(by: Actor, slug: str) -> Place:
    """Find the seat on whose pages an import is to stand. Raises UnableToImportRegister for one out of reach."""
    seats = Place.objects.filter(kind=Place.Kind.CONSTITUENCY, id__in=by.seats_for(by.action))
    seat = seats.filter(slug=slug).first()
    if seat is None:
        raise UnableToImportRegister(f"There is no seat {slug} where {by.name} may import.")
    return seat


def report_import(
    out: TextIO | Any, run: Import, said: list[str], *, as_json: bool, also: dict[str, Any] | None = None
) -> None:
    """Say what a file changes, what was refused of it, and whether it is applied; `also` goes into the JSON."""
    rows = refusals_in_words(refusals_of(run).order_by("line")[:SHOWN])
    if as_json:
        told = {
            "import": str(run.id),
            "state": run.state,
            **(also or {}),
            "counts": run.counts,
            "warnings": run.warnings,
            "refused": [{"line": row.line, "column": row.column, "reason": row.sentence} for row in rows],
        }
        out.write(json.dumps(told))
        return
    for sentence in said:
        out.write(sentence)
    for row in rows:
        out.write(f"Line {row.line}, column {row.column}: {row.sentence}")
    if run.counts["refused"] > SHOWN:
        out.write(f"and {run.counts['refused'] - SHOWN} more rows; the import's page lists them all.")
    is_applied = run.state == ImportState.APPLIED
    out.write(
        f"Applied as import {run.id}." if is_applied else "Looked over; nothing was changed. Add --apply."
    )
