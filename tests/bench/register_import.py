"""A council's register from its file to the committed register with its doors, over COPY of the same rows, ready."""

import resource
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from io import BytesIO

import psycopg
from django.db import connections, transaction
from django.utils import timezone

from conftest import clone, drop, superuser
from hustings.access.actor import Actor
from hustings.accounts.models import Person
from hustings.audit.words import Action, Purpose
from hustings.geography.models import Place
from hustings.organisation.models import Unit, UnitSeat
from hustings.register.importing.applying import apply_import
from hustings.register.importing.editions import find_edition
from hustings.register.importing.looking_over import SentFile, look_over_file
from hustings.register.models import Import, ImportState
from tests.bench.council_files import Officer, lay_postcodes, write_register
from tests.bench.databases import UNWALLED, bare_connection, connect_as, filled_database, speaking_by
from tests.bench.figures import Figure, absolute, ratio
from tests.cast import acting, make_cast

ELECTORS = 75_000
GOAL, MEGABYTES, LINEAR = 5, 500, 1.1
PUBLISHED = date(2025, 12, 1)
SEATS = ("northmoor", "southmoor", "eastmoor")
BARE = (
    "psycopg's COPY of the very same rows, ready, into the same tables, indexes and keys, past the policies"
)
WRITTEN: Mapping[str, Sequence[str]] = dict.fromkeys(
    (
        "geography_pollingdistrict",
        "register_registeredition",
        "register_import",
        "register_street",
        "register_building",
        "register_door",
        "register_elector",
        "register_registerentry",
        "register_seatcount",
    ),
    (),
)
Ready = dict[str, list[bytes]]


def measure_register_import(electors: int = ELECTORS) -> list[Figure]:
    """Time one officer's register and the bare COPY, each into a fresh clone; then two officers' into three seats."""
    name = prepared_database(electors)
    one = one_officer(electors)
    file = write_register(one)
    with scratch(name) as database:
        looked, applied = take_in(database, one, file)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        ready = copied_out(database)
    with scratch(name) as database:
        bare = _copy_in(database, ready)
    del ready
    ours, detail = looked + applied, f"looking over {looked:.1f} s, applying {applied:.1f} s"
    twice = _two_officers(name, electors)
    return [
        ratio(name="register import", ours=ours, bare=bare, goal=GOAL, unit="s", bare_is=BARE, detail=detail),
        absolute(
            name="register import: memory", ours=memory, goal=MEGABYTES, unit="MB", detail="our process"
        ),
        ratio(
            name="register import: two officers, three seats",
            ours=1e6 * twice / (2 * electors),
            bare=1e6 * ours / electors,
            goal=LINEAR,
            unit="µs a row",
            bare_is="a row of the import above: one officer, one seat, half as many rows",
        ),
    ]


def one_officer(electors: int) -> Officer:
    """The registration officer of one seat."""
    return Officer("E07999001", "QA", {SEATS[0]: electors})


def prepared_database(electors: int) -> str:
    """Name a database that knows the councils, the seats and all postcodes, and has nobody on the register."""
    return filled_database(f"import_{electors}", lambda database: fill_with_places(database, electors))


def fill_with_places(database: psycopg.Connection[object], electors: int) -> None:
    """Make the cast, a third seat, a second council, and the postcodes of every file."""
    with speaking(database.info.dbname), transaction.atomic():
        cast = make_cast()
        east = _copy_of(cast.northmoor, "E14999003", "Eastmoor", "eastmoor")
        _copy_of(cast.council, "E07999002", "Fenland District", "")
        unit = Unit.objects.get(key=cast.northmoor_unit.key)
        for seat in (cast.southmoor, east):
            UnitSeat.objects.create(unit=unit, constituency=seat)
    for officer in _all_officers(electors):
        lay_postcodes(database, officer)


@contextmanager
def scratch(name: str) -> Iterator[str]:
    """A clone of a database to write to, and gone afterwards."""
    database = f"{name[:50]}_scratch"
    drop(database)
    clone(name, database)
    try:
        with superuser() as server:
            server.execute("CHECKPOINT")
        yield database
    finally:
        drop(database)


