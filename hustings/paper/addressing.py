"""Where a scanned sheet is keyed in: what every square code begins with."""

from django.conf import settings
from django.urls import reverse


def keying_path(seat: str) -> str:
    """The path below which a sheet's code leads to its keying page; `seat` is the seat's word in addresses."""
    return reverse("paper:packs", args=[seat])


def keying_address(seat: str) -> str:
    """The whole address, for sheets that are printed where no request says how the installation is reached."""
    if settings.BEHIND_TLS:
        return f"https://{settings.HOST}{keying_path(seat)}"
    return f"http://{settings.HOST}:{settings.PORT}{keying_path(seat)}"
