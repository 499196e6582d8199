"""Reading a list's JSON form from a file or a pipe, for the commands that take one."""

import sys
from pathlib import Path

from django.core.management.base import CommandError

from hustings.targeting.lists.rules import ListForm, Misunderstood, read_form
from hustings.targeting.lists.wording import faults_in_words

LARGEST = 1 << 20


def form_from(named: str, done: str) -> ListForm:
    """Read a form from the file of this name, or what is piped in for "-"; at most a megabyte of either.

    Raises CommandError with every mistake, and that nothing was `done`.
    """
    try:
        if named == "-":
            return read_form(sys.stdin.read(LARGEST))
        with Path(named).open(encoding="utf-8") as file:
            return read_form(file.read(LARGEST))
    except (OSError, UnicodeDecodeError) as fault:
        raise CommandError(f"{named} cannot be read as a text file. Nothing was {done}.") from fault
    except Misunderstood as fault:
        raise CommandError(faults_in_words(fault.faults)) from fault
