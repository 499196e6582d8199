"""A seat in which everything that a list can ask for is true of somebody, drawn by lot from a fixed beginning."""

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hustings.audit.words import Action, Purpose
from hustings.canvassing.models import HeldOut
from hustings.canvassing.recording import record_conversations
from hustings.canvassing.rules import Meaning, core_code_id
from hustings.canvassing.tests.ground import Ground, heard
from hustings.elections.models import Election
from hustings.register.models import AbsentVote, Building, Door, Elector, Import, RegisterEdition, Turnout
from hustings.supporters.models import ContactDetail, Supporter
from hustings.targeting.models import Score, ScoreValue, Tag, TaggedElector
from tests.cast import Cast, acting, arranging

AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
INTENTIONS = (
    Meaning.DEFINITE,
    Meaning.PROBABLE,
    Meaning.UNDECIDED,
    Meaning.SOFT_OTHER,
    Meaning.FIRM_OTHER,
    Meaning.WILL_NOT_VOTE,
)
SHAPED = (
    "attains_on",
    "markers",
    "on_register",
    "objects_by_phone",
    "objects_by_post",
    "objects_by_email",
    "objects_at_door",
    "is_overseas",
)
OUTCOMES = (Meaning.SPOKE, Meaning.SPOKE, Meaning.HOUSEHOLD, Meaning.NOT_IN, Meaning.REFUSED, Meaning.MOVED)


@dataclass
class Lived:
    """A seat in which something has happened to everybody, and what names it by."""

    ground: Ground
    elections: list[Election] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    scores: list[Score] = field(default_factory=list)
    codes: list[UUID] = field(default_factory=list)


def live(cast: Cast, ground: Ground, seed: int = 7) -> Lived:
    """Let everything happen in a seat: conversations by the verb, which takes no opinion of the young, the rest past
    the walls.
    """
    lot = random.Random(seed)  # noqa: S311 - invented people, drawn again the same
    lived = Lived(ground)
    lived.codes = [core_code_id(meaning) for meaning in (Meaning.POSTER, Meaning.LIFT, Meaning.HELP)]
    with arranging():
        _shape_the_register(lived, lot)
        _vote(lived, lot)
        _belong(lived, lot)
        for elector in lot.sample(ground.electors, 3):
            ends_on = lot.choice((AT.date(), date(2027, 5, 6)))
            HeldOut.objects.create(
                constituency=ground.seat, elector=elector, list_id=elector.id, drawn_at=AT, ends_on=ends_on
            )
    _talk(cast, lived, lot)
    return lived


def _shape_the_register(lived: Lived, lot: random.Random) -> None:
    ground = lived.ground
    block = Building.objects.create(constituency=ground.seat, street=ground.streets[0], name="Larch Court")
    for door in ground.doors[:2]:
        door.building = block
    ground.doors[4].do_not_knock = True
    Door.objects.bulk_update(ground.doors, ["building", "do_not_knock"])
    for elector in ground.electors:
        elector.attains_on = lot.choice(
            (None, None, None, date(2026, 1, 9), date(2027, 2, 3), date(2027, 9, 1))
        )
        elector.markers = lot.choice(("", "", "", "G", "L", "k", "F"))
        elector.on_register = lot.random() < 0.9
        elector.objects_by_phone = lot.random() < 0.2
        elector.objects_by_post = lot.random() < 0.2
        elector.objects_by_email = lot.random() < 0.1
        elector.objects_at_door = lot.random() < 0.1
    stray = ground.electors[-1]
    stray.door, stray.street, stray.is_overseas = None, None, True
    alone = ground.electors[5]
    Elector.objects.filter(pk=ground.electors[4].pk).update(on_register=False)
    ground.electors[4].on_register, alone.on_register = False, True
    Elector.objects.bulk_update(
        ground.electors,
        [*SHAPED, "door", "street"],
    )


