"""What the commands that import lists of elector numbers share: their arguments, seat and edition, and the report."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import CommandParser

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.geography.models import Place
from hustings.register.faults import UnableToImportRegister
from hustings.register.files.lists import ListColumns, ListPart, key_of, probe_list
from hustings.register.files.mapping import Reader, find_mapping, is_understood, recognised_columns
from hustings.register.importing.telling import refusals_in_words
from hustings.register.models import Import, ImportRefusal, RegisterEdition, Supply
from hustings.register.staging.list_runs import ListFile

SHOWN = 20


def add_list_arguments(parser: CommandParser) -> None:
    """Take a file, the edition whose numbers it gives, its columns where they are not plain, and in whose name."""
    parser.add_argument("file", type=Path, metavar="FILE", help="as the council sent it: CSV, TSV or XLSX")
    parser.add_argument("--officer", required=True, metavar="CODE", help="the council's GSS code: E07000041")
    parser.add_argument(
        "--edition", required=True, metavar="NAME", help="the edition whose numbers these are"
    )
    parser.add_argument("--seat", required=True, metavar="SEAT", help="on whose pages the list stands")
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="HEADING=PART",
        help=f"what a column holds: {', '.join(ListPart)}",
    )
    parser.add_argument(
        "--word", action="append", default=[], metavar="WORD=MEANING", help="what a word of the list means"
    )
    parser.add_argument("--as", dest="email", required=True, metavar="EMAIL", help="in whose name")
    parser.add_argument("--reason", required=True, help="why from the console; it stands in the log")
    parser.add_argument("--apply", action="store_true", help="apply it at once instead of only looking")
    parser.add_argument("--json", action="store_true", help="report as JSON")


def seat_named(by: Actor, action: Action, slug: str) -> Place:
    """Find the seat on whose pages a list is to stand. Raises UnableToImportRegister for one out of reach."""
    seat = Place.objects.filter(kind=Place.Kind.CONSTITUENCY, slug=slug, id__in=by.seats_for(action)).first()
    if seat is None:
        raise UnableToImportRegister(f"There is no seat {slug} where {by.name} may do this.")
    return seat


def edition_named(officer: str, name: str) -> RegisterEdition:
    """Find an edition of a council. Raises UnableToImportRegister with those that there are."""
    editions = RegisterEdition.objects.filter(officer__code=officer.upper()).select_related("officer")
    found = editions.filter(name=name).first()
    if found is None:
        names = "; ".join(editions.order_by("-published_on").values_list("name", flat=True))
        raise UnableToImportRegister(
            f"{officer} has no edition “{name}”. It has: {names or 'none, import the register first'}."
        )
    return found


def list_file(
    options: dict[str, Any], content: Any, kind: Supply.Kind, reader: Reader, *, all_one: bool
) -> ListFile:
    """Open a list with its columns understood: said in the arguments, mapped before, or plain from the headings.

    Raises UnableToImportRegister where a number or a word stays unexplained, with how to explain it.
    """
    edition = edition_named(options["officer"], options["edition"])
    probe = probe_list(content)
    columns = find_mapping(edition, kind, probe) or recognised_columns(probe, reader)
    columns = _with_said(columns, probe.headings, options)
    if all_one:
        columns = columns.without(ListPart.WORD)
    if not is_understood(probe, columns):
        raise UnableToImportRegister(
            "Not every column or word of this list is plain. Say what they hold: --column HEADING=PART, "
            "--word WORD=MEANING. Nothing was kept."
        )
    return ListFile(content, options["file"].name, columns, edition)


def note_reason(by: Actor, at: datetime, seat: Place, reason: str) -> None:
    """Write into the log why something is done from the console."""
    record(
        action=by.action,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=seat.id,
        place="console",
        rule=reason[:60],
    )


def report_list(out: TextIO | Any, run: Import, said: list[str], options: dict[str, Any]) -> None:
    """Say what a list changes, what was refused of it, and whether it is applied."""
    refused = ImportRefusal.objects.filter(constituency_id=run.constituency_id, run=run).order_by("line")
    rows = refusals_in_words(refused[:SHOWN])
    if options["json"]:
        told = {
            "import": str(run.id),
            "state": run.state,
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
        out.write(f"and {run.counts['refused'] - SHOWN} more rows; the list's page has them all.")
    is_applied = run.state == "applied"
    out.write(
        f"Applied as import {run.id}." if is_applied else "Looked over; nothing was changed. Add --apply."
    )


def _with_said(columns: ListColumns, headings: tuple[str, ...], options: dict[str, Any]) -> ListColumns:
    at, keys = dict(columns.at), [key_of(heading) for heading in headings]
    for said in options["column"]:
        heading, _sign, part = said.rpartition("=")
        if key_of(heading) not in keys or part not in list(ListPart):
            raise UnableToImportRegister(f"“{said}” names no column of this list, or no part: HEADING=PART.")
        at[ListPart(part)] = (keys.index(key_of(heading)),)
    meanings = {**columns.meanings, **dict(_word(said) for said in options["word"])}
    return ListColumns(columns.width, at, meanings, columns.has_headings)


def _word(said: str) -> tuple[str, str]:
    word, _sign, meaning = said.rpartition("=")
    return key_of(word), meaning
