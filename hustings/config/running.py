"""`bin/run`: everything of one installation, started in order, looked after, and stopped in order."""

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from hustings.config.inner_tls import UnableToUseTls, inner_certificate
from hustings.config.installation import Installation, Stopped, UnableToRun, hustings_command
from hustings.config.listening import UnableToListen, answers_within, listen, read_port
from hustings.config.server.data_folder import CLONE, DataFolder, choose_folder
from hustings.config.server.holding import hold_folder
from hustings.config.setting_up.one_time_code import one_time_code
from hustings.config.starting import REFUSALS, child_environment, named_addresses, ready_folder
from hustings.config.stopping import Stop
from hustings.config.supervising import Part, UnableToKeepRunning, keep_running, last_lines

_LARGEST_LOG = 10_000_000
_SECONDS_TO_ANSWER = 60.0


def main(arguments: Sequence[str]) -> int:
    """Run until Ctrl-C. Returns the exit code; every refusal is a sentence on the terminal."""
    options = _parser().parse_args(arguments)
    stop = Stop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop.set)
    try:
        run(options, stop)
    except Stopped:
        return 130
    except (UnableToRun, UnableToListen, UnableToUseTls, UnableToKeepRunning, *REFUSALS) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0


def run(options: argparse.Namespace, stop: Stop) -> None:
    """Start everything in order, say where it is, and look after it until `stop` is set."""
    port = read_port(os.environ)
    named = named_addresses(os.environ)
    folder = choose_folder(os.environ, new=options.new)
    ready_folder(folder)
    with_demo = _wants_demo(folder, options, is_named=named is not None)
    installation = Installation(folder, hold_folder(folder, "bin/run"), stop)
    try:
        installation.certificate = inner_certificate(os.environ, folder.keys, datetime.now(UTC))
        installation.sockets = listen(port)
        _shorten_logs(folder)
        say("Reaching the database." if named else "Starting the database.")
        installation.open_database(named)
        installation.bring_up_to_date()
        if with_demo and not folder.contents.exists():
            say("Filling the demo campaign; this happens once and takes a minute or so.")
            installation.run_step("demo", "fill")
        folder.contents.write_text("demo" if with_demo else "own", "ascii")
        installation.start_parts(port)
        _greet(installation, port, with_demo=with_demo)
        keep_running(installation.parts, stop, say)
        say("Stopping.")
    finally:
        installation.close()


def _greet(installation: Installation, port: int, *, with_demo: bool) -> None:
    people = _ask_who_can_sign_in(installation) if with_demo else None
    inside = installation.certificate
    trusts = inside.context() if inside else None
    if not answers_within(port, _SECONDS_TO_ANSWER, installation.is_ending, trusts):
        if installation.stop.is_set():
            return
        raise UnableToRun(_what_fell(installation.parts))
    print(f"\nHustings is at {'https' if inside else 'http'}://localhost:{port}  (Ctrl-C stops it)")
    print(f"Data, logs and keys: {installation.folder.path}")
    code = "" if with_demo else one_time_code(installation.folder.path)
    if code:
        print(f"Its first page sets it up. From another machine that page asks for this code: {code}")
    if people:
        print("Who can sign in to the demo, from this machine only:\n")
        print(people.communicate()[0].rstrip())
    print(flush=True)


def _what_fell(parts: Sequence[Part]) -> str:
    part = next((part for part in parts if part.has_fallen), parts[0])
    return (
        f"{part.name} did not come up, so Hustings stopped. It said, in {part.log}:\n{last_lines(part.log)}"
    )


def _ask_who_can_sign_in(installation: Installation) -> subprocess.Popen[str]:
    environment = child_environment(installation.folder, installation.addresses)
    return subprocess.Popen(
        hustings_command("demo", "people"),
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=CLONE,
        start_new_session=True,
    )


def _wants_demo(folder: DataFolder, options: argparse.Namespace, *, is_named: bool) -> bool:
    """A data folder holds the demo or an organisation of one's own, and stays what it was first."""
    holds = folder.contents.read_text("ascii") if folder.contents.exists() else None
    if options.new and holds == "demo":
        raise UnableToRun(
            f"The data folder {folder.path} holds the demo campaign. Nothing was changed. "
            "For an organisation of your own name another folder with HUSTINGS_DATA, or leave HUSTINGS_DATA "
            "unset."
        )
    if holds is not None:
        return holds == "demo"
    return not options.new and not is_named


def _shorten_logs(folder: DataFolder) -> None:
    for log in folder.logs.glob("*.log"):
        if log.stat().st_size > _LARGEST_LOG:
            log.replace(log.with_suffix(".log.old"))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bin/run",
        description="Start Hustings on this machine. PORT chooses the port, HUSTINGS_DATA the data folder, "
        "DATABASE_URL with DATABASE_WORKER_URL and DATABASE_OWNER_URL a PostgreSQL of your own.",
    )
    parser.add_argument("--new", action="store_true", help="without the demo: set up your own organisation")
    return parser


def say(sentence: str) -> None:
    """Tell the person at the terminal what is going on."""
    print(sentence, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
