"""How many of many thousand invented and spoilt files raise more than a sentence, or come back other than written."""

import secrets
import sys
import time
from collections.abc import Callable, Sequence

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from hustings.register.faults import UnableToReadFile
from hustings.register.tests.systems import (
    DELIMITERS,
    ENCODINGS,
    FILES,
    PEOPLE,
    SORTS,
    SPOILS,
    Sort,
    Written,
    as_text,
    as_workbook,
    meant,
    read_back,
    spoilt,
    spoilt_inside,
    table_of,
    told,
)
from tests.bench.figures import Figure, absolute

SECONDS = 60
A_ROUND = 200
SHOWN, LONGEST = 3, 400

Try = Callable[..., bool]


def measure_faults() -> list[Figure]:
    """Write, spoil and read files for a minute; the fewer raise or come back changed, the better: none should."""
    ended, inputs, failures, number = time.monotonic() + SECONDS, 0, [], secrets.randbelow(1 << 32)
    print(f"Fuzzing for {SECONDS} seconds from seed {number} ...", file=sys.stderr)
    while time.monotonic() < ended:
        for attempt, strategies in TRIES:
            met = _round(attempt, strategies, number)
            inputs, number = inputs + met[0], number + 1
            failures += met[1]
    detail = f"{inputs:,} files in {SECONDS} seconds. " + "; ".join(
        failure[:LONGEST] for failure in failures[:SHOWN]
    )
    return [absolute(name="faults", ours=len(failures), goal=0, unit="failures", detail=detail.strip())]


def _round(
    attempt: Try, strategies: Sequence[st.SearchStrategy[object]], number: int
) -> tuple[int, list[str]]:
    """Try a round of inputs: how many there were, and what each failure said."""
    counted, failures = 0, []

    @seed(number)
    @settings(
        max_examples=A_ROUND,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.tuples(*strategies))
    def try_one(inputs: tuple[object, ...]) -> None:
        nonlocal counted
        counted += 1
        try:
            if not attempt(*inputs):
                failures.append(f"{attempt.__name__}: came back changed: {inputs!r}")
        except Exception as error:  # noqa: BLE001 - whatever is raised is what is counted
            failures.append(f"{attempt.__name__}: {error!r}: {inputs!r}")

    try_one()
    return counted, failures


def any_bytes(content: bytes) -> bool:
    return _ends_in_a_sentence(content)


def spoilt_text(content: bytes, spoils: Sequence[tuple[int, int, bytes]]) -> bool:
    return _ends_in_a_sentence(spoilt(content, spoils))


def spoilt_workbook(sort: Sort, people: list[Written], spoils: Sequence[tuple[int, int, bytes]]) -> bool:
    return _ends_in_a_sentence(spoilt(as_workbook(table_of(sort, people)), spoils))


def spoilt_member(
    sort: Sort, people: list[Written], member: int, spoils: Sequence[tuple[int, int, bytes]]
) -> bool:
    return _ends_in_a_sentence(spoilt_inside(as_workbook(table_of(sort, people)), member, spoils))


def round_trip(sort: Sort, people: list[Written], encoding: str, delimiter: str) -> bool:
    """Whether people written in a layout, an encoding and a delimiter are read back as they were."""
    key, drafts = read_back(as_text(table_of(sort, people), encoding, delimiter))
    return key == sort.layout.key and [told(draft) for draft in drafts] == meant(sort, people)


def _ends_in_a_sentence(content: bytes) -> bool:
    try:
        read_back(content)
    except UnableToReadFile as refusal:
        return str(refusal).endswith(".")
    return True


TRIES: tuple[tuple[Try, tuple[st.SearchStrategy[object], ...]], ...] = (
    (any_bytes, (st.binary(max_size=2_000),)),
    (spoilt_text, (FILES, SPOILS)),
    (spoilt_workbook, (st.sampled_from(SORTS), st.lists(PEOPLE, min_size=1, max_size=3), SPOILS)),
    (
        spoilt_member,
        (st.sampled_from(SORTS), st.lists(PEOPLE, min_size=1, max_size=3), st.integers(0, 20), SPOILS),
    ),
    (
        round_trip,
        (
            st.sampled_from(SORTS),
            st.lists(PEOPLE, min_size=1, max_size=8),
            st.sampled_from(ENCODINGS),
            st.sampled_from(DELIMITERS),
        ),
    ),
)
MEASURES = {"faults": measure_faults}
