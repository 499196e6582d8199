"""Two records that become one keep who supports us, and a register that is undone takes nobody of whom it is known."""

import pytest

from hustings.register.tests.council import LYLE, OKAFOR
from hustings.register.tests.questions import G_OKAFO, applied, ask, known, same, undo, waiting
from hustings.supporters.models import ContactDetail, Supporter
from hustings.supporters.tests.membership import belonging, brought_in, reached
from tests.cast import Cast, arranging

HEADINGS = "Elector number,Type,Phone,Consented on"
NOBODYS = "AA1-31,Member,01632 960031,01/02/2025"

pytestmark = pytest.mark.both_databases


def test_membership_and_numbers_go_with_who_turns_out_to_be_somebody_we_knew(register: Cast) -> None:
    run = waiting(register, LYLE, G_OKAFO)
    doubt = ask(run, "Okafo", known("Okafor"))
    applied(register, run)
    brought_in(register, NOBODYS, headings=HEADINGS)

    same(register, doubt)

    # The earlier record is the one that stays, under the name of the latest register.
    assert [relation for _who, relation in belonging()] == ["member"]
    assert [(way, value) for _who, way, value in reached()] == [("call", "01632960031")]
    with arranging():
        assert {one.elector_id for one in Supporter.objects.all()} == {doubt.earlier_id}
        assert {one.elector_id for one in ContactDetail.objects.all()} == {doubt.earlier_id}


def test_undoing_a_register_keeps_whom_we_know_more_of(register: Cast) -> None:
    run = waiting(register, LYLE, OKAFOR, G_OKAFO)
    applied(register, run)
    brought_in(register, NOBODYS, headings=HEADINGS)

    undo(register, run)

    assert [relation for _who, relation in belonging()] == ["member"]
