"""The runner of figures: that it finds every measure, and says plainly what was measured. No figure is judged here."""

from pathlib import Path

import pytest

from tests.bench import __main__ as runner
from tests.bench.figures import absolute, is_met, ratio, side_by_side

QUICK = ratio(
    name="a page", ours=12.0, bare=10.0, goal=1.4, unit="ms", bare_is="the same page", detail="9 statements"
)
SLOW = ratio(name="a list", ours=32.0, bare=10.0, goal=1.5, unit="ms", bare_is="the same list")
START = absolute(name="start", ours=4.5, goal=5, unit="s")


def test_a_ratio_is_judged_by_its_ratio_and_a_time_by_itself() -> None:
    assert [is_met(figure) for figure in (QUICK, SLOW, START)] == [True, False, True]


def test_the_table_names_the_machine_what_bare_is_and_what_was_missed() -> None:
    table = runner.table([QUICK, SLOW, START])

    assert "Python" in table.splitlines()[0]
    assert "a page: bare is the same page" in table
    assert [line.split()[:2] for line in table.splitlines() if line.endswith("missed")] == [["a", "list"]]


def test_both_sides_are_asked_equally_often() -> None:
    asked: list[str] = []

    side_by_side(lambda: asked.append("ours"), lambda: asked.append("bare"), rounds=4, warming=1)

    assert asked.count("ours") == asked.count("bare") == 5


def test_every_module_with_a_measure_is_run() -> None:
    written = {
        path.stem
        for path in Path(runner.__file__).parent.glob("*.py")
        if "MEASURES" in path.read_text("utf-8")
    }

    assert written - {"__main__"} == set(runner.MODULES)


@pytest.mark.parametrize("typed", ["seat-counts", "seat counts", "seat_counts"])
def test_a_measure_is_found_however_its_name_is_typed(typed: str) -> None:
    assert runner._as_known(typed) == "seat counts"


def test_a_measure_that_is_none_is_refused_with_those_that_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        runner.main(["everything"])

    assert "there is no everything; there are elector page" in capsys.readouterr().err
