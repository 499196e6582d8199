"""A file of polling stations in plain words: what it holds and would change, and what in it looks odd."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hustings.lib.markup import grouped
from hustings.register.stations.faults import Skipped

SENTENCES: dict[str, Callable[[int], str]] = {
    "stations": lambda n: ngettext(
        "%s polling station is in the file.", "%s polling stations are in the file.", n
    ),
    "properties": lambda n: ngettext(
        "%s property says where it votes.", "%s properties say where they vote.", n
    ),
    "stations_new": lambda n: ngettext(
        "%s station was not in use before.", "%s stations were not in use before.", n
    ),
    "stations_gone": lambda n: ngettext(
        "%s station is used no longer.", "%s stations are used no longer.", n
    ),
    "doors_moving": lambda n: ngettext(
        "%s door votes at another place than before.", "%s doors vote at another place than before.", n
    ),
    "doors_uprn": lambda n: ngettext("%s door is found by its UPRN.", "%s doors are found by their UPRN.", n),
    "doors_address": lambda n: ngettext(
        "%s door is found by its address.", "%s doors are found by their address.", n
    ),
    "doors_district": lambda n: ngettext(
        "%s door is not in the file; its polling district has one station.",
        "%s doors are not in the file; their polling districts have one station each.",
        n,
    ),
    "doors_postcode": lambda n: ngettext(
        "%s door is not in the file; its postcode has one station.",
        "%s doors are not in the file; their postcodes have one station each.",
        n,
    ),
    "doors_split": lambda n: ngettext(
        "%s door is not in the file, and its postcode is split between stations: where it votes is not known.",
        "%s doors are not in the file, and their postcodes are split between stations: where they vote is not known.",
        n,
    ),
    "doors_nothing": lambda n: ngettext(
        "Of %s door nothing tells where it votes.", "Of %s doors nothing tells where they vote.", n
    ),
    "dummies": lambda n: ngettext(
        "%s row is a dummy of the council's system and is left out.",
        "%s rows are dummies of the council's system and are left out.",
        n,
    ),
}
"""What the file holds and changes, most important first."""

WARNINGS: dict[str, Callable[[int], str]] = {
    "outside": lambda n: ngettext(
        "%(count)s station lies outside the council: %(names)s. That may be right; look before it is printed.",
        "%(count)s stations lie outside the council, such as %(names)s. That may be right; look before they are "
        "printed.",
        n,
    ),
    "split": lambda n: ngettext(
        "%(count)s postcode is split between stations: %(names)s. A door there is placed by its UPRN or address alone.",
        "%(count)s postcodes are split between stations, such as %(names)s. A door there is placed by its UPRN or "
        "address alone.",
        n,
    ),
    "twice": lambda n: ngettext(
        "%(count)s UPRN stands under two stations (%(names)s) and tells nothing. Ask the council which is right.",
        "%(count)s UPRNs stand under two stations (such as %(names)s) and tell nothing. Ask the council which "
        "are right.",
        n,
    ),
    "letters": lambda n: ngettext(
        "%(count)s polling district of the file is not in our register: %(names)s.",
        "%(count)s polling districts of the file are not in our register, such as %(names)s.",
        n,
    ),
    "differing": lambda n: ngettext(
        "The reference %(names)s stands for two different stations; the first was kept. Ask the council.",
        "%(count)s references stand for two different stations, such as %(names)s; the first was kept. Ask the "
        "council.",
        n,
    ),
    "days": lambda n: ngettext(
        "The file names %(count)s polling day: %(names)s.",
        "The file names %(count)s polling days: %(names)s. The most frequent was taken.",
        n,
    ),
    "mislaid": lambda n: ngettext(
        "%(count)s postcode stood in another column than its own and was found there.",
        "%(count)s postcodes stood in another column than their own and were found there.",
        n,
    ),
    "new": lambda n: ngettext("New: %(names)s.", "%(count)s are new, such as %(names)s.", n),
    "gone": lambda n: ngettext(
        "Used no longer: %(names)s.", "%(count)s are used no longer, such as %(names)s.", n
    ),
}
CHANGES = ("new", "gone")


def holdings_in_words(counts: dict[str, int]) -> list[str]:
    """Say what the file holds and what would change; what is nought is left unsaid."""
    return [say(counts[key]) % grouped(counts[key]) for key, say in SENTENCES.items() if counts.get(key)]


def changes_in_words(warnings: Iterable[dict[str, Any]]) -> list[str]:
    """Name the stations that come and go."""
    return [_warning(warning) for warning in warnings if warning["kind"] in CHANGES]


def warnings_in_words(warnings: Iterable[dict[str, Any]]) -> list[str]:
    """Say what looks odd, for whoever decides whether to use the stations."""
    return [_warning(warning) for warning in warnings if warning["kind"] not in CHANGES]


def _warning(warning: dict[str, Any]) -> str:
    count: int = warning["count"]
    if warning["kind"] == "skipped":
        return ngettext(
            "%(count)s row was left out, line %(line)s: %(why)s.",
            "%(count)s rows were left out, the first on line %(line)s: %(why)s.",
            count,
        ) % {"count": grouped(count), "line": warning["line"], "why": Skipped(warning["reason"]).label}
    return WARNINGS[warning["kind"]](count) % {
        "count": grouped(count),
        "names": ", ".join(warning.get("names", ())),
    }


def looked_over(counts: dict[str, int]) -> str:
    """The sentence at the end of a dry run."""
    return _(
        "%(stations)s stations and %(properties)s properties were read. Look at them and put them into use."
    ) % {
        "stations": grouped(counts["stations"]),
        "properties": grouped(counts["properties"]),
    }
