"""Why a file of polling stations, or one row of it, is not taken; each with what to do about it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class UnableToImportStations(Exception):
    """Nothing was changed. The message is a sentence for whoever sent the files: what happened and what to do."""


class Skipped(models.TextChoices):
    """Why one row was not taken. The others of its file are."""

    DAMAGED = "damaged", _("a cell holds what no address does, or a quotation mark stands where none can")
    SHORT = "short", _("the row has fewer cells than there are headings")
    LONG = "long", _("there are more cells than headings: an address holds a stray comma")
    NO_STATION = "no station", _("the row names no polling station")
    UNKNOWN_STATION = "unknown station", _("its polling station is not among the stations that were sent")
    NO_ADDRESS = "no address", _("the row has neither an address nor a UPRN")
