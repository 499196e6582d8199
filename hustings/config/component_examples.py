"""Invented matter for the living page of components: every state that a component can be in."""

from dataclasses import dataclass

from django import forms
from django.core.paginator import Paginator

from hustings.lib.charts import Bar, BarWords, Share, sparkline, stacked_bars
from hustings.lib.maps import MapClass, MapStreet, street_map

WORDS = BarWords(row="Polling district", total="Asked", nothing="Nobody asked yet")
WEEKS = ("6 Oct", "13 Oct", "20 Oct", "27 Oct", "3 Nov", "10 Nov")
MAP_CLASSES = [
    MapClass("nothing", "Nobody asked"),
    MapClass("little", "Under a quarter"),
    MapClass("some", "A quarter to a half"),
    MapClass("most", "A half to three quarters"),
    MapClass("all", "Three quarters or more"),
    MapClass("shut", "Do not knock"),
]


@dataclass(frozen=True)
class ExampleJob:
    id: str
    title: str
    state: str
    sentence: str
    done: int = 0
    total: int = 0


class ExampleForm(forms.Form):
    name = forms.CharField(label="Name of the pack", help_text="Whoever picks it up reads this first.")
    districts = forms.MultipleChoiceField(
        label="Polling districts",
        choices=[("AA1", "AA1 Church Row"), ("AA2", "AA2 Mill Lane and the flats above the shops")],
        widget=forms.CheckboxSelectMultiple,
        help_text="One pack may hold several.",
    )
    order = forms.ChoiceField(
        label="Order", choices=[("walk", "As one walks"), ("name", "By name")], widget=forms.RadioSelect
    )
    kind = forms.ChoiceField(label="Kind of election", choices=[("w", "Westminster"), ("l", "Local")])
    return_by = forms.DateField(
        label="Back by", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    note = forms.CharField(label="A note for the canvassers", required=False, widget=forms.Textarea)
    register = forms.FileField(label="The council's file", required=False, help_text="CSV, up to 200 MB.")
    again = forms.BooleanField(label="Print only doors nobody has answered at", required=False)


def examples() -> dict[str, object]:
    """Give the living page its context."""
    return {
        "empty_form": ExampleForm(prefix="fresh"),
        "wrong_form": ExampleForm({"wrong-name": "Saturday morning"}, prefix="wrong"),
        "bars": _bars(),
        "weeks": sparkline([31, 84, 12, 140, 233, 96], title="Conversations a week", labels=WEEKS),
        "map": street_map(
            _streets(), classes=MAP_CLASSES, title="Contact rate by street", description="Ward of Aberflint"
        ),
        "no_map": street_map([], classes=[], title="Map", nothing="No door here has coordinates yet."),
        "jobs": _jobs(),
        "page": Paginator(range(450), 50).page(4),
        "steps": [
            {"label": "Choose streets", "state": "done", "url": "#steps"},
            {"label": "Choose what is asked", "state": "current"},
            {"label": "Print", "state": "ahead"},
        ],
    }


def _jobs() -> list[ExampleJob]:
    return [
        ExampleJob("1", "Reading the register", "waiting", ""),
        ExampleJob("2", "Printing 412 sheets", "running", "Setting page 96.", 96, 412),
        ExampleJob("3", "Printing 12 sheets", "done", "12 sheets are ready."),
        ExampleJob(
            "4", "Reading the register", "refused", "Line 812 has 13 columns where the others have 14."
        ),
        ExampleJob("5", "Reading the register", "failed", ""),
    ]


def _bars() -> str:
    rows = {
        "AA1 Church Row": (96, 61, 40, 22, 88, 12, 9),
        "AA2 Mill Lane and the flats": (12, 3, 8, 41, 140, 4, 30),
    }
    labels = (
        "Definite",
        "Probable",
        "Undecided",
        "Leans elsewhere",
        "Against",
        "Will not vote",
        "Would not say",
    )
    shades = ("promise", "likely", "undecided", "soft", "against", "none", "unsaid")
    bars = [
        Bar(row, tuple(Share(*part) for part in zip(labels, counts, shades, strict=True)), url="#charts")
        for row, counts in rows.items()
    ]
    return stacked_bars([*bars, Bar("AA3 Quay", ())], title="Westminster intentions", words=WORDS)


def _streets() -> list[MapStreet]:
    shades = [known.shade for known in MAP_CLASSES]
    names = (
        "Church Row",
        "Mill Lane",
        "Stryd y Farchnad",
        "Quay Street",
        "Lower Brook Road",
        "Heol y Garreg Las",
    )
    across = [
        MapStreet(
            name,
            _doors(53.2 + line * 0.0012, -3.14, along=True),
            shades[line],
            f"{line * 17} of 100",
            "#charts",
        )
        for line, name in enumerate(names)
    ]
    down = [
        MapStreet(
            f"{name} North",
            _doors(53.2, -3.139 + line * 0.0021, along=False),
            shades[-line - 2],
            url="#charts",
        )
        for line, name in enumerate(names[:4])
    ]
    flats = MapStreet("Harbour Court", [(53.2031, -3.1365)] * 40, "shut", "40 flats, do not knock", "#charts")
    return [*across, *down, flats]


def _doors(north: float, east: float, *, along: bool) -> list[tuple[float, float]]:
    steps = [step * 0.00013 for step in range(60)]
    sides = [0.00006 if step % 2 else -0.00006 for step in range(60)]
    if along:
        return [(north + side + step * 0.12, east + step) for step, side in zip(steps, sides, strict=True)]
    return [(north + step * 0.75, east + side - step * 0.1) for step, side in zip(steps, sides, strict=True)]
