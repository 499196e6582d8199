"""Lists of elector numbers for tests: what a council would send, and Priya's scopes for importing them."""

from contextlib import AbstractContextManager
from datetime import datetime
from io import BytesIO

from hustings.access.actor import Actor
from hustings.audit.words import Action, Purpose
from hustings.elections.models import Election
from hustings.register.absent.applying import apply_absent
from hustings.register.absent.looking_over import Said, look_over_absent
from hustings.register.absent.rules import kind_of
from hustings.register.files.list_columns import ListColumns
from hustings.register.files.lists import probe_list
from hustings.register.files.mapping import recognised_columns
from hustings.register.models import Import, RegisterEdition, Turnout
from hustings.register.staging.list_runs import ListFile
from hustings.register.tests.council import NOON
from hustings.register.turnout.applying import apply_marked
from hustings.register.turnout.looking_over import look_over_marked
from hustings.register.turnout.rules import meaning_of
from tests.cast import Cast, acting, arranging

ABSENT = "Elector Number Prefix,Elector Number,Elector Number Suffix,Elector Name,Absent Vote Type"
DETAILED = f"{ABSENT},Ballot Paper Address1,Ballot Paper PostCode,Proxy Name"
MARKED = "Elector Number Prefix,Elector Number,Elector Number Suffix,Mark"
FULL_LIST = Said()
LYLE_POSTAL, OKAFOR_PROXY = "AA1,2,0,Lyle Peter,Postal", "AA1,1,0,Okafor Grace Ada,Proxy"


def listed(*rows: str, headings: str = ABSENT) -> BytesIO:
    """Write a list of rows as they stand below the headings."""
    return BytesIO("\r\n".join((headings, *rows)).encode())


def columns_of(file: BytesIO, *, marked: bool = False) -> ListColumns:
    """What the headings and words of a list mean by themselves."""
    return recognised_columns(probe_list(file), meaning_of if marked else kind_of)


def sent(file: BytesIO, edition: RegisterEdition, *, marked: bool = False) -> ListFile:
    return ListFile(file, "list.csv", columns_of(file, marked=marked), edition)


def importing_absent(cast: Cast, at: datetime = NOON) -> AbstractContextManager[Actor]:
    return acting(cast.priya, Action.REGISTER_ABSENT_IMPORT, Purpose.ADMINISTRATION, at)


def importing_turnout(cast: Cast, at: datetime = NOON) -> AbstractContextManager[Actor]:
    return acting(cast.priya, Action.REGISTER_TURNOUT_IMPORT, Purpose.ADMINISTRATION, at)


def look_over_list(
    cast: Cast,
    by: Actor,
    edition: RegisterEdition,
    *rows: str,
    said: Said = FULL_LIST,
    headings: str = ABSENT,
    at: datetime = NOON,
) -> Import:
    """Look an absent-voter list over, in an open scope."""
    file = sent(listed(*rows, headings=headings), edition)
    return look_over_absent(by=by, at=at, constituency=cast.northmoor.id, sent=file, said=said)


def take_in_list(
    cast: Cast,
    edition: RegisterEdition,
    *rows: str,
    said: Said = FULL_LIST,
    headings: str = ABSENT,
    at: datetime = NOON,
) -> Import:
    """Look an absent-voter list over and apply it, as Priya."""
    with importing_absent(cast, at) as by:
        run = look_over_list(cast, by, edition, *rows, said=said, headings=headings, at=at)
        return apply_absent(by=by, at=at, run_id=run.id)


def poll(name: str = "UK Parliament, May", day: str = "2027-05-06") -> Election:
    with arranging():
        return Election.objects.get_or_create(kind="westminster", name=name, polling_day=day)[0]


def take_in_marks(
    cast: Cast,
    edition: RegisterEdition,
    *rows: str,
    method: Turnout.Method = Turnout.Method.STATION,
    at: datetime = NOON,
    headings: str = MARKED,
) -> Import:
    """Look a marked register over and apply it, as Priya."""
    election = poll()
    with importing_turnout(cast, at) as by:
        file = sent(listed(*rows, headings=headings), edition, marked=True)
        run = look_over_marked(
            by=by, at=at, constituency=cast.northmoor.id, sent=file, election=election, method=method
        )
        return apply_marked(by=by, at=at, run_id=run.id)
