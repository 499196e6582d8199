"""What a sheet says of each elector before anybody knocks."""

from datetime import date

from hustings.access.actor import Actor
from hustings.canvassing.tests.ground import Ground
from hustings.paper.composing import compose_sheets
from hustings.paper.tests.conftest import Printed
from hustings.register.models import AbsentVote, Import, RegisterEdition
from tests.cast import arranging

TODAY = date(2026, 7, 1)


def mark_as_postal(ground: Ground, lapses_on: date | None = None) -> None:
    with arranging():
        AbsentVote.objects.create(
            constituency=ground.seat,
            elector=ground.electors[0],
            edition=RegisterEdition.objects.get(),
            kind=AbsentVote.Kind.POSTAL,
            lapses_on=lapses_on,
            opened_by=Import.objects.get(),
        )


def marks(printed: Printed) -> list[tuple[str, ...]]:
    sheets = compose_sheets(printed.pack, [printed.sheet], {}, on=TODAY)
    return [elector.marks for sheet in sheets for door in sheet.doors for elector in door.electors]


def test_who_is_on_the_councils_list_is_printed_as_voting_by_post(
    north: Ground, printed: Printed, printer: Actor
) -> None:
    mark_as_postal(north)

    assert any("Postal" in one for one in marks(printed))


def test_an_absent_vote_that_has_lapsed_is_not_printed(
    north: Ground, printed: Printed, printer: Actor
) -> None:
    mark_as_postal(north, lapses_on=date(2026, 6, 30))

    assert not any("Postal" in one for one in marks(printed))
