import re
from pathlib import Path

import pytest
from django.http import Http404
from django.test import RequestFactory
from django.urls import reverse

from hustings.config import appearance
from hustings.config.appearance import STYLESHEETS, colour_stylesheet
from hustings.lib.colours import contrast

HOUSE = Path(appearance.__file__).parents[1]
SHEETS = Path(appearance.__file__).parent / "static" / "css"
TEMPLATES = sorted(HOUSE.glob("*/templates/**/*.html"))
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=[\"']|javascript:", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b([^>]*)>", re.IGNORECASE)
ELSEWHERE = re.compile(r"(?:src|href|action|srcset)=[\"'](?:https?:)?//", re.IGNORECASE)
TEXT_ON_GROUND = [
    ("--ink", "--paper"),
    ("--ink", "--ground"),
    ("--muted", "--paper"),
    ("--muted", "--ground"),
    ("--accent-ink", "--paper"),
    ("--good", "--good-tint"),
    ("--doubt", "--doubt-tint"),
    ("--bad", "--bad-tint"),
    ("--news", "--news-tint"),
    ("--ink", "--bad-tint"),
]
TEXT_ON_SHADE = [
    ("--word-dark", "--shade-undecided"),
    ("--word-dark", "--shade-soft"),
    ("--word-dark", "--shade-none"),
    ("--word-dark", "--shade-unsaid"),
    ("--paper", "--shade-against"),
    ("--ink", "--shade-unknown"),
    ("--on-accent", "--accent"),
    ("--on-accent-pale", "--accent-pale"),
]


def tokens(*, at_night: bool) -> dict[str, str]:
    day, night = (SHEETS / "tokens.css").read_text("utf-8").split("prefers-color-scheme: dark")
    named = re.compile(r"(--[\w-]+): (#[0-9a-f]{6});")
    return dict(named.findall(day)) | (dict(named.findall(night)) if at_night else {})


def inline_scripts(template: str) -> list[str]:
    return [
        found for found in SCRIPT.findall(template) if "src=" not in found and "application/json" not in found
    ]


def test_every_style_sheet_is_linked_and_there() -> None:
    assert sorted(STYLESHEETS) == sorted(sheet.stem for sheet in SHEETS.glob("*.css"))


@pytest.mark.parametrize("at_night", [False, True], ids=["day", "night"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_stands_out_seven_to_one(text: str, ground: str, at_night: bool) -> None:
    colours = tokens(at_night=at_night)

    assert contrast(colours[text], colours[ground]) >= 7


@pytest.mark.parametrize("at_night", [False, True], ids=["day", "night"])
@pytest.mark.parametrize(("text", "shade"), TEXT_ON_SHADE)
def test_the_numbers_in_charts_are_legible(text: str, shade: str, at_night: bool) -> None:
    colours = tokens(at_night=at_night)

    assert contrast(colours[text], colours[shade]) >= 4.5


@pytest.mark.parametrize("at_night", [False, True], ids=["day", "night"])
def test_the_edges_of_fields_can_be_seen(at_night: bool) -> None:
    colours = tokens(at_night=at_night)

    assert contrast(colours["--edge"], colours["--paper"]) >= 3


def test_the_colour_of_an_organisation_may_be_kept_for_good() -> None:
    address = reverse("colour_stylesheet", args=["1d5c63"])

    response = colour_stylesheet(RequestFactory().get(address), "1d5c63")

    assert response.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in response.headers["Cache-Control"]
    assert b"--accent: #1d5c63;" in response.content


def test_what_is_no_colour_is_no_page() -> None:
    with pytest.raises(Http404):
        colour_stylesheet(RequestFactory().get("/"), "red;}body{display:none")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_a_template_holds_no_style_no_script_and_no_other_host(path: Path) -> None:
    template = path.read_text("utf-8")

    assert INLINE.search(template) is None
    assert inline_scripts(template) == []
    assert ELSEWHERE.search(template) is None
