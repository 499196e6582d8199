"""Setting post by the typesetter: labels where a part-used sheet has them free, letters with the address in a window.

One PDF, piece by piece; quires are set beside each other and joined as they come back.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from hustings.paper.fitting import displayed
from hustings.paper.joining import Joiner
from hustings.paper.post.sizes import LabelSize
from hustings.paper.quire_reading import UnreadableQuire
from hustings.paper.typesetting import QUIRE_PAGES, Pieces, UnableToTypeset, set_in_lanes

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class PostText:
    """What a whole file of post shares: its title, whose it is, its language, the line that says whose copy it is."""

    title: str
    organisation: str
    language: str
    whose: str


@dataclass(frozen=True, slots=True)
class LetterText:
    """One letter: the lines in its window, and its paragraphs of lines each."""

    to: Sequence[str]
    paragraphs: Sequence[Sequence[str]]


def set_labels(
    text: PostText,
    labels: Sequence[Sequence[str]],
    size: LabelSize,
    *,
    first: int,
    at: datetime,
    report: Callable[[int], object] = bool,
) -> Iterator[bytes]:
    """Set labels of lines each, in their order, from the label `first` of the first sheet on.

    `report` is told how many labels are set. Raises UnableToTypeset.
    """
    shared = _shared(text, at) | {"size": {"width": size.width, "height": size.height}}
    pages = _label_pages(labels, size, first)
    ready = ((sum(map(len, some)), _written(shared | {"pages": some})) for some in _by(QUIRE_PAGES, pages))
    return _joined(ready, template="labels", report=report)


def set_letters(
    text: PostText,
    letters: Sequence[LetterText],
    *,
    imprint: str,
    day: str,
    cover: Sequence[str],
    at: datetime,
    report: Callable[[int], object] = bool,
) -> Iterator[bytes]:
    """Set letters after a cover that is not posted; every page of each bears the imprint at its foot.

    `report` is told how many letters are set. Raises UnableToTypeset.
    """
    shared = _shared(text, at) | {"imprint": imprint, "day": day}
    ready = (
        (
            len(some),
            _written(shared | {"cover": None if number else list(cover), "letters": list(map(asdict, some))}),
        )
        for number, some in enumerate(_by(QUIRE_PAGES, letters))
    )
    return _joined(ready, template="letters", report=report)


def _label_pages(
    labels: Sequence[Sequence[str]], size: LabelSize, first: int
) -> Iterator[list[dict[str, Any]]]:
    """The labels of each page, with the place of each from the page's top left corner."""
    taken = first - 1
    for begin in range(-taken, len(labels), size.count):
        some = labels[max(begin, 0) : begin + size.count]
        start = taken if begin < 0 else 0
        yield [{"lines": list(lines), **_place(size, place)} for place, lines in enumerate(some, start=start)]


def _place(size: LabelSize, place: int) -> dict[str, float]:
    row, column = divmod(place, size.columns)
    return {
        "x": round(size.left + column * (size.width + size.gap), 3),
        "y": round(size.top + row * size.height, 3),
    }


def _joined(
    ready: Iterable[tuple[int, str]], *, template: str, report: Callable[[int], object]
) -> Iterator[bytes]:
    file = Pieces()
    joiner, done = Joiner(file), 0
    try:
        for count, quire in set_in_lanes(ready, template=template):
            joiner.add(quire)
            done += count
            report(done)
            yield file.taken()
        joiner.finish()
    except UnreadableQuire as fault:
        raise UnableToTypeset(str(fault)) from fault
    yield file.taken()


def _shared(text: PostText, at: datetime) -> dict[str, Any]:
    return {
        "timestamp": int(at.timestamp()),
        "title": text.title,
        "organisation": text.organisation,
        "language": text.language,
        "whose": text.whose,
    }


def _written(quire: dict[str, Any]) -> str:
    return displayed(json.dumps(quire, ensure_ascii=False))


def _by(count: int, items: Iterable[Item]) -> Iterator[list[Item]]:
    left = iter(items)
    return iter(lambda: list(islice(left, count)), [])
