"""A row of every kind that has a term, as old as is asked: what the tests of retention put in place."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmation
from django.db import models
from django.utils import timezone

from hustings.access import models as access
from hustings.access.scope import ask
from hustings.access.terms import TERMS
from hustings.accounts.models import Person, Session
from hustings.canvassing import models as canvassing
from hustings.copies import models as copies
from hustings.data_protection import models as incidents
from hustings.data_protection.retention import Gone, keep_terms
from hustings.elections.models import Calling, Election
from hustings.geography.models import PollingDistrict
from hustings.lib.uuid7 import uuid7
from hustings.organisation.models import Membership
from hustings.register import models as register
from hustings.supporters.models import Supporter, SupporterFile, UnappliedLine
from hustings.targeting import models as targeting
from tests.cast import Cast, arranging, role
from tests.walls.making import make_something

SLACK = timedelta(days=4)
Row = models.Model
Make = Callable[[Cast, datetime], Row]


def keep() -> Gone:
    with role("hustings_worker"):
        return keep_terms(at=timezone.now())


def since(term: str) -> datetime:
    """The moment that the database reckons a term from, by PostgreSQL's own months and years."""
    with arranging():
        moment: datetime = ask("SELECT now() - %s::interval", TERMS[term])[0]
    return moment


def left(model: type[models.Model]) -> set[object]:
    with arranging():
        return {row.pk for row in model._default_manager.all()}


def some(model: type[Row], cast: Cast, **told: Any) -> Row:
    return make_something(model, cast.northmoor, cast.northmoor_unit, **told)


def dated(model: type[Row], *names: str, **fixed: Any) -> Make:
    """A row whose fields of these names are all of that moment."""

    def make(cast: Cast, at: datetime) -> Row:
        kinds = {field.name: field.get_internal_type() for field in model._meta.concrete_fields}
        times = {name: at.date() if kinds[name] == "DateField" else at for name in names}
        return some(model, cast, **times, **fixed)

    return make


def under(parent: Make, model: type[Row], name: str, **fixed: Any) -> Make:
    """A row that hangs on another, which is that old."""
    return lambda cast, at: some(model, cast, **{name: parent(cast, at)}, **fixed)


def person(cast: Cast, at: datetime) -> Row:
    made = Person.objects.create(email=f"{uuid7().hex}@moor.example")
    Person.objects.filter(pk=made.pk).update(joined_at=at)
    return made


def tom(cast: Cast, at: datetime, model: type[Row], **told: Any) -> Row:
    return some(model, cast, person=cast.tom, **told)


def membership(cast: Cast, at: datetime) -> Row:
    return some(Membership, cast, person=person(cast, at), ends_on=at.date())


def grant(cast: Cast, at: datetime) -> Row:
    hanging_on = Membership.objects.get(person=cast.tom)
    began = at - timedelta(days=9)
    return tom(cast, at, access.Grant, membership=hanging_on, starts_at=began, ends_at=at)


def leaving(cast: Cast, at: datetime) -> Row:
    return tom(cast, at, access.Leaving, membership=Membership.objects.get(person=cast.tom), left_at=at)


def approval(cast: Cast, at: datetime) -> Row:
    return some(access.Approval, cast, asked_at=at - timedelta(days=1), ends_at=at)


def stop(cast: Cast, at: datetime) -> Row:
    epoch = access.Stop.objects.count() + 1
    return some(access.Stop, cast, epoch=epoch, placed_at=at - timedelta(hours=1), ends_at=at)


def handed_out(cast: Cast, at: datetime) -> Row:
    return some(access.HandOut, cast, grant=cast.grants["tom"], door_id=uuid7(), ends_at=at)


def calling(cast: Cast, at: datetime) -> Row:
    poll = election(cast, at)
    return some(Calling, cast, election=poll, notice_on=(at - timedelta(days=9)).date(), ends_on=at.date())


def election(cast: Cast, at: datetime) -> Row:
    return Election.objects.create(kind="local", name=uuid7().hex, polling_day=at.date())


def session(cast: Cast, at: datetime) -> Row:
    return Session.objects.create(session_key=uuid7().hex, session_data="", expire_date=at)


def confirmation(cast: Cast, at: datetime) -> Row:
    address = EmailAddress.objects.create(
        user=person(cast, datetime.now(at.tzinfo)), email=f"{uuid7().hex}@moor.example"
    )
    made: Row = EmailConfirmation.objects.create(email_address=address, created=at, key=uuid7().hex)
    return made


def district(cast: Cast) -> PollingDistrict:
    found = PollingDistrict.objects.filter(constituency=cast.northmoor).first()
    made = found or PollingDistrict.objects.create(
        officer=cast.council,
        letters="AA1",
        constituency=cast.northmoor,
        starts_on=date(2010, 1, 1),
    )
    assert isinstance(made, PollingDistrict)
    return made


