"""What the marks of a marked register mean, and how a line of numbers is typed. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hustings.lib.headings import heading_key

TOKEN = re.compile(
    r"(?P<first>\d{1,7})(?:[/.](?P<first_suffix>\d{1,6}))?"
    r"(?:-(?P<last>\d{1,7})(?:[/.](?P<last_suffix>\d{1,6}))?)?(?P<proxy>[pP])?"
)
WIDEST = 10_000
ROUND_A_DASH = re.compile(r"\s*[-–—]\s*")
PARTS = re.compile(r"(?:[\s,;]|\.(?!\d))+")

Number = tuple[int, int]
"""A number and its suffix, 0 where there is none."""


class Meaning(StrEnum):
    """What a mark says of a line: a ballot was issued, to a proxy, none was; or another list speaks of that person."""

    VOTED = "voted"
    PROXY = "proxy"
    NOT = "not"
    ELSEWHERE = "elsewhere"


RANKS = (Meaning.VOTED, Meaning.PROXY, Meaning.NOT, Meaning.ELSEWHERE)

WORDS = {
    Meaning.VOTED: "v x voted y yes 1 true r returned issued marked received accepted",
    Meaning.PROXY: "proxy votedbyproxy",
    Meaning.NOT: "n no not notvoted 0 false notreturned notissued",
    Meaning.ELSEWHERE: "a av absent absentvoter pv postal postalvoter",
}
KNOWN = {word: meaning for meaning, words in WORDS.items() for word in words.split()}


def meaning_of(mark: str) -> str | None:
    """Tell what a mark means; None for one that somebody must explain. No mark: no ballot was issued.

    "V" -> voted, "A" -> elsewhere (the lists of absent voters speak of them), "" -> not.
    """
    key = heading_key(mark)
    if key:
        return KNOWN.get(key)
    return Meaning.VOTED if mark.strip() in ("/", "✓", "✔", "-", "—") else Meaning.NOT


@dataclass(frozen=True)
class Span:
    """Numbers from one to another, both included, and whether a proxy voted. One number is a span of itself."""

    first: Number
    last: Number
    by_proxy: bool = False

    def __str__(self) -> str:
        said = written(self.first) + (f"-{written(self.last)}" if self.last != self.first else "")
        return said + ("p" if self.by_proxy else "")


@dataclass(frozen=True)
class Typed:
    """What a typed line means, and the words in it that mean nothing."""

    spans: tuple[Span, ...]
    unreadable: tuple[str, ...]


@dataclass(frozen=True)
class Chosen:
    """The numbers of the district that spans name: those of proxies apart, and the spans that name none."""

    numbers: frozenset[Number]
    by_proxy: frozenset[Number]
    unknown: tuple[Span, ...]


def written(number: Number) -> str:
    """Write a number as registers print it: (51, 1) -> "51/1"."""
    return f"{number[0]}/{number[1]}" if number[1] else str(number[0])


def read_numbers(text: str) -> Typed:
    """Read "12 15-40 45 51/1 60p": numbers, spans of numbers, suffixes, a p for a vote by proxy; commas do as well.

    A span typed backwards is the same span; one wider than any polling district is unreadable, and so is any other
    word. "15-40" holds every suffix between its ends; where an end has no suffix, "40" at the end includes "40/1".
    """
    spans: list[Span] = []
    unreadable: list[str] = []
    for word in filter(None, PARTS.split(ROUND_A_DASH.sub("-", text))):
        span = _span(word)
        if span is None:
            unreadable.append(word)
        else:
            spans.append(span)
    return Typed(tuple(spans), tuple(unreadable))


def _span(word: str) -> Span | None:
    found = TOKEN.fullmatch(word)
    if found is None:
        return None
    first = int(found["first"]), int(found["first_suffix"] or 0)
    last = (int(found["last"]), int(found["last_suffix"] or 0)) if found["last"] else first
    first, last = min(first, last), max(first, last)
    return Span(first, last, bool(found["proxy"])) if last[0] - first[0] < WIDEST else None


def choose(spans: Sequence[Span], known: Iterable[Number]) -> Chosen:
    """Find the numbers of a district that spans name. What was said of a number last holds.

    A number alone must be one of the district's; of a span only that it holds at least one.
    """
    ordered = sorted(set(known))
    marked: dict[Number, bool] = {}
    unknown: list[Span] = []
    for span in spans:
        # In the order of typing, so that a second look at a number corrects the first.
        inside = [number for number in ordered if _holds(span, number)]
        marked.update(dict.fromkeys(inside, span.by_proxy))
        if not inside:
            unknown.append(span)
    by_proxy = frozenset(number for number, is_proxy in marked.items() if is_proxy)
    return Chosen(frozenset(marked), by_proxy, tuple(unknown))


def _holds(span: Span, number: Number) -> bool:
    if span.first == span.last:
        return number == span.first
    # A span's end without a suffix ends after the last suffix of that number, as a line drawn on paper does.
    return span.first <= number and (number <= span.last or (not span.last[1] and number[0] == span.last[0]))


def in_spans(numbers: Iterable[Number], known: Iterable[Number]) -> list[Span]:
    """Write numbers as the fewest spans over the district's own order: what was keyed, for a person to read."""
    ordered, wanted = sorted(set(known)), set(numbers)
    spans: list[Span] = []
    before = False
    for number in ordered:
        if number in wanted:
            first = spans.pop().first if before else number
            spans.append(Span(first, number))
        before = number in wanted
    return spans
