"""What a page of figures is asked for, and by whom."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from hustings.canvassing.areas import SeatPart, Step
from hustings.canvassing.counting import Figures
from hustings.geography.models import Place

PERIODS = (7, 30, 90, 365)
FEWEST = 10
"""Who may not open the rows sees no figures of areas with fewer electors than this."""

Part = tuple[Step, Figures]


@dataclass(frozen=True)
class View:
    """What a page of figures is asked for: which part of which seat, the days of the period, whether rows open."""

    seat: Place
    part: SeatPart
    days: int
    opens_rows: bool

    def rows_url(self, figure: str, **more: object) -> str:
        """The address of the rows behind a figure; "" for whoever may not open them."""
        if not self.opens_rows:
            return ""
        query = urlencode({**self.part.query, "days": self.days, **more})
        return f"{reverse('canvassing:rows', args=[self.seat.slug, figure])}?{query}"
