"""What a membership system would write, for tests, and Priya's and Ada's scopes for bringing it in."""

from contextlib import AbstractContextManager
from datetime import datetime

from hustings.access.actor import Actor
from hustings.audit.words import Action, Purpose
from hustings.register.models import Elector
from hustings.register.tests.council import NOON
from hustings.supporters.bringing.files import apply_file, look_over, say_columns, take_file
from hustings.supporters.files.columns import recognise
from hustings.supporters.models import ContactDetail, Supporter, SupporterFile
from tests.cast import Cast, acting, arranging

HEADINGS = (
    "Elector number,Forename,Surname,Postcode,Type,Joined,Phone,Phone consented on,E-mail,E-mail consented on"
)
OKAFOR = "AA1-1,Grace,Okafor,EX1 1AA,Member,01/02/2024,01632 960 001,01/02/2024,grace@moor.example,01/02/2024"
QUINCE = ",Ana,Quince,EX1 1AA,Volunteer,,01632 960002,03/04/2025,,"


def written(*rows: str, headings: str = HEADINGS) -> bytes:
    return "\r\n".join((headings, *rows)).encode()


def bringing(cast: Cast, at: datetime = NOON) -> AbstractContextManager[Actor]:
    return acting(cast.priya, Action.SUPPORTERS_FILE_IMPORT, Purpose.ADMINISTRATION, at)


def looked_over(
    cast: Cast, *rows: str, headings: str = HEADINGS, everybody: str = "", at: datetime = NOON
) -> SupporterFile:
    """Send a file as Priya, take its headings as they are, and look it over."""
    with bringing(cast, at) as by:
        sent = written(*rows, headings=headings)
        file = take_file(
            iter([sent]), name="members.csv", everybody=everybody, seat=cast.northmoor, by=by, at=at
        )
        say_columns(file.id, recognise(headings.split(",")), by=by, at=at)
        return look_over(file.id, by=by, at=at)


def brought_in(
    cast: Cast, *rows: str, headings: str = HEADINGS, everybody: str = "", at: datetime = NOON
) -> SupporterFile:
    """The same, and apply it."""
    file = looked_over(cast, *rows, headings=headings, everybody=everybody, at=at)
    with bringing(cast, at) as by:
        return apply_file(file.id, by=by, at=at)


def faults(file: SupporterFile) -> list[tuple[int, int, str]]:
    """Line, column and fault of whatever a file left out."""
    with arranging():
        return list(file.unapplied.order_by("line", "column").values_list("line", "column", "fault"))


def belonging() -> list[tuple[str, str]]:
    """Who is what, as it stands."""
    with arranging():
        standing = Supporter.objects.filter(ended_on=None).select_related("elector")
        return sorted((str(one.elector), one.relation) for one in standing)


def reached() -> list[tuple[str, str, str]]:
    """Who agreed to be reached in which way and where, as it stands."""
    with arranging():
        standing = ContactDetail.objects.filter(withdrawn_on=None).select_related("elector")
        return sorted((str(one.elector), one.way, one.value) for one in standing)


def elector(surname: str, forenames: str) -> Elector:
    with arranging():
        return Elector.objects.get(surname=surname, forenames=forenames)
