"""The demo's files as the councils would send them, what each of them is for and on which page to send it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hustings.config.demo.campaign import Campaign
from hustings.config.demo.eros import write_eros_register, write_eros_update
from hustings.config.demo.files import write_register, write_update
from hustings.config.demo.lists import write_absent_voters, write_marked_register
from hustings.config.demo.region import Seat
from hustings.config.demo.stations import write_boundary_change, write_stations
from hustings.config.demo.years import a_year_later

REGISTER = "/seats/{seat}/register/"


@dataclass(frozen=True)
class Written:
    """One file, what it holds and how many rows; `seat` is the slug of the seat it is imported on.

    `purpose` says what it is there to be tried for, and `page` where it is sent.
    """

    path: Path
    holds: str
    council: str
    council_code: str
    seat: str
    edition: str
    published_on: str
    rows: int
    purpose: str
    page: str

    def told(self) -> dict[str, str | int]:
        """Return it as JSON keeps it."""
        return {**vars(self), "path": str(self.path)}


def register_file_name(campaign: Campaign, owner: Seat) -> str:
    """Name the register file of a seat's council, after its seat and the year in which it is in force."""
    return f"{owner.slug}-register-{campaign.published_on.year + 1}.csv"


def write_demo_files(folder: Path, campaign: Campaign) -> list[Written]:
    """Write a register and an update for the council of every seat that has people in it.

    The seat that waits for its register gets the next December's, too; the first one whatever else a council sends.
    """
    writer = _Writer(folder, campaign)
    for seat in (*campaign.registered, campaign.waiting):
        writer.write_year(seat)
    writer.write_next_year(campaign.waiting)
    writer.write_lists(campaign.region.seats[0])
    writer.write_places(campaign.region.seats[0], campaign.region.seats[1])
    return writer.written


class _Writer:
    """Writes into one folder and keeps account of it."""

    def __init__(self, folder: Path, campaign: Campaign) -> None:
        self.written: list[Written] = []
        self._folder, self._campaign = folder, campaign

    def write_year(self, seat: Seat) -> None:
        """Write the register in use and the newest update, as Xpress does."""
        campaign = self._campaign
        path, kept = self._path(register_file_name(campaign, seat)), campaign.districts_of_council(seat)
        self._note(
            path,
            write_register(path, kept),
            seat,
            holds="full register",
            page=REGISTER,
            purpose=f"the first register of this seat, “{campaign.edition}” of {campaign.published_on:%d/%m/%Y}"
            if seat == campaign.waiting
            else "in use already, so that it is refused as known",
        )
        path, kept = (
            self._path(f"{seat.slug}-update-{campaign.month:%Y-%m}.csv"),
            campaign.districts_of_council(seat),
        )
        self._note(
            path,
            write_update(path, kept, month=campaign.month, seed=campaign.seed),
            seat,
            holds="monthly update",
            page=REGISTER,
            purpose="a month's changes to that edition; it can be undone",
        )

    def write_next_year(self, seat: Seat) -> None:
        """Write the register after these and its first update, as Eros does: the council changed its software."""
        campaign, day, edition = self._campaign, self._campaign.next_published_on, self._campaign.next_edition
        kept = campaign.districts_of_council(seat)
        later = list(a_year_later(kept, published_on=day, month=campaign.month, seed=campaign.seed))
        path = self._path(f"{seat.slug}-register-{day.year + 1}.csv")
        self._note(
            path,
            write_eros_register(path, seat, later),
            seat,
            holds="next full register",
            page=REGISTER,
            purpose=f"every number new, in another layout and with UPRNs; choose “A new edition”, “{edition}” of "
            f"{day:%d/%m/%Y}; some names leave a question for you",
            edition=(edition, day),
        )
        month = date(day.year + 1, 1, 1)
        path = self._path(f"{seat.slug}-update-{month:%Y-%m}.csv")
        self._note(
            path,
            write_eros_update(path, later, month=month, seed=campaign.seed),
            seat,
            holds="next monthly update",
            page=REGISTER,
            purpose=f"a month's changes to “{edition}”, coded otherwise",
            edition=(edition, day),
        )

    def write_lists(self, seat: Seat) -> None:
        """Write what goes by the numbers of the register in use."""
        campaign, day = self._campaign, self._campaign.last_thursday
        here = [one for one in campaign.districts(seat) if one.council == seat.council]
        path = self._path(f"{seat.slug}-absent-voters.csv")
        self._note(
            path,
            write_absent_voters(path, here, today=campaign.today, seed=campaign.seed),
            seat,
            holds="absent voters",
            page="/seats/{seat}/register/absent-voters/",
            purpose="who votes by post or by proxy, the full list",
        )
        path = self._path(f"{seat.slug}-marked-register-{day}.csv")
        self._note(
            path,
            write_marked_register(path, here, polling_day=day, seed=campaign.seed),
            seat,
            holds="marked register",
            page="/seats/{seat}/register/marked-registers/",
            purpose=f"who voted at the stations in the by-election of {day:%d/%m/%Y}; add that election first, on "
            f"/seats/{seat.slug}/elections/",
        )

    def write_places(self, seat: Seat, neighbour: Seat) -> None:
        """Write the stations of the council's next polling day, and a review that moves one district next door."""
        campaign, day = self._campaign, self._campaign.next_polling_day
        path, kept = self._path(f"{seat.slug}-polling-stations.csv"), campaign.districts_of_council(seat)
        self._note(
            path,
            write_stations(path, seat, kept, polling_day=day),
            seat,
            holds="polling stations",
            page="/seats/{seat}/polling-stations/",
            purpose=f"where everybody votes on {day:%d/%m/%Y}, property by property",
        )
        moved = campaign.last_of_the_town(seat)
        path = self._path(f"{seat.slug}-boundary-change.csv")
        self._note(
            path,
            write_boundary_change(path, moved, neighbour),
            seat,
            holds="boundary change",
            page="/boundaries/",
            purpose=f"polling district {moved.letters} goes to {neighbour.name}; send it as somebody who reaches both "
            "seats, such as Moira",
        )

    def _path(self, name: str) -> Path:
        return self._folder / name

    def _note(
        self,
        path: Path,
        rows: int,
        seat: Seat,
        *,
        holds: str,
        page: str,
        purpose: str,
        edition: tuple[str, date] | None = None,
    ) -> None:
        name, published_on = edition or (self._campaign.edition, self._campaign.published_on)
        self.written.append(
            Written(
                path=path,
                holds=holds,
                council=seat.council.name,
                council_code=seat.council.code,
                seat=seat.slug,
                edition=name,
                published_on=published_on.isoformat(),
                rows=rows,
                purpose=purpose,
                page=page.format(seat=seat.slug),
            )
        )
