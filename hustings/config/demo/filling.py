"""Filling an empty installation with the demo campaign, through the rooms' own verbs and in their people's names."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from hustings.access.actor import Actor
from hustings.access.demonstrating import demonstration_people
from hustings.access.scope import acting_as
from hustings.audit.words import Action, Purpose
from hustings.canvassing.comparing import count_changed_seats
from hustings.canvassing.models import Conversation
from hustings.canvassing.recording import record_conversations
from hustings.config.demo.campaign import Campaign
from hustings.config.demo.conversations import Canvass, ours_in
from hustings.config.demo.electorate import LYLE, District
from hustings.config.demo.files import address_lines, write_register
from hustings.config.demo.founding import found_organisation
from hustings.config.demo.ground import latitude_longitude
from hustings.config.demo.hearing import heard_from, roll_of
from hustings.config.demo.leaving import let_copies_leave
from hustings.config.demo.listing import keep_a_list
from hustings.config.demo.members import take_in_members
from hustings.config.demo.noticing import notice_reading
from hustings.config.demo.papers import file_demo_papers
from hustings.config.demo.players import FIRST, PLAYERS, SECOND, stand_in
from hustings.config.demo.region import Seat
from hustings.config.demo.surveying import lay_ground
from hustings.config.demo.walking import walk_in
from hustings.config.demo.writing import register_file_name
from hustings.geography.models import Place
from hustings.lib.addresses import read_address
from hustings.organisation.models import Organisation
from hustings.register.doors.locating import Location, locate_doors
from hustings.register.importing.applying import apply_import
from hustings.register.importing.editions import find_edition
from hustings.register.importing.looking_over import SentFile, look_over_file
from hustings.register.models import Channel, Elector, Import, ImportState, RegisterEdition
from hustings.register.objections.objecting import record_objection

OBJECTIONS_A_SEAT = 12
Report = Callable[[str], None]


class UnableToFill(Exception):
    """Nothing was changed; the message says why and what to do."""


@dataclass
class Filled:
    """What the demo holds now."""

    people: int = 0
    seats: int = 0
    electors: int = 0
    conversations: int = 0


def begin_demonstration(*, campaign: Campaign, folder: Path, at: datetime) -> None:
    """Lay the ground and found the organisation with its people; does nothing where that is done.

    `folder` takes the files that are loaded. Raises UnableToFill where there is another organisation.
    """
    if Organisation.objects.filter(is_demonstration=False).exists():
        raise UnableToFill(
            "This installation holds an organisation of its own. Nothing was changed. "
            "The demo wants an empty data folder: name another one with HUSTINGS_DATA."
        )
    if not Organisation.objects.exists():
        lay_ground(campaign=campaign, folder=folder, at=at)
        found_organisation(campaign=campaign, at=at)


def fill_demonstration(*, campaign: Campaign, folder: Path, at: datetime, report: Report) -> Filled:
    """Fill a demo that was begun, through its people's own verbs; `at` is later than its beginning.

    Each step is a transaction of its own, so a filling that broke off goes on where it was, and one that is whole
    changes nothing.
    """
    file_demo_papers(at=at)
    take_in_members(at=at)
    filled = Filled(people=len({person.email for person in demonstration_people()}))
    for seat in campaign.registered:
        filler = _Filler(campaign, seat, folder, at)
        report(f"Importing the register of {seat.name}.")
        filled.electors += filler.import_registers()
        report(f"Writing down six weeks of conversations in {seat.name}.")
        filled.conversations += filler.record_conversations()
        filler.record_objections()
        if seat.index == 0:
            notice_reading(seat=filler.place.pk, at=at)
            report(f"Printing three streets of {seat.name}.")
            let_copies_leave(filler.place, organiser=organiser_of(seat), at=at)
            keep_a_list(filler.place, organiser=organiser_of(seat), at=at)
            report(f"Cutting walks in {seat.name}.")
            walk_in(filler.place, organiser=organiser_of(seat), at=at)
        filled.seats += 1
    count_changed_seats(at=at)
    return filled


class _Filler:
    """Fills one seat in its organiser's name; what others do there is done in theirs."""

    def __init__(self, campaign: Campaign, seat: Seat, folder: Path, at: datetime) -> None:
        self.campaign, self.seat, self.folder, self.at = campaign, seat, folder, at
        self.place = Place.objects.get(code=seat.code)

    def import_registers(self) -> int:
        """Import the file of every council that keeps a part of the seat, and set its doors where they stand."""
        councils = {district.council for district in self.campaign.districts(self.seat)}
        for owner in self.campaign.region.seats:
            if owner.council in councils:
                self._import(owner)
        with self._organising(Action.REGISTER_EDITION_IMPORT, Purpose.ADMINISTRATION) as by:
            locate_doors(constituency=self.place.pk, locations=self._locations(), by=by, at=self.at)
            return Elector.objects.filter(constituency_id=self.place.pk, on_register=True).count()

    def record_conversations(self) -> int:
        """Record the weeks before today through the verb that the sheets use, too."""
        strength = ours_in(self.seat.results["general"].votes)
        canvass = Canvass(
            seed=f"{self.campaign.seed}/{self.seat.index}", strength=strength, until=self.campaign.today
        )
        with self._organising(Action.CANVASSING_CONVERSATION_RECORD, Purpose.CANVASS) as by:
            known = Conversation.objects.filter(constituency_id=self.place.pk).count()
            if known:
                return known
            said = canvass.conversations(self.campaign.districts(self.seat))
            rows = heard_from(said, roll_of(self.place.pk), self.place.pk)
            result = record_conversations(constituency=self.place.pk, rows=rows, by=by, at=self.at)
        return result.recorded

    def record_objections(self) -> None:
        """Record Mr Lyle's objection in the first seat, and a dozen others, two of them of whole households."""
        with self._organising(Action.REGISTER_OBJECTION_RECORD, Purpose.ORGANISE) as by:
            for index, elector in enumerate(self._objectors()):
                record_objection(
                    by=by,
                    at=self.at,
                    constituency=self.place.pk,
                    elector_id=elector.pk,
                    channel=Channel.DOOR if index % 3 else Channel.ALL,
                    whole_household=index in (3, 7),
                    happened_at=self.at - timedelta(days=5 + index),
                    source="said so at the door",
                )

    def _import(self, owner: Seat) -> None:
        path = self.folder / register_file_name(self.campaign, owner)
        if not path.exists():
            write_register(path, self.campaign.districts_of_council(owner))
        with (
            self._organising(Action.REGISTER_EDITION_IMPORT, Purpose.ADMINISTRATION) as by,
            path.open("rb") as content,
        ):
            edition = find_edition(
                officer=Place.objects.get(code=owner.council.code),
                name=self.campaign.edition,
                published_on=self.campaign.published_on,
                at=self.at,
            )
            if not self._is_imported(edition):
                sent = SentFile(content, path.name)
                run = look_over_file(
                    by=by, at=self.at, constituency=self.place.pk, edition=edition, sent=sent
                )
                apply_import(by=by, at=self.at, run_id=run.id)

    def _is_imported(self, edition: RegisterEdition) -> bool:
        runs = Import.objects.filter(constituency_id=self.place.pk, edition=edition)
        return runs.filter(state=ImportState.APPLIED).exists()

    def _locations(self) -> Iterator[Location]:
        for district in self.campaign.districts(self.seat):
            yield from _locations_in(district)

    def _objectors(self) -> Iterator[Elector]:
        here = Elector.objects.filter(constituency_id=self.place.pk, on_register=True, door__isnull=False)
        if self.seat.index == 0:
            yield from here.filter(surname=LYLE.surname, forenames=LYLE.forenames)
        last = here.order_by("-seat_no").values_list("seat_no", flat=True).first() or 0
        numbers = Random(f"{self.campaign.seed}/{self.seat.index}/objections").sample(
            range(1, last + 1), min(last, OBJECTIONS_A_SEAT)
        )
        yield from here.filter(seat_no__in=numbers).exclude(surname=LYLE.surname).order_by("seat_no")

    def _organising(self, action: Action, purpose: Purpose) -> AbstractContextManager[Actor]:
        return acting_as(organiser_of(self.seat), action=action, purpose=purpose, at=self.at)


def organiser_of(seat: Seat) -> str:
    """Return the sign-in address of who organises a seat with a register."""
    place = {0: FIRST, 1: SECOND}.get(seat.index)
    if place is None:
        return stand_in(seat.name).email
    return next(player.email for player in PLAYERS if player.place == place)


def _locations_in(district: District) -> Iterator[Location]:
    for row in district.rows:
        for dwelling in row.dwellings:
            address = read_address(address_lines(row, dwelling, district.council.town), dwelling.postcode)
            yield Location(address.key, *latitude_longitude(dwelling.door.at))
