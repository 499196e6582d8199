"""What the second wall must know of a table: whose rows they are, and what kind of personal data they hold."""

from dataclasses import dataclass
from enum import StrEnum


class Shelf(StrEnum):
    """A kind of personal data. An action opens the shelves it needs, for reading or for writing, and no others."""

    ACCOUNTS = "accounts"
    CANARIES = "canaries"
    CONTACTS = "contacts"
    COPIES = "copies"
    FILES = "files"
    IMPORTS = "imports"
    INCIDENTS = "incidents"
    LISTS = "lists"
    LOG = "log"
    OBJECTIONS = "objections"
    OFFERS = "offers"
    OPINIONS = "opinions"
    OVERVIEW = "overview"
    PAPER = "paper"
    PAPERS = "papers"
    PEOPLE = "people"
    QUARANTINE = "quarantine"
    REGISTER = "register"
    TURNOUT = "turnout"
    WALKS = "walks"


@dataclass(frozen=True)
class Wall:
    """How row-level security is drawn round one table.

    `constituency` names the column whose seat must be in reach; `door` a column whose handed-out doors open the
    row to a canvasser; `unit` a column whose unit must be in reach; `own` a column holding the person whose own
    rows stay visible to them; `signing_in` opens the table while nobody is known yet; `everyone` lets whoever has
    a scope read it; `national` opens rows of no one seat to whoever has the shelf. `extra` is an SQL condition
    that every read must meet besides; `writes` are the statements the runtime may use at all: what it lacks, no
    action can open. `hands_on` names columns of rows that otherwise never change: whose they are changes when two
    records of one person become one, or a district goes to another seat, and by no other action. `hidden` tables are
    for functions of the schema access alone: the runtime may not even read them.
    """

    table: str
    shelf: Shelf
    constituency: str | None = None
    door: str | None = None
    unit: str | None = None
    own: str | None = None
    signing_in: bool = False
    everyone: bool = False
    national: bool = False
    extra: str | None = None
    writes: frozenset[str] = frozenset({"INSERT", "UPDATE", "DELETE"})
    hands_on: frozenset[str] = frozenset()
    hidden: bool = False


APPEND_ONLY = frozenset({"INSERT"})
UPDATED = frozenset({"INSERT", "UPDATE"})
WHOSE = frozenset({"constituency_id", "elector_id"})
