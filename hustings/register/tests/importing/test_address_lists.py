"""A list of addresses without people makes doors and touches nobody."""

from hustings.audit.words import Action, Purpose
from hustings.register.files.layouts import addresses
from hustings.register.importing.undoing import undo_import
from hustings.register.models import Door, Elector, ImportState, RegisterEntry
from hustings.register.tests.council import NOON, OKAFOR, full_file, take_in
from hustings.register.tests.systems import as_text
from hustings.work.reporting import silent
from tests.cast import Cast, acting, arranging

(HEADINGS,) = addresses.LIST.writings


def listed(*houses: dict[str, str]) -> bytes:
    rows = [[house.get(heading, "") for heading in HEADINGS] for house in houses]
    return as_text([list(HEADINGS), *rows])


def house(line: str, **more: str) -> dict[str, str]:
    return {"CODE": "AA1", "ELECTORADD1": line, "ELECTORADD2": "Moorton", "PCODE": "EX1 1AA", **more}


KNOWN = house("1 Mill Lane")
FLAT = house("2 Castle House", ELECTORADD2="5 Mill Lane", ELECTORADD3="Moorton", FLAT="2")


def test_doors_are_made_and_nobody_joins_or_leaves(council: Cast) -> None:
    take_in(council, full_file(OKAFOR))

    run = take_in(council, listed(KNOWN, house("7 Mill Lane"), FLAT))

    assert (run.layout, run.counts["doors_new"], run.counts["added"], run.counts["closed"]) == (
        "address-list",
        2,
        0,
        0,
    )
    with arranging():
        assert Door.objects.count() == 3
        assert Elector.objects.filter(on_register=True).count() == RegisterEntry.objects.count() == 1
        assert Door.objects.get(flat="Flat 2").name == "Castle House"


def test_the_list_can_come_before_the_register(council: Cast) -> None:
    take_in(council, listed(KNOWN))

    run = take_in(council, full_file(OKAFOR))

    assert (run.counts["doors_new"], run.counts["added"]) == (0, 1)


def test_a_list_of_addresses_can_be_taken_back(council: Cast) -> None:
    take_in(council, full_file(OKAFOR))
    run = take_in(council, listed(KNOWN, house("7 Mill Lane")))

    with acting(council.priya, Action.REGISTER_IMPORT_UNDO, Purpose.ADMINISTRATION, NOON) as by:
        undone = undo_import(by=by, at=NOON.replace(hour=14), run_id=run.id, report=silent)

    assert undone.state == ImportState.UNDONE
    with arranging():
        assert Elector.objects.filter(on_register=True).count() == Door.objects.count() == 1
