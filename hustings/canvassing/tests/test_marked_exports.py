"""A copy of the records is marked as somebody's, and a long one waits for a second person."""

import pytest
from django.utils import timezone

from hustings.access.models import Approval
from hustings.access.two_people.approving import approve
from hustings.audit.words import Action, Purpose
from hustings.canvassing import exporting
from hustings.canvassing.exporting import UnableToExport, release_export
from hustings.canvassing.tests.exports import MAKE, lines_of, order, ordered, write, written
from hustings.canvassing.tests.ground import Ground
from hustings.copies.models import Canary, Copy, Export
from hustings.copies.purposes import BULK, HELD_ABOVE, ExportPurpose, is_marked, wants_second_person
from hustings.register.models import Elector
from tests.cast import Cast, acting, arranging

RECORDS = ExportPurpose.RECORDS


@pytest.fixture
def held(cast: Cast, named: Ground, monkeypatch: pytest.MonkeyPatch) -> Export:
    """Priya's copy of the records, long enough to be held."""
    monkeypatch.setattr(
        exporting, "wants_second_person", lambda purpose, people: wants_second_person(purpose, people * 100)
    )
    return ordered(cast, order(RECORDS))


def agree(cast: Cast) -> None:
    with acting(cast.dai, Action.ACCESS_APPROVAL_DECIDE, Purpose.ADMINISTRATION) as by:
        approve(approval=Approval.objects.select_related("unit").get(), by=by, at=timezone.now())


class TestTheSecondPerson:
    @pytest.mark.parametrize(
        ("purpose", "people", "units", "held"),
        [
            (ExportPurpose.LETTERS, 75_000, 1, False),
            (ExportPurpose.CANVASS, 75_000, 1, False),
            (RECORDS, HELD_ABOVE, 1, False),
            (RECORDS, HELD_ABOVE + 1, 1, True),
            (ExportPurpose.LETTERS, 10, 2, True),
            (ExportPurpose.MEMBERS, 1, 1, True),
        ],
    )
    def test_is_wanted_for_long_records_for_members_and_across_units_alone(
        self, purpose: ExportPurpose, people: int, units: int, held: bool
    ) -> None:
        assert wants_second_person(purpose, people, units=units) is held

    def test_without_their_yes_nothing_is_written(self, cast: Cast, held: Export) -> None:
        assert held.state == "held"
        with acting(cast.priya, MAKE, Purpose.ORGANISE) as by:
            with pytest.raises(UnableToExport, match="not approved"):
                release_export(export=held, by=by, at=timezone.now())
            with pytest.raises(UnableToExport, match="waits for somebody"):
                write(held, by)

    def test_with_it_exactly_this_is_written_once(self, cast: Cast, held: Export) -> None:
        agree(cast)

        with acting(cast.priya, MAKE, Purpose.ORGANISE) as by:
            released = release_export(export=held, by=by, at=timezone.now())
            copy = write(released, by)
            with pytest.raises(UnableToExport, match="does not wait"):
                release_export(export=held, by=by, at=timezone.now())

        assert copy.people == 24

    def test_what_was_changed_since_is_not_what_was_agreed(self, cast: Cast, held: Export) -> None:
        agree(cast)
        with arranging():
            Export.objects.update(fields=[*held.fields, "telephone"])

        with acting(cast.priya, MAKE, Purpose.ORGANISE) as by, pytest.raises(UnableToExport):
            release_export(export=held, by=by, at=timezone.now())

    def test_more_people_than_agreed_are_not_written(self, cast: Cast, held: Export) -> None:
        agree(cast)
        with acting(cast.priya, MAKE, Purpose.ORGANISE) as by:
            released = release_export(export=held, by=by, at=timezone.now())
        with arranging():
            Export.objects.update(people=10)

        with (
            acting(cast.priya, MAKE, Purpose.ORGANISE) as by,
            pytest.raises(UnableToExport, match="has changed"),
        ):
            write(released, by)


class TestTheMarks:
    def test_no_working_file_is_marked(self) -> None:
        assert {purpose for purpose in ExportPurpose if is_marked(purpose)} == BULK

    @pytest.mark.parametrize("purpose", sorted(set(ExportPurpose) - BULK))
    def test_no_invented_person_is_on_a_working_file(
        self, cast: Cast, named: Ground, purpose: ExportPurpose
    ) -> None:
        copy = written(cast, order(purpose))

        with arranging():
            assert not Canary.objects.exists()
            assert len(lines_of(copy)) == 2 + 24

    def test_six_invented_people_stand_among_the_real_and_count_nowhere(
        self, cast: Cast, named: Ground
    ) -> None:
        copy = written(cast, order(RECORDS))

        with arranging():
            invented = set(Canary.objects.filter(copy=copy).values_list("forenames", "surname"))
            written_out = {(row[1], row[2]) for row in lines_of(copy)[2:]}
            real = set(Elector.objects.values_list("forenames", "surname"))
        assert len(invented) == 6
        assert invented < written_out
        assert not invented & real
        assert copy.people == 24

    def test_two_copies_have_different_orders_and_different_invented_people(
        self, cast: Cast, named: Ground
    ) -> None:
        first, second = written(cast, order(RECORDS)), written(cast, order(RECORDS))

        with arranging():
            rows = [[row[0] for row in lines_of(copy)[2:]] for copy in (first, second)]
            mailboxes = list(Canary.objects.values_list("mailbox", flat=True))
        assert rows[0] != rows[1]
        assert len(set(mailboxes)) == 12

    def test_whoever_writes_them_cannot_read_them(self, cast: Cast, named: Ground) -> None:
        written(cast, order(RECORDS))

        with acting(cast.priya, MAKE, Purpose.ORGANISE):
            assert not Canary.objects.exists()
            assert Copy.objects.exists()

    def test_whoever_traces_can(self, cast: Cast, named: Ground) -> None:
        written(cast, order(RECORDS))

        with acting(cast.dai, Action.COPIES_COPY_TRACE, Purpose.OVERSIGHT):
            assert Canary.objects.count() == 6
