"""Markup written in Python: text that templates take as it is, and the one way to put a value into it."""

import html
import re

# What XML 1.0 forbids: an SVG saved from a page would not open with it.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class Markup(str):
    """Finished HTML or SVG; Django's templates ask `__html__` and do not escape it again."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def escaped(value: object) -> str:
    """Make a value harmless inside an element or a quoted attribute; what XML cannot hold becomes a question mark."""
    return html.escape(FORBIDDEN.sub("?", str(value)), quote=True)


def element(name: str, *inside: str, **attributes: object) -> Markup:
    """Write one element. Attributes are escaped, contents are not: pass `escaped(...)` or another element.

    `class_` stands for class, an underscore for a hyphen; an attribute of None or "" is left out.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escaped(value)}"'
        for key, value in attributes.items()
        if value is not None and value != ""
    )
    return Markup(f"<{name}{written}>{''.join(inside)}</{name}>")


def linked(url: str, inside: str, **attributes: object) -> str:
    """Put a link round finished markup, unless there is no address."""
    return element("a", inside, href=url, **attributes) if url else inside


def grouped(number: int) -> str:
    """Write a whole number with commas by thousands."""
    return f"{number:,}"
