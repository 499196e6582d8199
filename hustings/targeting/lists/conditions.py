"""Whom a step speaks of: the conditions of a list, each a class that is form, check and schema in one. Pure."""

from datetime import date
from typing import Annotated, Literal, Union
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

MOST_STEPS, MOST_VALUES = 24, 400

ElectionKind = Literal["westminster", "local", "devolved", "mayor", "commissioner"]
Said = Literal["definite", "probable", "undecided", "soft_other", "firm_other", "will_not_vote", "nothing"]
Channel = Literal["door", "phone", "street", "post", "event"]
Days = Annotated[int, Field(ge=1, le=5000)]
Ids = Annotated[tuple[UUID, ...], Field(min_length=1, max_length=MOST_VALUES)]


class Part(BaseModel):
    """A part of the form. Whatever it does not know is refused: a misspelt field would be another list."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Everybody(Part):
    """Whoever is on the seat's register."""

    by: Literal["everybody"]


class Place(Part):
    """Who lives in one of these wards (their codes) or polling districts (their ids)."""

    by: Literal["place"]
    wards: tuple[Annotated[str, Field(max_length=12, pattern=r"^[A-Za-z0-9]+$")], ...] = Field(
        (), max_length=MOST_VALUES
    )
    districts: tuple[UUID, ...] = Field((), max_length=MOST_VALUES)


class Street(Part):
    """Who lives on one of these streets, or on one side of them."""

    by: Literal["street"]
    streets: Ids
    sides: tuple[Literal["odd", "even", "named"], ...] = Field((), max_length=3)


class Household(Part):
    """Who lives behind a door with so many electors; in a house of flats, or not in one."""

    by: Literal["household"]
    at_least: int = Field(1, ge=1, le=99)
    at_most: int | None = Field(None, ge=1, le=99)
    in_flats: bool | None = None


class Age(Part):
    """Who comes of age (18) between two days; the register tells it of nobody else. `adult`: of age already."""

    by: Literal["age"]
    band: Literal["attainer", "adult"]
    since: date | None = None
    until: date | None = None


class Franchise(Part):
    """Who may vote in one of the installation's elections, by letters, age and polling day."""

    by: Literal["franchise"]
    election: UUID


class AbsentVote(Part):
    """Who votes by post or by proxy, or does neither, by the newest lists."""

    by: Literal["absent_vote"]
    kinds: tuple[Literal["postal", "proxy", "proxy_postal", "none"], ...] = Field(min_length=1, max_length=4)


class Intention(Part):
    """Who said one of these things for one kind of election: as the last answer, or ever; lately, or long ago.

    Days count back from when the list is asked. `nothing` are those who have told us nothing.
    """

    by: Literal["intention"]
    election: ElectionKind = "westminster"
    said: tuple[Said, ...] = Field(min_length=1, max_length=7)
    when: Literal["now", "ever"] = "now"
    within_days: Days | None = None
    older_than_days: Days | None = None


class Answered(Part):
    """Who gave one of these answers (ids of codes of the scheme), in a conversation that stands."""

    by: Literal["answer"]
    codes: Ids
    within_days: Days | None = None


class Tagged(Part):
    """Who bears one of these tags."""

    by: Literal["tag"]
    tags: Ids


class Contacted(Part):
    """Whom we tried, or spoke to, by one of these channels (any, without one) in the last so many days (ever)."""

    by: Literal["contacted"]
    reached: bool = True
    channels: tuple[Channel, ...] = Field((), max_length=5)
    within_days: Days | None = None


class Turnout(Part):
    """Who voted (or did not) at so many of these elections, as a marked register says."""

    by: Literal["turnout"]
    elections: Ids
    voted: bool = True
    at_least: int = Field(1, ge=1, le=40)


class Supporting(Part):
    """Who is a member, a supporter or a volunteer."""

    by: Literal["supporter"]
    relations: tuple[Literal["member", "supporter", "volunteer"], ...] = Field(min_length=1, max_length=3)


class Reachable(Part):
    """Who agreed to be reached in one of these ways, at a number or address that we hold."""

    by: Literal["reachable"]
    ways: tuple[Literal["call", "text", "email"], ...] = Field(min_length=1, max_length=3)


class Scored(Part):
    """Who has a score of an imported model between two values."""

    by: Literal["score"]
    score: UUID
    at_least: float | None = Field(None, ge=-1e9, le=1e9)
    at_most: float | None = Field(None, ge=-1e9, le=1e9)


class OnList(Part):
    """Who is on another list of the seat."""

    by: Literal["list"]
    list: UUID


class AnyOf(Part):
    """Who fits at least one of these."""

    by: Literal["any_of"]
    of: tuple["Condition", ...] = Field(min_length=1, max_length=MOST_STEPS)


class NoneOf(Part):
    """Who fits none of these."""

    by: Literal["none_of"]
    of: tuple["Condition", ...] = Field(min_length=1, max_length=MOST_STEPS)


Condition = Annotated[
    Union[  # noqa: UP007 - a discriminated union
        Everybody,
        Place,
        Street,
        Household,
        Age,
        Franchise,
        AbsentVote,
        Intention,
        Answered,
        Tagged,
        Contacted,
        Turnout,
        Supporting,
        Reachable,
        Scored,
        OnList,
        AnyOf,
        NoneOf,
    ],
    Field(discriminator="by"),
]

AnyOf.model_rebuild()
NoneOf.model_rebuild()
