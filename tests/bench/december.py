"""The revised register of December, every number new: how long it takes, and who is still the same afterwards."""

import time
from datetime import date
from io import BytesIO
from uuid import UUID

import psycopg
from django.db import transaction

from hustings.geography.models import Place
from hustings.register.importing.applying import apply_import
from hustings.register.importing.editions import find_edition
from hustings.register.importing.looking_over import SentFile, look_over_file
from hustings.register.models import RegisterEdition
from tests.bench.databases import filled_database
from tests.bench.figures import Figure, absolute
from tests.bench.register_import import importing, scratch, speaking
from tests.cast import make_cast
from tests.years.council import Council
from tests.years.files import full_file
from tests.years.places import districts
from tests.years.reckoning import Reckoning, holders, lay_postcodes, reckon, remember
from tests.years.truth import Happening, Step

ELECTORS = 75_000
SECONDS, NOT_KEPT, TO_OTHERS = 90, 2.0, 1.0
LAYOUT, IN_INITIALS = "xpress 14", "eros pp"
FIRST_ON, DECEMBER_ON = date(2026, 12, 1), date(2027, 12, 1)
Years = tuple[Council, Step, Step]


def measure_december(electors: int = ELECTORS) -> list[Figure]:
    """Time looking over and applying the December file of a year whose truth is known; then count its errors, and
    those of the same December from a system that gives middle names as initials.
    """
    years = _years(electors)
    name = filled_database(f"december_{electors}", lambda database: _fill(database, years))
    reckoned, looked, applied = _rolled_over(name, years, LAYOUT)
    in_initials, _looked, _applied = _rolled_over(name, years, IN_INITIALS)
    return [
        absolute(
            name="december",
            ours=looked + applied,
            goal=SECONDS,
            unit="s",
            detail=f"looking over {looked:.1f} s, applying {applied:.1f} s; {_told(years[2])}",
        ),
        *_errors("december", reckoned),
        *_errors("december, middle names as initials", in_initials),
    ]


def _errors(name: str, found: Reckoning) -> list[Figure]:
    waiting = f"{len(found.unchanged - found.kept)} of {len(found.unchanged):,} wait in the review queue"
    return [
        absolute(
            name=f"{name}: unchanged, not kept",
            ours=100 * (1 - found.share_kept),
            goal=NOT_KEPT,
            unit="%",
            detail=waiting,
        ),
        absolute(name=f"{name}: neither kept nor asked about", ours=len(found.lost), goal=0, unit="people"),
        absolute(
            name=f"{name}: joined to others",
            ours=10_000 * len(found.others) / (len(found.unchanged) + len(found.changed)),
            goal=TO_OTHERS,
            unit="of 10,000",
        ),
    ]


def _years(electors: int) -> Years:
    council = Council(districts("EX9", electors), electors=electors, seed=2026)
    full = council.full_register(FIRST_ON)
    letters = sorted({entry.letters for entry in full.after.values()})
    relettered = {old: f"Z{old}" for old in letters[::10]}
    return council, full, council.december(DECEMBER_ON, relettered)


def _fill(database: psycopg.Connection[object], years: Years) -> None:
    """Make the cast and its postcodes, and take in the register of the year before."""
    council, full, _december = years
    name = database.info.dbname
    with speaking(name), transaction.atomic():
        cast = make_cast()
        lay_postcodes(council, cast.northmoor, cast.council)
    _take_in(name, full, "2027", LAYOUT)


def _rolled_over(name: str, years: Years, layout: str) -> tuple[Reckoning, float, float]:
    """Take December in, into a clone, and reckon. Returns the seconds of looking over and of applying, too."""
    _council, full, december = years
    with scratch(name) as database:
        with speaking(database):
            before = holders(full, RegisterEdition.objects.get(name="2027"))
        looked, applied = _take_in(database, december, "2028", layout)
        ever: dict[UUID, int] = {}
        remember(ever, before)
        with speaking(database):
            after = holders(december, RegisterEdition.objects.get(name="2028"))
            return reckon(december, before, after, ever), looked, applied


def _take_in(database: str, step: Step, edition: str, layout: str) -> tuple[float, float]:
    """Look a step's file over and apply it as the worker does, in two transactions. Returns the seconds of both."""
    content = full_file(step, layout)
    began = time.perf_counter()
    with importing(database) as (by, at):
        run = look_over_file(
            by=by,
            at=at,
            constituency=Place.objects.get(slug="northmoor").id,
            edition=find_edition(
                officer=Place.objects.get(code="E07999001"), name=edition, published_on=step.day, at=at
            ),
            sent=SentFile(BytesIO(content), "register.csv"),
        )
    looked = time.perf_counter()
    with importing(database) as (by, at):
        apply_import(by=by, at=at, run_id=run.id)
    return looked - began, time.perf_counter() - looked


def _told(december: Step) -> str:
    counted = ((happening, december.count(happening)) for happening in Happening)
    return ", ".join(f"{count:,} {happening}" for happening, count in counted if count)


MEASURES = {"december": measure_december}
