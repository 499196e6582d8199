from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hustings.elections.models import ElectionKind
from hustings.geography.models import Place, PollingDistrict
from hustings.lib.uuid7 import uuid7
from hustings.register.models import Door, Elector

# The database's own keys join on the seat as well (second migration), so that a line stands also where the walls
# hide its elector, and never beside an elector of another seat.
KEYED_BY_SEAT: dict[str, Any] = {"db_index": False, "db_constraint": False}


class Pack(models.Model):
    """Sheets printed together. `script` is the scheme they were printed with, which they are keyed in by for good.

    `streets` are what was chosen; the sealed file is gone after a few days, the order of the lines never.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=200)
    language = models.CharField(
        max_length=2, choices=[("en", _("English")), ("cy", _("Welsh"))], default="en"
    )
    election_kind = models.CharField(max_length=12, choices=ElectionKind.choices)
    streets = ArrayField(models.UUIDField())
    is_supplement = models.BooleanField(default=False)
    return_to = models.CharField(max_length=80)
    return_by = models.DateTimeField()
    call_number = models.CharField(max_length=30)
    script = models.JSONField(default=dict)
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    printed_at = models.DateTimeField(null=True)
    sheet_count = models.IntegerField(default=0)
    page_count = models.IntegerField(default=0)
    job_id = models.UUIDField(null=True)
    file_id = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["constituency", "id"], name="paper_pack_of_seat")]
        indexes = [models.Index(fields=["constituency", "-made_at"], name="paper_pack_newest")]

    def __str__(self) -> str:
        return self.title


class SheetState(models.TextChoices):
    """Where a sheet is. Keying in moves it to `entered`; the rest is said by whoever hands sheets out."""

    PRINTED = "printed", _("printed")
    OUT = "out", _("out")
    RETURNED = "returned", _("returned")
    ENTERED = "entered", _("entered")
    MISSING = "missing", _("missing")


class Sheet(models.Model):
    """One sheet of paper, or several pages clipped together, under one code. Its lines never change.

    `page_starts` holds the first line of each page; `session_on` is the day its marks were made, asked once.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    pack = models.ForeignKey(Pack, models.CASCADE, related_name="sheets", **KEYED_BY_SEAT)
    code = models.CharField(max_length=9)
    number = models.IntegerField()
    version = models.PositiveSmallIntegerField(default=1)
    district = models.ForeignKey(PollingDistrict, models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=8, choices=SheetState.choices, default=SheetState.PRINTED)
    state_at = models.DateTimeField()
    taken_by = models.CharField(max_length=80, blank=True)
    door_count = models.IntegerField(default=0)
    line_count = models.IntegerField(default=0)
    keyed_count = models.IntegerField(default=0)
    page_starts = ArrayField(models.IntegerField(), default=list)
    session_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["constituency", "code"], name="paper_sheet_code"),
            models.UniqueConstraint(fields=["constituency", "id"], name="paper_sheet_of_seat"),
            models.UniqueConstraint(fields=["constituency", "pack", "number"], name="paper_sheet_number"),
        ]
        indexes = [models.Index(fields=["constituency", "state"], name="paper_sheet_state")]

    def __str__(self) -> str:
        return self.code

    @property
    def page_count(self) -> int:
        return len(self.page_starts)

    @property
    def state_choices(self) -> list[tuple[str, str]]:
        return [(value, str(label)) for value, label in SheetState.choices]


class SheetDoor(models.Model):
    """One door as it was printed: its place from the top, and whether the sheet said not to knock."""

    pk = models.CompositePrimaryKey("constituency_id", "sheet_id", "place")
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", **KEYED_BY_SEAT)
    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="doors", **KEYED_BY_SEAT)
    place = models.IntegerField()
    door = models.ForeignKey(Door, models.PROTECT, related_name="+", **KEYED_BY_SEAT)
    do_not_knock = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["constituency", "door"], name="paper_sheet_door")]


class SheetLine(models.Model):
    """One line to key: whom it stood for when it was printed. The order is the order of print."""

    pk = models.CompositePrimaryKey("constituency_id", "sheet_id", "line")
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", **KEYED_BY_SEAT)
    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="lines", **KEYED_BY_SEAT)
    line = models.IntegerField()
    door = models.ForeignKey(Door, models.PROTECT, related_name="+", **KEYED_BY_SEAT)
    elector = models.ForeignKey(Elector, models.PROTECT, related_name="+", **KEYED_BY_SEAT)

    class Meta:
        indexes = [
            models.Index(fields=["constituency", "elector"], name="paper_line_elector"),
            models.Index(fields=["constituency", "door"], name="paper_line_door"),
        ]


class KeyedLine(models.Model):
    """What was keyed for one line; the conversation it made carries the same id.

    `entry` joins what was keyed at one go. Of the keyings of a line at most one stands; `corrects` is the one before.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="keyed", **KEYED_BY_SEAT)
    line = models.IntegerField()
    entry = models.UUIDField()
    letters = models.CharField(max_length=60)
    happened_on = models.DateField()
    keyed_by = models.UUIDField(null=True)
    keyed_at = models.DateTimeField()
    corrects = models.UUIDField(null=True)
    objection_id = models.UUIDField(null=True)
    stands = models.BooleanField(default=True)
    undone_by = models.UUIDField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["constituency", "sheet", "line"],
                condition=Q(stands=True),
                name="paper_keyed_one_stands",
            ),
            models.UniqueConstraint(fields=["constituency", "id"], name="paper_keyed_of_seat"),
        ]
        indexes = [models.Index(fields=["constituency", "sheet", "line"], name="paper_keyed_line")]