def _vote(lived: Lived, lot: random.Random) -> None:
    ground = lived.ground
    for kind, name, day in (
        ("westminster", "General election", date(2024, 7, 4)),
        ("local", "Moorland District Council", date(2025, 5, 1)),
        ("local", "Moorland District Council, again", date(2027, 5, 6)),
    ):
        lived.elections.append(Election.objects.create(kind=kind, name=name, polling_day=day))
    officer = ground.districts[0].officer
    edition = RegisterEdition.objects.create(officer=officer, name="2026", published_on=date(2025, 12, 1))
    run = Import.objects.create(
        constituency=ground.seat, edition=edition, layout="x", file_name="x", file_sha256="0" * 64,
        encoding="utf-8", made_at=AT,
    )  # fmt: skip
    for elector in ground.electors:
        if lot.random() < 0.4:
            AbsentVote.objects.create(
                constituency=ground.seat,
                elector=elector,
                edition=edition,
                kind=lot.choice(AbsentVote.Kind.values),
                lapses_on=lot.choice((None, date(2026, 1, 1), date(2027, 1, 1))),
                opened_by=run,
            )
        for election in lived.elections[:2]:
            for method in ("station", "postal"):
                if lot.random() < 0.5:
                    Turnout.objects.create(
                        constituency=ground.seat, elector=elector, election=election, method=method,
                        voted=lot.random() < 0.5, source="marked", recorded_at=AT,
                    )  # fmt: skip


def _belong(lived: Lived, lot: random.Random) -> None:
    seat = lived.ground.seat
    lived.tags = [Tag.objects.create(constituency=seat, name=name, made_at=AT) for name in ("dog", "shop")]
    lived.scores = [
        Score.objects.create(
            constituency=seat,
            name="Turnout",
            model="logit 3",
            inputs="turnout",
            made_on=AT.date(),
            imported_at=AT,
        )
    ]
    for elector in lived.ground.electors:
        common = {"constituency": seat, "elector": elector}
        for tag in lived.tags:
            if lot.random() < 0.3:
                off = lot.choice((None, None, AT))
                TaggedElector.objects.create(tag=tag, tagged_at=AT, taken_off_at=off, **common)
        if lot.random() < 0.7:
            ScoreValue.objects.create(
                score=lived.scores[0], value=lot.choice((0.0, 0.25, 0.5, 1.0)), **common
            )
        if lot.random() < 0.3:
            relation, ended = (
                lot.choice(("member", "supporter", "volunteer")),
                lot.choice((None, None, AT.date())),
            )
            Supporter.objects.create(
                relation=relation, since=AT.date(), ended_on=ended, source="x", recorded_at=AT, **common
            )
        for way in ("call", "text", "email"):
            if lot.random() < 0.4:
                withdrawn = lot.choice((None, None, AT.date()))
                ContactDetail.objects.create(
                    way=way, value="01632 960000", consented_on=AT.date(), withdrawn_on=withdrawn,
                    source="x", recorded_at=AT, **common,
                )  # fmt: skip


def _talk(cast: Cast, lived: Lived, lot: random.Random) -> None:
    with arranging():
        electors = list(Elector.objects.filter(constituency=lived.ground.seat).order_by("seat_no"))
    rows = [
        heard(
            elector,
            said=lot.choice((None, *INTENTIONS)),
            kind=lot.choice(("westminster", "local")),
            happened_at=AT - timedelta(days=lot.choice((1, 2, 3, 10, 20, 40, 200)), hours=lot.randrange(9)),
            outcome=lot.choice(OUTCOMES),
            channel=lot.choice(("door", "phone", "street")),
            answers=((lot.choice(lived.codes), ""),) if lot.random() < 0.3 else (),
        )
        for elector in electors
        for _time in range(lot.choice((0, 0, 1, 2, 4)))
    ]
    with acting(cast.priya, Action.CANVASSING_CONVERSATION_RECORD, Purpose.CANVASS) as priya:
        done = record_conversations(constituency=lived.ground.seat.id, rows=rows, by=priya, at=AT)
    assert done.recorded > len(rows) / 2, done.refused
