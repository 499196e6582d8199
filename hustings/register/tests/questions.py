"""Questions about rows of a file for tests: asked by hand, answered as Priya, and pictures of the register."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from hustings.audit.words import Action, Purpose
from hustings.register.identity.deciding import decide_other, decide_same, take_back_decision
from hustings.register.importing.applying import apply_import
from hustings.register.importing.undoing import undo_import
from hustings.register.models import Doubt, Elector, Import, RegisterEntry, StagedRow
from hustings.register.tests.council import NOON, YEAR_LATER, edition_of, full_file, importing, look_over
from hustings.work.reporting import silent
from tests.cast import Cast, acting, arranging

LATER, LATEST = NOON.replace(hour=13), NOON.replace(hour=14)
# Nobody could say for certain that this is Grace Ada Okafor of 1 Mill Lane.
G_OKAFO = "AA1,31,0,,,Okafo,G,EX1 1AA,7 Mill Lane,Moorton,Moorshire,EX1 1AA,,"
SHOWN = (
    "surname",
    "forenames",
    "surname_key",
    "surname_sound",
    "door__address_key",
    "street__name",
    "on_register",
    "markers",
)


def waiting(cast: Cast, *rows: str, name: str = "2028", at: datetime = LATER) -> Import:
    """Look a full register of the year after over, and leave it."""
    with importing(cast, at) as by:
        return look_over(cast, full_file(*rows), by, edition=edition_of(cast, name, YEAR_LATER), at=at)


def applied(cast: Cast, run: Import, at: datetime = LATER) -> Import:
    with importing(cast, at) as by:
        return apply_import(by=by, at=at, run_id=run.id)


def ask(run: Import, surname: str, earlier: Elector, **facts: Any) -> Doubt:
    """Ask whether the row of this surname in a waiting file is an elector we know."""
    with arranging():
        row = StagedRow.objects.get(run=run, surname=surname)
        assert row.elector_id is not None
        return Doubt.objects.create(
            **{
                "constituency_id": row.seat_id,
                "run": run,
                "line": row.line,
                "elector_id": row.elector_id,
                "earlier": earlier,
                "kind": Doubt.Kind.LIKE,
                "likeness": 72,
                **facts,
            }
        )


def known(surname: str, forenames: str = "") -> Elector:
    with arranging():
        return Elector.objects.get(surname=surname, forenames__startswith=forenames)


def _deciding(verb: Callable[..., Doubt]) -> Callable[..., Doubt]:
    def decide(cast: Cast, doubt: Doubt, at: datetime = LATEST) -> Doubt:
        with acting(cast.priya, Action.REGISTER_MATCH_DECIDE, Purpose.ADMINISTRATION, at) as by:
            return verb(by=by, at=at, constituency=cast.northmoor.id, doubt_id=doubt.id)

    return decide


same, other, take_back = _deciding(decide_same), _deciding(decide_other), _deciding(take_back_decision)


def undo(cast: Cast, run: Import, at: datetime = LATEST) -> Import:
    with acting(cast.priya, Action.REGISTER_IMPORT_UNDO, Purpose.ADMINISTRATION, at) as by:
        return undo_import(by=by, at=at, run_id=run.id, report=silent)


def picture() -> list[list[tuple[object, ...]]]:
    """Everything of the register that a person or a later import could notice, ids of entries apart."""
    with arranging():
        return [
            sorted(Elector.objects.values_list("seat_no", "id", "objects_at_door", *SHOWN), key=str),
            sorted(
                RegisterEntry.objects.values_list(
                    "elector_id", "letters", "number", "surname", "closed_by_id", "objects_at_door"
                ),
                key=str,
            ),
        ]
