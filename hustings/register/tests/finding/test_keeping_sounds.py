"""How a name sounds is kept with it: whatever renames somebody keeps them to be found."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection

from hustings.audit.words import Action, Purpose
from hustings.lib.names import sound
from hustings.register.finding.searching import find_electors
from hustings.register.importing.undoing import undo_import
from hustings.register.models import Elector, SeatCount
from hustings.register.tests.council import (
    NOON,
    NORTHERN,
    OVERSEAS,
    full_file,
    take_in,
    update_file,
    update_row,
)
from tests.cast import Cast, acting, arranging


@pytest.fixture
def register(council: Cast) -> Cast:
    take_in(council, full_file(*NORTHERN))
    return council


def undo(cast: Cast, run_id: object) -> None:
    with acting(cast.priya, Action.REGISTER_IMPORT_UNDO, Purpose.ADMINISTRATION, NOON) as by:
        undo_import(by=by, at=NOON, run_id=run_id, report=lambda *_told: None)  # type: ignore[arg-type]


def test_an_undone_marriage_gives_the_sound_of_the_old_name_back(register: Cast) -> None:
    run = take_in(register, update_file(update_row("AA1-1", "Vaughan", "Grace Ada", changed="1")))

    undo(register, run.id)

    with acting(register.priya, Action.REGISTER_ELECTOR_FIND, Purpose.ORGANISE):
        found = find_electors(register.northmoor.id, "okaphor").electors
        assert [str(one.elector) for one in found] == ["Grace Ada Okafor"]
        assert find_electors(register.northmoor.id, "vaughn").electors == []


def test_an_undone_removal_abroad_gives_the_door_back(register: Cast) -> None:
    abroad = OVERSEAS.replace("AA1,5", "AA1,1").replace("Farr,Abel", "Okafor,Grace Ada")
    run = take_in(register, full_file(abroad, *NORTHERN[1:]))

    undo(register, run.id)

    with arranging():
        elector = Elector.objects.get(surname="Okafor", on_register=True)
        assert (elector.is_overseas, elector.door is None) == (False, False)


def test_names_imported_before_sounds_were_kept_are_filled(register: Cast) -> None:
    fill = import_module("hustings.register.migrations.0005_finding").fill_sounds
    with arranging():
        Elector.objects.update(surname_sound="", given_sound="")
        assert SeatCount.objects.exists()

        fill(None, SimpleNamespace(connection=connection))

        for elector in Elector.objects.all():
            assert elector.surname_sound == sound(elector.surname)
            assert elector.given_sound == sound(elector.forenames)


def test_somebody_is_anonymous_again_when_their_naming_is_undone(register: Cast) -> None:
    run = take_in(register, update_file(update_row("AA1-6", "Hidden", "Hetty", changed="1")))

    undo(register, run.id)

    with arranging():
        elector = Elector.objects.get(is_anonymous=True)
        kept = (elector.surname, elector.surname_key, elector.given_key, elector.surname_sound)
        assert kept == ("", "", "", "")
