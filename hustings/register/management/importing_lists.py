"""What the commands that import lists of elector numbers share: their arguments, edition and columns."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from hustings.access.console import add_name_and_reason
from hustings.lib.headings import heading_key
from hustings.register.faults import UnableToImportRegister
from hustings.register.files.apart import open_apart
from hustings.register.files.list_columns import ListColumns, ListPart
from hustings.register.files.lists import probe_list
from hustings.register.files.mapping import Reader, find_mapping, is_understood, recognised_columns
from hustings.register.models import RegisterEdition, Supply
from hustings.register.staging.list_runs import ListFile


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
    add_name_and_reason(parser)
    parser.add_argument("--apply", action="store_true", help="apply it at once instead of only looking")
    parser.add_argument("--json", action="store_true", help="report as JSON")


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
    probe = probe_list(content, opener=open_apart)
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


def _with_said(columns: ListColumns, headings: tuple[str, ...], options: dict[str, Any]) -> ListColumns:
    at, keys = dict(columns.at), [heading_key(heading) for heading in headings]
    for said in options["column"]:
        heading, _sign, part = said.rpartition("=")
        if heading_key(heading) not in keys or part not in list(ListPart):
            raise UnableToImportRegister(f"“{said}” names no column of this list, or no part: HEADING=PART.")
        at[ListPart(part)] = (keys.index(heading_key(heading)),)
    meanings = {**columns.meanings, **dict(_word(said) for said in options["word"])}
    return ListColumns(columns.width, at, meanings, columns.has_headings)


def _word(said: str) -> tuple[str, str]:
    word, _sign, meaning = said.rpartition("=")
    return heading_key(word), meaning
