"""Canvass sheets of a whole seat, from the database to the sealed file, over the bare typesetter on ready data."""

import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from hustings.access.actor import Actor
from hustings.accounts.models import Person
from hustings.audit.words import Action, Purpose
from hustings.canvassing.summarising import refresh_summaries
from hustings.geography.models import Place
from hustings.paper import packing, printing, typesetting
from hustings.paper.composing import compose_sheets
from hustings.paper.frame import make_frame
from hustings.paper.models import Pack, Sheet
from hustings.paper.packing import Choice
from hustings.paper.page_data import write_quire
from hustings.paper.script import pack_text
from hustings.register.models import Street
from tests.bench.databases import UNWALLED, connect_as, filled_database, speaking_by
from tests.bench.figures import Figure, absolute, ratio
from tests.bench.large_seat import fill_large_seat
from tests.cast import acting, make_cast

ELECTORS = 80_000
GOAL, MEGABYTES = 1.3, 600
BARE = "typst alone: the same quires as ready JSON, two processes at a time as ours, and nothing kept"

WATCHED = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdin=sys.stdin, stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
NAMES = """
UPDATE register_elector SET
  surname = (ARRAY['Okafor', 'Williams', 'Featherstone-Haugh', 'Ng', 'Ŵyn', 'Davies-Pritchard'])[1 + seat_no % 6],
  forenames = (ARRAY['Grace Elinor', 'Tom', 'Siân Angharad', 'Mohammed', 'Bartholomew'])[1 + seat_no % 5],
  markers = CASE WHEN seat_no % 6 = 0 THEN 'A' ELSE '' END
"""
EDITION = """
INSERT INTO register_registeredition (id, officer_id, name, published_on, is_current)
SELECT gen_random_uuid(), id, '2025', '2025-12-01', true FROM geography_place WHERE kind = 'council'
"""
IMPORT = """
INSERT INTO register_import (id, constituency_id, edition_id, layout, file_name, file_sha256, encoding, delimiter,
                             place_here, seats, revisions, counts, warnings, state, made_at)
SELECT gen_random_uuid(), %(seat)s, id, '', '', '', '', '', false, '{}', '{}', '{}', '[]', 'applied', '2025-12-01'
FROM register_registeredition
"""
NUMBERS = """
INSERT INTO register_registerentry (id, constituency_id, elector_id, edition_id, district_id, door_id, letters, number,
  suffix, surname, forenames, address_lines, postcode, markers, objects_at_door, opened_by_id)
SELECT gen_random_uuid(), e.constituency_id, e.id, i.edition_id, e.district_id, e.door_id, 'AA1', e.seat_no, 0, '', '',
       '', '', '', false, i.id
FROM register_elector e, register_import i WHERE e.constituency_id = %(seat)s
"""


@dataclass
class Clocks:
    """Seconds on the wall and of the processors, this process's and its children's together."""

    wall: float
    processor: float

    @classmethod
    def read(cls) -> "Clocks":
        usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return cls(time.perf_counter(), sum(usage.ru_utime + usage.ru_stime for usage in usages))

    def since(self) -> "Clocks":
        now = Clocks.read()
        return Clocks(now.wall - self.wall, now.processor - self.processor)


def measure_sheets(electors: int = ELECTORS) -> list[Figure]:
    """Time both, ours first so that its memory is not the bare one's; printing is rolled back, its file removed."""
    at = timezone.now()
    with _printer(electors, at) as by:
        began = Clocks.read()
        pack = _print_seat(by, at)
        ours, own = began.since(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        ready = _ready_quires(pack, at)
    memory = (own + typesetting.LANES * _lane(max(ready, key=len))) / 1024
    began = Clocks.read()
    with ThreadPoolExecutor(typesetting.LANES) as lanes:
        for quire in lanes.map(typesetting.set_quire, ready):
            del quire
    bare = began.since()
    processor = f"{ours.processor:.0f} s of processors over {bare.processor:.0f} s"
    detail = f"{pack.page_count} pages, {_doors(electors)} doors, {pack.sheet_count} sheets; {processor}"
    return [
        ratio(
            name="sheets", ours=ours.wall, bare=bare.wall, goal=GOAL, unit="s", bare_is=BARE, detail=detail
        ),
        absolute(
            name="sheets: memory", ours=memory, goal=MEGABYTES, unit="MB", detail="ours and both processes'"
        ),
    ]


@contextmanager
def _printer(electors: int, at: datetime) -> Iterator[Actor]:
    with speaking_by(connect_as(UNWALLED, _whole_seat(electors))):
        priya = Person.objects.get(email="priya@moor.example")
        with transaction.atomic(), acting(priya, Action.PAPER_SHEET_PRINT, Purpose.CANVASS, at) as by:
            yield by
            transaction.set_rollback(True)


def _print_seat(by: Actor, at: datetime) -> Pack:
    seat = Place.objects.get(slug="northmoor").id
    choice = Choice(
        streets=list(Street.objects.filter(constituency_id=seat).values_list("id", flat=True)),
        return_to="Priya Larkhall",
        return_by=at + timedelta(hours=5),
        call_number="01632 960 001",
        address="https://hustings.example/seats/northmoor/sheets/",
    )
    pack = packing.order_pack(constituency=seat, choice=choice, by=by, at=at)
    pack = printing.print_pack(pack_id=pack.id, constituency=seat, by=by, at=at, report=_say_nothing)
    for file in Path(settings.FILES_FOLDER).glob(f"*/{pack.file_id}.sealed"):
        file.unlink()
    return pack


def _ready_quires(pack: Pack, at: datetime) -> list[bytes]:
    sheets = list(Sheet.objects.filter(pack=pack).order_by("number"))
    texts = compose_sheets(pack, sheets, printing._letters(pack), on=timezone.localdate(at))
    text = pack_text(pack, at=at)
    frame = make_frame(text)
    return [write_quire(text, frame, pages, at=at).encode() for pages in typesetting._quires(texts, frame)]


def _whole_seat(electors: int) -> str:
    def fill(database: psycopg.Connection[object]) -> None:
        with speaking_by(connect_as(UNWALLED, database.info.dbname)):
            with transaction.atomic():
                seat = make_cast().northmoor.id
            fill_large_seat(database, seat=seat, electors=electors, conversations=electors)
            with psycopg.ClientCursor(database) as cursor:
                for statement in (NAMES, EDITION, IMPORT, NUMBERS):
                    cursor.execute(statement.encode(), {"seat": seat} if "%(seat)s" in statement else None)
            with transaction.atomic():
                refresh_summaries(seat)

    return filled_database(f"sheets_{electors}", fill)


def _doors(electors: int) -> int:
    return electors // 1800 * 900


def _lane(quire: bytes) -> int:
    """Kilobytes that a lane takes at the most, told by a small process: a child begins with its parent's own peak."""
    command = [sys.executable, "-c", WATCHED, sys.executable, "-I", str(typesetting.SETTER), "sheet"]
    done = subprocess.run(command, input=quire, capture_output=True, check=True)
    return int(done.stdout)


def _say_nothing(_done: int, _total: int, _sentence: str) -> None:
    """Progress is of no interest here."""


MEASURES = {"sheets": measure_sheets}
