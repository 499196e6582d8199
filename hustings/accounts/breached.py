"""Passwords that stand in a list of breached ones which the installation has fetched itself: nobody is asked anything.

The list is that of haveibeenpwned.com/Passwords as its own downloader writes it, ordered by hash: lines of the SHA-1 in
capital figures and how often it was met. It is forty gigabytes whole, and looked up without being read.
"""

import hashlib
import os
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hustings.accounts.models import Person

LONGEST_LINE = 80
DIGEST = 40


class BreachedPasswordValidator:
    """Refuses what is in the file that HUSTINGS_BREACHED_PASSWORDS names. Without one, Django's list of the twenty
    thousand that are breached most often, and `passwords.py`, are all there is.
    """

    def validate(self, password: str, user: Person | None = None) -> None:
        """Raises a validation error for a password that was breached somewhere."""
        path = settings.BREACHED_PASSWORDS
        if path and is_breached(password, Path(path)):
            raise ValidationError(
                _(
                    "This password was found in another website’s break-in, so that it is tried first everywhere. "
                    "Choose one that you use nowhere else."
                ),
                code="password_breached",
            )

    def get_help_text(self) -> str:
        return ""


def is_breached(password: str, path: Path) -> bool:
    """Whether a list, ordered by hash, holds a password: some forty reads of a line."""
    # The list's own key, and no seal of ours: what is compared is what the world knows already.
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode("ascii")
    with path.open("rb") as file:
        below, above = 0, file.seek(0, os.SEEK_END)
        # Lines that begin in [below, above) may still be the one; each step halves them.
        while below < above:
            middle = (below + above) // 2
            start, line = _line_from(file, middle)
            if not line or start >= above:
                above = middle
            elif line[:DIGEST].upper() < wanted:
                below = start + len(line)
            elif line[:DIGEST].upper() > wanted:
                above = middle
            else:
                return True
    return False


def _line_from(file: BinaryIO, place: int) -> tuple[int, bytes]:
    """The first line that begins at or after a place, and where it begins; nothing behind the last."""
    if place:
        file.seek(place - 1)
        file.readline(LONGEST_LINE)
    else:
        file.seek(0)
    return file.tell(), file.readline(LONGEST_LINE)