def elector(cast: Cast, *, on_register: bool = True) -> Row:
    number = register.Elector.objects.count() + 1
    return some(register.Elector, cast, district=district(cast), seat_no=number, on_register=on_register)


def conversation(cast: Cast, at: datetime) -> Any:
    told = {"happened_at": at, "recorded_at": at, "outcome": "spoke"}
    return some(canvassing.Conversation, cast, elector=elector(cast), **told)


def of_conversation(model: type[Row]) -> Make:
    def make(cast: Cast, at: datetime) -> Row:
        talk = conversation(cast, at)
        dates = {"happened_at": at} if model is canvassing.VotingIntention else {}
        told = {
            "conversation": talk,
            "elector": talk.elector,
            "code": canvassing.Code.objects.filter(party="").first(),
        }
        return some(model, cast, **told, **dates)

    return make


def imported(state: str) -> Make:
    return dated(register.Import, "made_at", "applied_at", state=state)


waiting = dated(register.Import, "made_at", state="dry_run")
applied = imported("applied")


def entry(cast: Cast, at: datetime) -> Row:
    return some(
        register.RegisterEntry,
        cast,
        elector=elector(cast),
        district=district(cast),
        number=register.RegisterEntry.objects.count() + 1,
        opened_by=applied(cast, at),
        closed_by=applied(cast, at),
    )


def absent(cast: Cast, at: datetime) -> Row:
    told = {"opened_by": applied(cast, at), "closed_by": applied(cast, at)}
    return some(register.AbsentVote, cast, elector=elector(cast), **told)


def detail(cast: Cast, at: datetime) -> Row:
    day = (datetime.now(at.tzinfo) + timedelta(days=30)).date()
    return some(register.AbsentVoteDetail, cast, absent_vote=absent(cast, at), forget_on=day)


def voted(source: str) -> Make:
    return lambda cast, at: some(
        register.Turnout, cast, elector=elector(cast), election=election(cast, at), source=source
    )


def doubt(cast: Cast, at: datetime) -> Row:
    return some(register.Doubt, cast, run=applied(cast, at), earlier=elector(cast))


def refusal(cast: Cast, at: datetime) -> Row:
    return some(register.ImportRefusal, cast, run=applied(cast, at))


batch = dated(register.MarkedBatch, "made_at", "written_at")


def mark(cast: Cast, at: datetime) -> Row:
    return some(register.KeyedMark, cast, batch=batch(cast, at))


def copy(cast: Cast, at: datetime) -> Row:
    return some(copies.Copy, cast, number=uuid7().hex[-8:], state="returned", state_at=at)


def export(cast: Cast, at: datetime) -> Row:
    return some(copies.Export, cast, copy=copy(cast, at))


def run(cast: Cast, at: datetime) -> Row:
    return some(copies.ProgrammeRun, cast, export=export(cast, at))


def saved_list(cast: Cast, at: datetime) -> Row:
    times = {"made_at": at, "changed_at": at, "retired_at": at}
    return some(targeting.SavedList, cast, name=uuid7().hex, form={}, **times)


def offered_list(cast: Cast, at: datetime) -> Row:
    return some(targeting.OfferedList, cast, offer=uuid7(), name="Ours", form={}, offered_at=at)


def tagged(cast: Cast, at: datetime) -> Row:
    return some(targeting.TaggedElector, cast, elector=elector(cast), tagged_at=at, taken_off_at=at)


def listed(cast: Cast, at: datetime) -> Row:
    return some(targeting.ListedElector, cast, list=saved_list(cast, at), elector=elector(cast))


def score(cast: Cast, at: datetime) -> Row:
    return some(targeting.Score, cast, name=uuid7().hex, retired_at=at)


def scored(cast: Cast, at: datetime) -> Row:
    return some(targeting.ScoreValue, cast, score=score(cast, at), elector=elector(cast))


def held_out(cast: Cast, at: datetime) -> Row:
    return some(canvassing.HeldOut, cast, elector=elector(cast), ends_on=at.date())


def supporter(cast: Cast, at: datetime) -> Row:
    return some(Supporter, cast, elector=elector(cast), ended_on=at.date())


def unapplied(cast: Cast, at: datetime) -> Row:
    file = some(SupporterFile, cast, sent_at=at, ended_at=at)
    return some(UnappliedLine, cast, file=file)


incident = dated(incidents.Incident, "known_at", "opened_at", "closed_at")
feed = dated(access.MemberFeed, "imported_at", "drawn_at", is_whole=True)
