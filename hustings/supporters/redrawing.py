"""What supporters says when a district goes to another seat: who supports us goes with the elector, a file stays."""

from hustings.register.redrawing.following import keeps_in_place
from hustings.supporters.models import SupporterFile, UnappliedLine

keeps_in_place(
    SupporterFile, UnappliedLine, because="a file stays where it was sent, with what was left out of it"
)
