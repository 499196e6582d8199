"""The demo's files as the councils would send them: each council's full register and its newest alterations."""

from dataclasses import dataclass
from pathlib import Path

from hustings.config.demo.campaign import Campaign
from hustings.config.demo.files import write_register, write_update
from hustings.config.demo.region import Seat


@dataclass(frozen=True)
class Written:
    """One file, what it holds and how many rows; `seat` is the slug of the seat it is imported on."""

    path: Path
    holds: str
    council: str
    seat: str
    edition: str
    published_on: str
    rows: int

    def told(self) -> dict[str, str | int]:
        """Return it as JSON keeps it."""
        return {**vars(self), "path": str(self.path)}


def register_file_name(campaign: Campaign, owner: Seat) -> str:
    """Name the register file of a seat's council, after its seat and the year in which it is in force."""
    return f"{owner.slug}-register-{campaign.published_on.year + 1}.csv"


def update_file_name(campaign: Campaign, owner: Seat) -> str:
    """Name the alterations of a council's register, after its seat and the month."""
    return f"{owner.slug}-update-{campaign.month:%Y-%m}.csv"


def write_demo_files(folder: Path, campaign: Campaign) -> list[Written]:
    """Write a register and an update for the council of every seat that has people in it."""
    written = []
    for seat in (*campaign.registered, campaign.waiting):
        register, update = (folder / name(campaign, seat) for name in (register_file_name, update_file_name))
        rows = write_register(register, campaign.districts_of_council(seat))
        written.append(_written(register, "full register", seat, campaign, rows))
        rows = write_update(
            update, campaign.districts_of_council(seat), month=campaign.month, seed=campaign.seed
        )
        written.append(_written(update, "monthly update", seat, campaign, rows))
    return written


def _written(path: Path, holds: str, seat: Seat, campaign: Campaign, rows: int) -> Written:
    published_on = campaign.published_on.isoformat()
    return Written(path, holds, seat.council.name, seat.slug, campaign.edition, published_on, rows)
