"""Every address of the whole installation, found by walking the table of addresses, with values put in."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import ResolverMatch, RoutePattern

from hustings.access.declared import declaration_for
from hustings.lib.declaring import Declaration

PART = re.compile(r"<(?:(\w+):)?(\w+)>")
ABSENT = "00000000-0000-7000-8000-00000000dead"
STAND_INS = {
    "uuid": ABSENT,
    "int": "999999",
    "slug": "nothing",
    "str": "nothing",
    "path": "nothing",
    "logfile": "tile/0/999",
    None: "nothing",
}


@dataclass(frozen=True)
class Route:
    """One address: its pattern, what it declares, and which parts of it want a value."""

    pattern: str
    name: str
    declaration: Declaration | None
    parts: tuple[tuple[str | None, str], ...]

    @property
    def is_open(self) -> bool:
        """Answers people who are not signed in."""
        return self.declaration is not None and self.declaration.signing_in

    @property
    def wants(self) -> set[str]:
        return {name for _converter, name in self.parts}

    def address(self, values: Mapping[str, object]) -> str:
        """Put values in; what has none gets something of the right shape that is not there."""

        def put(found: re.Match[str]) -> str:
            return str(values.get(found[2], STAND_INS[found[1]]))

        return "/" + PART.sub(put, self.pattern)


def all_routes() -> list[Route]:
    """Walk the table of addresses to its last leaf."""
    return list(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: "list[URLPattern | URLResolver]", before: str) -> Iterator[Route]:
    for entry in patterns:
        here = before + _text(entry)
        if isinstance(entry, URLResolver):
            yield from _walk(entry.url_patterns, here)
        else:
            match = ResolverMatch(entry.callback, (), {}, entry.name)
            parts = tuple((found[0] or None, found[1]) for found in PART.findall(here))
            yield Route(here, entry.name or "", declaration_for(match), parts)


def _text(entry: URLPattern | URLResolver) -> str:
    """The pattern as a route; a regular expression of allauth's is turned into one."""
    if isinstance(entry.pattern, RoutePattern):
        return str(entry.pattern)
    return re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<str:\1>", str(entry.pattern)).strip("^$").replace("\\", "")
