"""A fixed few of the sheets that `bin/bench photographs` reads by the hundred: none is read wrongly unasked."""

import pytest

from tests.photographs.cameras import SCANNER, SMALL_TELEPHONE, Camera
from tests.photographs.weighed import score, take_pictures


@pytest.mark.parametrize("camera", [SMALL_TELEPHONE, SCANNER], ids=["telephone", "scanner"])
def test_marks_are_read_right_or_asked_about(camera: Camera) -> None:
    found = score(take_pictures(6, camera, seed=20, consent=camera is SCANNER, pages=6))

    assert found.refused == 0
    assert found.wrong == 0
    assert found.share_right > 0.95


def test_large_print_is_read_as_well() -> None:
    found = score(take_pictures(5, SMALL_TELEPHONE, seed=41, pages=5, large=True))

    assert (found.refused, found.wrong) == (0, 0)
    assert found.share_right > 0.95


def test_folds_shadows_and_bent_lines_are_no_notes() -> None:
    """Few boxes leave a wide note, far from the boxes by which a row is laid straight."""
    few = frozenset({"NI", "1", "2", "3"})
    found = score(take_pictures(6, SMALL_TELEPHONE, seed=31, pages=3, boxes=few))

    assert (found.refused, found.notes_missed, found.wrong) == (0, 0, 0)
    assert found.notes_of_nothing <= 1
