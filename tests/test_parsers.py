"""Whatever a text from outside holds, each of our parsers reads it or refuses it by its own fault, within two seconds.

Files of councils are tried in `hustings/register/tests/files/test_fuzzing.py` and the stations' in
`hustings/register/tests/stations/test_reading.py`; the API by `tests/test_api_as_each_role.py`. HUSTINGS_FUZZ asks for
more examples than `bin/test` has time for.
"""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from hustings.accounts.passwords import is_guessable
from hustings.canvassing.api import Call
from hustings.config.violations import rules_broken
from hustings.lib.postcodes import compact, displayed
from hustings.lib.sheet_codes import NotASheetCode, read_scan
from hustings.paper.rules import UnreadableMarks, parse_marks

EXAMPLES = int(os.environ.get("HUSTINGS_FUZZ", "60"))
LIKELY = st.text('0123456789abcdefABCDEF-/*., {}[]":\\\0\n')
texts = st.one_of(
    st.text(),
    LIKELY,
    LIKELY.map(lambda text: text * 400),
    st.sampled_from(
        ["[" * 50_000, "1-" * 50_000, "9" * 50_000, "A" * 50_000, '{"a":' * 20_000, "\u202e\ufeff\0"]
    ),
)
PARSERS: dict[str, tuple[Callable[[str], object], type[Exception] | None]] = {
    "marks of a sheet": (lambda text: parse_marks(text, {}, {}), UnreadableMarks),
    "a sheet's code": (read_scan, NotASheetCode),
    "a postcode": (lambda text: displayed(compact(text)), None),
    "a report of a browser": (lambda text: rules_broken(text.encode("utf-8", "replace")), None),
    "a call of the API": (Call.model_validate_json, ValidationError),
    "a password": (lambda text: is_guessable(text[:4096]), None),
}


@pytest.mark.parametrize("name", PARSERS)
def test_any_text_is_read_or_refused_in_time(name: str) -> None:
    parse, fault = PARSERS[name]

    @settings(max_examples=EXAMPLES, deadline=timedelta(seconds=2), database=None)
    @given(texts)
    def reads(text: str) -> None:
        try:
            parse(text)
        except Exception as error:
            if fault is None or not isinstance(error, fault):
                raise

    reads()


@settings(max_examples=EXAMPLES, deadline=timedelta(seconds=2), database=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inside: (
            st.lists(inside)
            | st.dictionaries(
                st.sampled_from(["items", "id", "happened_at", "elector", "answers", "x"]), inside
            )
        ),
        max_leaves=12,
    )
)
def test_any_json_is_a_call_or_is_refused(sent: object) -> None:
    with suppress(ValidationError):
        assert Call.model_validate_json(json.dumps(sent)).items
