"""Whatever is in a file, the database takes its rows or the file is refused in a sentence."""

from contextlib import suppress

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hustings.register.faults import UnableToImportRegister, UnableToReadFile
from hustings.register.tests.council import NORTHERN, edition_of, full_file, importing, look_over
from hustings.register.tests.systems import FILES, SPOILS, spoilt
from tests.cast import Cast

OURS = st.lists(st.sampled_from(NORTHERN), min_size=1, max_size=6).map(
    lambda rows: full_file(*rows, encoding="utf-8")
)


def test_a_spoilt_file_is_looked_over_or_refused_in_a_sentence(council: Cast) -> None:
    edition = edition_of(council)

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.one_of(OURS, FILES), SPOILS)
    def send(content: bytes, spoils: list[tuple[int, int, bytes]]) -> None:
        with suppress(UnableToReadFile, UnableToImportRegister), transaction.atomic():
            look_over(council, spoilt(content, spoils), by, edition=edition)
            transaction.set_rollback(True)

    with importing(council) as by:
        send()