def take_in(database: str, officer: Officer, file: bytes, edition: str = "2027") -> tuple[float, float]:
    """Look a file over and apply it as the worker does, in two transactions. Returns the seconds of both."""
    began = time.perf_counter()
    run = look_over(database, officer, file, edition)
    looked = time.perf_counter()
    with importing(database) as (by, at):
        done = apply_import(by=by, at=at, run_id=run.id)
    if done.state != ImportState.APPLIED:
        raise SystemExit(f"The file was not applied: {done.counts}")
    return looked - began, time.perf_counter() - looked


def look_over(database: str, officer: Officer, file: bytes, edition: str = "2027") -> Import:
    """Look an officer's file over, on the page of its first seat."""
    with importing(database) as (by, at):
        council = Place.objects.get(code=officer.code)
        return look_over_file(
            by=by,
            at=at,
            constituency=Place.objects.get(slug=next(iter(officer.seats))).id,
            edition=find_edition(officer=council, name=edition, published_on=PUBLISHED, at=at),
            sent=SentFile(BytesIO(file), "register.csv"),
        )


@contextmanager
def importing(database: str) -> Iterator[tuple[Actor, datetime]]:
    """A transaction of Priya's, committed at its end, in which the models speak to a database."""
    at = timezone.now()
    with speaking(database):
        priya = Person.objects.get(email="priya@moor.example")
        with acting(priya, Action.REGISTER_EDITION_IMPORT, Purpose.ADMINISTRATION, at) as by:
            yield by, at


def copied_out(database: str, tables: Mapping[str, Sequence[str]] = WRITTEN) -> Ready:
    """The rows of tables as COPY writes them; of some, only these columns."""
    ready: Ready = {}
    with superuser(database) as reading:
        for table, columns in tables.items():
            chosen = f"({', '.join(columns)})" if columns else ""
            with reading.cursor() as cursor, cursor.copy(f"COPY {table} {chosen} TO STDOUT".encode()) as copy:
                ready[table] = [bytes(piece) for piece in copy]
    return ready


def _copy_in(database: str, ready: Ready) -> float:
    with bare_connection(UNWALLED, database) as writing:
        began = time.perf_counter()
        for table, pieces in ready.items():
            with writing.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN".encode()) as copy:
                for start in range(0, len(pieces), 500):
                    copy.write(b"".join(pieces[start : start + 500]))
        writing.commit()
        return time.perf_counter() - began


def _two_officers(name: str, electors: int) -> float:
    """Seconds for twice the rows: each officer's letters are the other's as well, and one seat has both."""
    with scratch(name) as database:
        return sum(
            sum(take_in(database, officer, write_register(officer, seed=seed)))
            for seed, officer in enumerate(_both_officers(electors), 2)
        )


def _both_officers(electors: int) -> tuple[Officer, Officer]:
    half = electors // 2
    return (
        Officer("E07999001", "QC", {SEATS[0]: half, SEATS[1]: electors - half}),
        Officer("E07999002", "QD", {SEATS[1]: half, SEATS[2]: electors - half}),
    )


def _all_officers(electors: int) -> tuple[Officer, ...]:
    return (one_officer(electors), *_both_officers(electors))


@contextmanager
def speaking(database: str) -> Iterator[None]:
    """Let the models speak to a database, and leave it afterwards: one that is in use cannot be cloned.

    Django's own connection is there too, since opening one asks the other for the types of arrays.
    """
    chosen = connect_as(UNWALLED, database)
    try:
        with speaking_by(chosen):
            yield
    finally:
        chosen.close()
        connections["default"].close()


def _copy_of(place: Place, code: str, name: str, slug: str) -> Place:
    return Place.objects.create(kind=place.kind, code=code, name=name, slug=slug, nation=place.nation)


MEASURES = {"register import": measure_register_import}
