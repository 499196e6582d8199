"""Charts drawn on the server as plain SVG: no script, no style attribute, text that grows with the reader's own size.

Every chart is a figure whose numbers can also be read as a table or list. All words come from the caller.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hustings.lib.markup import Markup, element, escaped, grouped, linked

SHADES = ("promise", "likely", "undecided", "soft", "against", "none", "unsaid", "unknown")
NARROWEST_WITH_TEXT = 7.0


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a bar: its word, its count and a shade from SHADES."""

    label: str
    count: int
    shade: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a chart of stacked bars."""

    label: str
    shares: tuple[Share, ...]
    url: str = ""

    @property
    def total(self) -> int:
        return sum(share.count for share in self.shares)


@dataclass(frozen=True, slots=True)
class BarWords:
    """The words of a chart of bars: what a row is, what is counted, and what a row without any says."""

    row: str
    total: str
    nothing: str


def stacked_bars(bars: Sequence[Bar], *, title: str, description: str = "", words: BarWords) -> Markup:
    """Draw one bar a row, each as wide as the page, divided by its shares; refuses shades it does not know."""
    parts = (
        _caption(title, description),
        legend((share.shade, share.label) for bar in bars for share in bar.shares),
        _bar_table(bars, title, words),
    )
    return element("figure", *parts, class_="chart")


def sparkline(counts: Sequence[int], *, title: str, labels: Sequence[str], description: str = "") -> Markup:
    """Draw one column for each count (a week, a day), the last one marked; `labels` name them one by one."""
    if len(counts) != len(labels):
        raise ValueError("every count wants a label")
    ends = [f"{labels[0]}: {grouped(counts[0])}", f"{labels[-1]}: {grouped(counts[-1])}"] if counts else []
    foot = element("p", *(element("span", escaped(end)) for end in ends), class_="spark-ends")
    return element(
        "figure", _caption(title, description), _columns(counts, labels, title), foot, class_="spark"
    )


def legend(entries: Iterable[tuple[str, str]]) -> Markup:
    """List shades with their words, each once, in the order of first mention."""
    items = (element("li", swatch(shade), escaped(label)) for shade, label in dict.fromkeys(entries))
    return element("ul", *items, class_="legend")


def swatch(shade: str) -> Markup:
    """Draw the small square of one shade."""
    square = element("rect", width="16", height="16", rx="2", class_=f"shade-{shade}")
    return element(
        "svg", square, width="16", height="16", class_="swatch", aria_hidden="true", focusable="false"
    )


def _caption(title: str, description: str) -> str:
    said = element("span", escaped(description)) if description else ""
    return element("figcaption", element("strong", escaped(title)), " ", said)


def _bar_table(bars: Sequence[Bar], title: str, words: BarWords) -> str:
    heads = (element("th", escaped(word), scope="col") for word in (words.row, title, words.total))
    head = element("thead", element("tr", *heads), class_="spoken")
    return element("table", head, element("tbody", *(_row(bar, words) for bar in bars)), class_="bars")


def _row(bar: Bar, words: BarWords) -> str:
    name = element("th", linked(bar.url, escaped(bar.label)), scope="row")
    drawn = _drawn(bar) if bar.total else element("span", escaped(words.nothing), class_="note")
    total = element("td", escaped(grouped(bar.total)), class_="number", data_label=words.total)
    return element("tr", name, element("td", drawn, class_="bar-cell"), total)


def _drawn(bar: Bar) -> str:
    start, pieces = 0.0, []
    for share in bar.shares:
        if share.count:
            pieces.append(_piece(share, start, bar.total))
            start += 100 * share.count / bar.total
    said = "; ".join(_in_words(share, bar.total) for share in bar.shares if share.count)
    name = element("title", escaped(bar.label)) + element("desc", escaped(said))
    return element("svg", name, *pieces, class_="bar", role="group", width="100%", height="2.25em")


def _piece(share: Share, start: float, total: int) -> str:
    if share.shade not in SHADES or share.count < 0:
        raise ValueError(f"no such share: {share.shade} {share.count}")
    width = 100 * share.count / total
    said = element("title", escaped(_in_words(share, total)))
    inside = [said, element("rect", width="100%", height="100%", class_=f"shade-{share.shade}")]
    if width >= NARROWEST_WITH_TEXT:
        place = {"x": "50%", "y": "50%", "dy": "0.36em", "text_anchor": "middle"}
        inside.append(element("text", escaped(grouped(share.count)), class_=f"word-{share.shade}", **place))
    # A nested picture clips its own text, so a long number in a narrow piece never runs into the next.
    piece = element("svg", *inside, x=f"{start:.3f}%", width=f"{width:.3f}%", height="100%")
    return linked(share.url, piece)


def _in_words(share: Share, total: int) -> str:
    return f"{share.label}: {grouped(share.count)} ({100 * share.count / total:.0f}%)"


def _columns(counts: Sequence[int], labels: Sequence[str], title: str) -> str:
    top, slot = max([*counts, 1]), 100 / max(len(counts), 1)
    pairs = list(zip(labels, counts, strict=True))
    said = "; ".join(f"{label}: {grouped(count)}" for label, count in pairs)
    columns = (
        _column(label, count, 40 * max(count, 0) / top, place * slot, slot, last=place == len(pairs) - 1)
        for place, (label, count) in enumerate(pairs)
    )
    name = element("title", escaped(title)) + element("desc", escaped(said))
    picture = {"viewBox": "0 0 100 42", "preserveAspectRatio": "none", "role": "img"}
    return element("svg", name, *columns, class_="columns-of-weeks", **picture)


def _column(label: str, count: int, height: float, start: float, slot: float, *, last: bool) -> str:
    tall = max(height, 0.8)
    return element(
        "rect",
        element("title", escaped(f"{label}: {grouped(count)}")),
        x=f"{start + slot * 0.1:.3f}",
        y=f"{41 - tall:.3f}",
        width=f"{slot * 0.8:.3f}",
        height=f"{tall:.3f}",
        class_="week last" if last else "week",
    )
