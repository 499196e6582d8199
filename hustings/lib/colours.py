"""Colours that stay legible: contrast as WCAG 2.2 measures it, and the shades of an organisation's one colour."""

import re
from dataclasses import dataclass

PAPER, INK = "#ffffff", "#15202b"
NIGHT_PAPER, NIGHT_INK = "#151b21", "#eef1f3"
FOR_TEXT = 7.0
FOR_SHAPES = 3.0
STEPS = 50


class UnreadableColour(ValueError):
    """The text is no colour of the form #1d5c63."""


@dataclass(frozen=True)
class Accent:
    """One colour and what goes with it on one ground: text on it, a shade legible as text, two paler shades."""

    fill: str
    on_fill: str
    ink: str
    pale: str
    on_pale: str
    tint: str


def parse_colour(text: str) -> tuple[int, int, int]:
    """Read `#1d5c63` or `1d5c63` as red, green and blue from 0 to 255; raises UnreadableColour for anything else."""
    found = re.fullmatch(r"#?([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})", text)
    if found is None:
        raise UnreadableColour(text)
    red, green, blue = (int(part, 16) for part in found.groups())
    return red, green, blue


def write_colour(red: float, green: float, blue: float) -> str:
    """Write three parts from 0 to 255 as `#1d5c63`."""
    return "#" + "".join(f"{round(part):02x}" for part in (red, green, blue))


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours, 1 to 21 (WCAG 2.2, success criterion 1.4.3)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mix(colour: str, other: str, share: float) -> str:
    """Give the colour with `share` (0 to 1) of the other mixed in."""
    pairs = zip(parse_colour(colour), parse_colour(other), strict=True)
    return write_colour(*(part * (1 - share) + into * share for part, into in pairs))


def text_on(ground: str) -> str:
    """Choose white or ink, whichever reads better on the ground; never under 4.5."""
    return max((PAPER, INK, "#000000"), key=lambda text: _preference(text, ground))


def legible_on(colour: str, ground: str, wanted: float = FOR_TEXT) -> str:
    """Darken or lighten the colour just as far as it takes to stand out from the ground by `wanted`."""
    away = "#000000" if _luminance(ground) > 0.18 else "#ffffff"
    shades = (mix(colour, away, step / STEPS) for step in range(STEPS + 1))
    return next((shade for shade in shades if contrast(shade, ground) >= wanted), away)


def accent_on(colour: str, paper: str) -> Accent:
    """Find the shades of an organisation's colour for pages on this paper."""
    fill = (
        legible_on(colour, paper, FOR_SHAPES) if paper == NIGHT_PAPER else write_colour(*parse_colour(colour))
    )
    pale = mix(fill, "#ffffff", 0.6 if paper == PAPER else 0.5)
    return Accent(
        fill=fill,
        on_fill=text_on(fill),
        ink=legible_on(colour, paper),
        pale=pale,
        on_pale=text_on(pale),
        tint=mix(fill, paper, 0.9),
    )


def accent_stylesheet(colour: str) -> str:
    """Write the custom properties that carry one colour into every page, by day and by night."""
    day, night = _properties(accent_on(colour, PAPER)), _properties(accent_on(colour, NIGHT_PAPER))
    at_night = f"@media screen and (prefers-color-scheme: dark) {{\n:root {{\n{night}\n}}\n}}\n"
    return f":root {{\n{day}\n}}\n{at_night}"


def _properties(accent: Accent) -> str:
    named = {
        "--accent": accent.fill,
        "--on-accent": accent.on_fill,
        "--accent-ink": accent.ink,
        "--accent-pale": accent.pale,
        "--on-accent-pale": accent.on_pale,
        "--accent-tint": accent.tint,
    }
    return "\n".join(f"  {name}: {value};" for name, value in named.items())


def _preference(text: str, ground: str) -> tuple[bool, float]:
    # Ink is kinder than pure black, so black is taken only where ink falls short.
    ratio = contrast(text, ground)
    return (ratio >= 4.5 and text != "#000000", ratio)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in parse_colour(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
