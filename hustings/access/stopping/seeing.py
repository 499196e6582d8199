"""Stops as the pages about them show them: what could be stopped, whom it would concern, and what has been."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.access.models import Stop, StopMotion
from hustings.access.stopping.placing import refusing
from hustings.access.stops import Kind
from hustings.access.tools import Tool
from hustings.access.wording import KIND_NAMES, TOOL_NAMES
from hustings.geography.models import Place
from hustings.organisation.models import Membership

WIDTH = tuple(Kind)
"""From the narrowest to the widest."""


@dataclass(frozen=True)
class Thing:
    """Something that could be stopped, by kind and name, in words."""

    kind: Kind
    thing: str
    label: str

    @property
    def kind_name(self) -> str:
        return str(KIND_NAMES[self.kind])

    def is_wider_than(self, other: "Thing") -> bool:
        return WIDTH.index(self.kind) > WIDTH.index(other.kind)


@dataclass(frozen=True)
class Concerned:
    """Somebody whom a stop would concern; `keeps` where the floor of their own seat stays theirs."""

    name: str
    unit: str
    keeps: bool


def people_in_reach(actor: Actor, words: str) -> list[Thing]:
    """People of the officer's units by the beginning of a name, twenty at most; nobody for no words."""
    wanted = words.strip().casefold()
    if not wanted:
        return []
    members = (
        Membership.objects.filter(ends_on=None)
        .order_by("name")
        .values_list("person_id", "name", "unit__name")
    )
    units: dict[tuple[str, str], list[str]] = {}
    for person, name, unit in members.iterator():
        if any(part.startswith(wanted) for part in [name.casefold(), *name.casefold().split()]):
            units.setdefault((str(person), name), []).append(unit)
    found = [
        Thing(Kind.PERSON, person, ", ".join([name, *belongs])) for (person, name), belongs in units.items()
    ]
    return found[:20]


def seats_in_reach(actor: Actor) -> list[Thing]:
    """The seats of the officer's units, by name."""
    reach = frozenset[int]().union(*(held.seats for held in actor.grants))
    seats = Place.objects.filter(id__in=reach).order_by("name").values_list("id", "name")
    return [Thing(Kind.SEAT, str(number), name) for number, name in seats]


def widest_things() -> list[Thing]:
    """Each tool, and the whole organisation."""
    tools = [Thing(Kind.TOOL, tool, str(TOOL_NAMES[tool])) for tool in Tool]
    return [*tools, Thing(Kind.NATION, "", _("The whole organisation"))]


def narrower_of(person: Thing) -> list[Thing]:
    """The open sign-ins and known devices of a person, which would be a narrower stop than the person."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, thing, words FROM access.signed_in(%s)", [person.thing])
        rows = cursor.fetchall()
    unknown = _("a browser of no known kind")
    return [Thing(Kind(kind), thing, f"{person.label}: {words or unknown}") for kind, thing, words in rows]


def copies_numbered(number: str) -> list[Thing]:
    """The copies in reach that people call by this number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT thing, label FROM access.copies_numbered(%s)", [number.strip().upper()])
        return [Thing(Kind.COPY, thing, label) for thing, label in cursor.fetchall()]


def name_thing(kind: Kind, thing: str, actor: Actor) -> Thing:
    """Put a thing in words, from what the officer may see; its kind alone where nothing more is known."""
    label = {
        Kind.SEAT: lambda: next((one.label for one in seats_in_reach(actor) if one.thing == thing), ""),
        Kind.TOOL: lambda: next((one.label for one in widest_things() if one.thing == thing), ""),
        Kind.NATION: lambda: _("The whole organisation"),
    }.get(kind, lambda: _names(concerned_by(kind, thing)))()
    return Thing(kind, thing, label or str(KIND_NAMES[kind]))


def concerned_by(kind: Kind, thing: str) -> list[Concerned]:
    """Whom a stop would concern. Raises UnableToStop for what is not there or outside the officer's reach."""
    with (
        refusing(_("That is not there, or not in your reach.")),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT name, unit, keeps FROM access.would_concern(%s, %s)", [str(kind), thing])
        return [Concerned(*row) for row in cursor.fetchall()]


def _names(people: Sequence[Concerned]) -> str:
    names = dict.fromkeys(one.name for one in people)
    return ", ".join(list(names)[:3])


def stops_listed() -> "QuerySet[Stop]":
    """Every stop in reach, the latest first, with what waits for a second person and what was found of it."""
    waiting = StopMotion.objects.filter(settled_at=None)
    return (
        Stop.objects.select_related("unit", "review")
        .prefetch_related(Prefetch("motions", waiting, to_attr="waiting"))
        .order_by("-epoch")
    )


def state_of(stop: Stop, at: datetime) -> str:
    """The one word for how far a stop is; templates have the sentence."""
    if stop.lifted_at:
        return "lifted"
    if stop.ends_at <= at:
        return "over"
    return "confirmed" if stop.confirmed_at else "waiting"


def names_of(people: set[UUID]) -> dict[UUID, str]:
    """What people are called, as far as the reader's units know them."""
    return dict(Membership.objects.filter(person_id__in=people).values_list("person_id", "name"))
