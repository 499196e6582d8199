"""What the boxes of one line say together, and what a person is asked where they do not say it surely. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from hustings.paper.photographs.weights import DOUBTFUL, Weight
from hustings.paper.rules import AGREED, Mark, MarkFault, UnreadableMarks, parse_letters, read_letters

MOST_CHOICES = 6


class Doubt(StrEnum):
    """Why a person is asked about a line."""

    FAINT = "faint"
    BETWEEN = "between"
    SCRIBBLED = "scribbled"
    NOTE = "note"
    CONTRADICTION = "contradiction"
    ALONE = "alone"
    DIFFERS = "differs"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One line as it was read: the letters of boxes that are surely marked, those in doubt, and why it is asked about.

    `letters` is what would be recorded: empty for a line that is blank, or that is asked about.
    """

    line: int
    letters: str
    doubts: tuple[Doubt, ...] = ()
    choices: tuple[str, ...] = ()


def read_line(
    line: int,
    boxes: Mapping[str, str],
    scheme: Mapping[str, Mark],
    *,
    is_noted: bool = False,
    keyed: str = "",
    is_refused: bool = False,
) -> ReadLine:
    """Say what a line's boxes mean. `keyed` is what stands for it already: another reading of it is a doubt.

    A choice is offered only where it can be recorded; "" is that nothing is marked.
    """
    sure = [letters for letters, weight in boxes.items() if weight in (Weight.MARKED, Weight.FILLED)]
    unsure = [letters for letters, weight in boxes.items() if weight in DOUBTFUL]
    written, fault = _written(sure, scheme)
    doubts = [Doubt(weight) for weight in sorted({str(boxes[letters]) for letters in unsure})]
    if _is_mixed(boxes):
        doubts.append(Doubt.SCRIBBLED)
    if fault is not None:
        doubts.append(Doubt.ALONE if fault == MarkFault.NO_MARK else Doubt.CONTRADICTION)
    if is_noted and not keyed:
        doubts.append(Doubt.NOTE)
    if is_refused:
        doubts.append(Doubt.REFUSED)
    if keyed and not doubts and written in ("", keyed):
        return ReadLine(line, keyed)
    if keyed and (doubts or written != keyed):
        doubts.append(Doubt.DIFFERS)
    if not doubts:
        return ReadLine(line, written)
    offered = dict.fromkeys(filter(None, [keyed, *_offered(sure, unsure, scheme)]))
    return ReadLine(line, "", tuple(dict.fromkeys(doubts)), tuple(offered)[:MOST_CHOICES])


def spelt(typed: str, scheme: Mapping[str, Mark]) -> str:
    """Letters as somebody typed them in their one form; what cannot be read stays as it was typed."""
    try:
        return parse_letters(typed, scheme, of="").written
    except UnreadableMarks:
        return typed.strip()


def _is_mixed(boxes: Mapping[str, str]) -> bool:
    """Whether a full box stands beside a ticked or crossed one: it may be a mark that was taken back."""
    weights = set(boxes.values())
    return Weight.FILLED in weights and Weight.MARKED in weights


def _written(letters: Sequence[str], scheme: Mapping[str, Mark]) -> tuple[str, MarkFault | None]:
    """Letters in their one form, or what is wrong with them together."""
    if not letters:
        return "", None
    try:
        return read_letters(
            [each for each in letters if each in scheme or each == AGREED], scheme
        ).written, None
    except UnreadableMarks as fault:
        return "", fault.fault


def _offered(sure: Sequence[str], unsure: Sequence[str], scheme: Mapping[str, Mark]) -> Iterator[str]:
    """What the line may say: the sure marks with some of the others, or one sure mark less where they contradict."""
    for some in _subsets(unsure):
        for kept in _subsets(sure):
            written, _fault = _written([*kept, *some], scheme)
            if written and len(kept) >= len(sure) - 1:
                yield written


def _subsets(letters: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Subsets of few letters, the largest first."""
    few = tuple(letters)[:4]
    for size in range(len(few), -1, -1):
        yield from combinations(few, size)
