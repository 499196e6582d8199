"""`bin/bench [NAME ...]`: figures beside the bare library or database, each measured in a process of its own."""

import argparse
import inspect
import json
import subprocess
import sys
from importlib import import_module
from typing import Any

from conftest import SERVER, superuser
from tests.bench.figures import Figure, is_met
from tests.bench.machine import describe_machine

MODULES = (
    "elector_page",
    "seat_counts",
    "street_list",
    "sheets",
    "photographs",
    "finding",
    "register_import",
    "monthly",
    "december",
    "decision",
    "faults",
    "stop",
    "log_verify",
    "sealing",
    "who_looked",
    "start",
    "tracing",
    "lists",
    "walks",
)
KEPT = ("name", "kind", "ours", "bare", "ratio", "goal", "unit", "bare_is")


def main(arguments: list[str]) -> int:
    """Measure what was asked for and print it. Returns 1 where a goal was missed."""
    options = _parser().parse_args(arguments)
    asked = options.names or list(_measures())
    if options.alone:
        figures = _measures()[asked[0]](**_sizes(asked[0], options.electors))
        print(json.dumps(figures))
        return 0
    figures = [figure for name in asked for figure in _measure_apart(name, options.electors)]
    if options.json:
        print(json.dumps([{key: figure.get(key) for key in KEPT} for figure in figures], indent=2))
    else:
        print(table(figures))
    return int(not all(is_met(figure) for figure in figures))


def table(figures: list[Figure]) -> str:
    """The figures as a table for a person, with the machine above and what "bare" is below."""
    rows = [("what", "ours", "bare", "ratio", "goal", "")]
    for figure in figures:
        goal = f"{figure['goal']:g}" + ("" if figure["kind"] == "ratio" else f" {figure['unit']}")
        verdict = "" if is_met(figure) else "missed"
        rows.append(
            (figure["name"], *(_shown(figure, side) for side in ("ours", "bare", "ratio")), goal, verdict)
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    said = [f"{figure['name']}: bare is {figure['bare_is']}" for figure in figures if figure.get("bare_is")]
    details = [f"{figure['name']}: {figure['detail']}" for figure in figures if figure.get("detail")]
    return "\n".join([_machine(), "", *lines, "", *said, *details])


def _shown(figure: Figure, side: str) -> str:
    value = figure[side]
    if value is None:
        return ""
    return f"{value:.2f}" if side == "ratio" else f"{value:.3g} {figure['unit']}"


def _machine() -> str:
    if not SERVER:
        return describe_machine()
    with superuser() as server:
        return describe_machine(server)


def _measures() -> dict[str, Any]:
    """Every measure by name. A module names its own in MEASURES."""
    found: dict[str, Any] = {}
    for module in MODULES:
        found |= import_module(f"tests.bench.{module}").MEASURES
    return found


def _sizes(name: str, electors: int | None) -> dict[str, int]:
    takes = "electors" in inspect.signature(_measures()[name]).parameters
    return {"electors": electors} if electors and takes else {}


def _measure_apart(name: str, electors: int | None) -> list[Figure]:
    """Run one measure in a fresh process, so that none pays for another's memory or modules."""
    print(f"Measuring {name} ...", file=sys.stderr, flush=True)
    command = [sys.executable, "-m", "tests.bench", name, "--alone"]
    size = ["--electors", str(electors)] if electors else []
    done = subprocess.run([*command, *size], stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit(f"{name} could not be measured; what it said stands above.")
    figures: list[Figure] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _as_known(name: str) -> str:
    """A measure's name, with hyphens as typed on a command line or with the spaces it is printed with."""
    found = name.replace("-", " ").replace("_", " ")
    if found not in _measures():
        raise argparse.ArgumentTypeError(f"there is no {name}; there are {', '.join(_measures())}")
    return found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bin/bench", description="Measure Hustings beside the bare thing.")
    known = ", ".join(_measures())
    parser.add_argument("names", nargs="*", metavar="NAME", type=_as_known, help=known)
    parser.add_argument("--json", action="store_true", help="a list for a program")
    parser.add_argument("--electors", type=int, help="how many electors, where a measure lets one choose")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
