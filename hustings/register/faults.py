"""Why a row, or a whole file, is not taken; each with what to do about it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class UnableToReadFile(Exception):
    """The file as a whole cannot be read. Its message is a sentence for whoever sent it; nothing was kept."""


class UnableToImportRegister(Exception):
    """The file is not imported. The message says why, what was kept and what to do."""


class Reason(models.TextChoices):
    """Why one row was not taken. The others of its file are."""

    CELL_TOO_LONG = (
        "cell too long",
        _("a cell is far longer than any name or address: remove what does not belong there"),
    )
    NUL = "nul", _("a cell holds a character that no text holds: ask the council to export the file again")
    FORMULA = "formula", _("a cell begins like a spreadsheet's formula: type the text itself")
    QUOTATION = "quotation", _("a quotation mark stands where none can: remove it")
    TOO_MANY_CELLS = (
        "too many cells",
        _("there are more cells than headings: an address holds a stray comma; quote it"),
    )
    LETTERS = "letters", _("the polling district's letters are missing")
    NUMBER = "number", _("the elector number is no number: were the columns shifted?")
    DATE = "date", _("the date is no date of the form 31/12/2009")
    MONTH_FIRST = (
        "month first",
        _(
            "the date, or another of this file, has its month first, so that 3/4 could be April: ask for 31/12/2009"
        ),
    )
    ROLL_NUMBER = (
        "roll number",
        _(
            "a spreadsheet took noughts off the number, so that 12.1 could be 12.100: send the council's own file"
        ),
    )
    MARKERS = (
        "markers",
        _("the markers are more than a few letters: put right what slipped into their column"),
    )
    POSTCODE = (
        "postcode",
        _("a name or a street stands in the column of the postcode: put right what slipped"),
    )
    NAME = "name", _("the name is missing, and the row is not marked as anonymous")
    CHANGE = "change", _("the change is none that the layout knows")
    UNDER_AGE = (
        "under age",
        _("the date means somebody under 16, whom no register may hold: tell the council"),
    )
    REPEATED = "repeated", _("the same elector number stands on an earlier line")
    NO_SEAT = "no seat", _("nothing tells which constituency the polling district lies in")
    UNKNOWN_NUMBER = (
        "unknown number",
        _("nobody has this number in the edition that was chosen: is it the right one?"),
    )
    ELECTOR = "elector", _("the identifier is none that Hustings wrote: leave that column as it was")
    KIND = (
        "kind",
        _("the word for the kind of absent vote is not explained: say what it means and send it again"),
    )
    MARK = "mark", _("the mark is not explained: say what it means and send it again")
    OTHER_NAME = (
        "other name",
        _("this number belongs to somebody of another name in this edition: ask the council"),
    )
    # Not a fault: kept so that an earlier month which comes late does not bring them back.
    GONE_BEFORE = "gone before", _("the register knew nobody of this number when the council ended it")
