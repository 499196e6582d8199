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

    `streets` are what was chosen, or `walks`, of which each is a sheet with a cover; the sealed file is gone after a
    few days, the order of the lines never.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=200)
    language = models.CharField(
        max_length=2, choices=[("en", _("English")), ("cy", _("Welsh"))], default="en"
    )
    election_kind = models.CharField(max_length=12, choices=ElectionKind.choices)
    streets = ArrayField(models.UUIDField())
    walks = ArrayField(models.UUIDField(), default=list)
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
    """Where a sheet is. Keying in moves it to `entered`; the rest is said by whoever hands sheets out.

    A sheet may be destroyed before or after it is keyed in; how much of it is keyed stands beside.
    """

    PRINTED = "printed", _("printed")
    OUT = "out", _("out")
    RETURNED = "returned", _("returned")
    ENTERED = "entered", _("entered")
    MISSING = "missing", _("missing")
    DESTROYED = "destroyed", _("destroyed")


class Sheet(models.Model):
    """One sheet of paper, or several pages clipped together, under one code. Its lines never change.

    `page_starts` holds the first line of each page, `row_places` for each page where its lines' rows stand, in
    millimetres (empty: printed before photographs were read); `session_on` is the day its marks were made, asked once.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    pack = models.ForeignKey(Pack, models.CASCADE, related_name="sheets", **KEYED_BY_SEAT)
    code = models.CharField(max_length=9)
    number = models.IntegerField()
    version = models.PositiveSmallIntegerField(default=1)
    district = models.ForeignKey(PollingDistrict, models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=300)
    walk_id = models.UUIDField(null=True)
    state = models.CharField(max_length=9, choices=SheetState.choices, default=SheetState.PRINTED)
    state_at = models.DateTimeField()
    taken_by = models.CharField(max_length=80, blank=True)
    door_count = models.IntegerField(default=0)
    line_count = models.IntegerField(default=0)
    keyed_count = models.IntegerField(default=0)
    page_starts = ArrayField(models.IntegerField(), default=list)
    row_places = models.JSONField(default=list)
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


class PhotographState(models.TextChoices):
    """How far a photograph is. What nobody settled is forgotten with its week; a second of the same is not read."""

    WAITING = "waiting", _("waiting to be read")
    READ = "read", _("read")
    UNREADABLE = "unreadable", _("could not be read")
    AGAIN = "again", _("sent before")
    SETTLED = "settled", _("settled")
    FORGOTTEN = "forgotten", _("forgotten")


class Photograph(models.Model):
    """A picture or scan of marked sheets that somebody sent; `batch` joins what was sent at one go.

    Its file is forgotten as soon as its sheets are settled. `faults` say what on it could not be read and why;
    `same_as` is the one sent before, where it is the very same file.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    batch = models.UUIDField()
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    file_id = models.UUIDField(null=True)
    state = models.CharField(max_length=10, choices=PhotographState.choices, default=PhotographState.WAITING)
    faults = models.JSONField(default=list)
    same_as = models.UUIDField(null=True)
    happened_on = models.DateField()
    sent_by = models.UUIDField(null=True)
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["constituency", "id"], name="paper_photograph_of_seat")
        ]
        indexes = [
            models.Index(fields=["constituency", "batch"], name="paper_photograph_batch"),
            models.Index(fields=["constituency", "sha256"], name="paper_photograph_same"),
        ]

    def __str__(self) -> str:
        return self.name


class PageState(models.TextChoices):
    """Nothing that was read of a page is recorded before somebody has looked at it."""

    OPEN = "open", _("to be settled")
    RECORDED = "recorded", _("recorded")
    DROPPED = "dropped", _("left out")
    FORGOTTEN = "forgotten", _("forgotten")


class PhotographedPage(models.Model):
    """One page of a sheet as it was read from a photograph, until somebody settles it; then its marks are forgotten.

    `read` holds for each line what its boxes hold, by their letters, and whether its note is written in; `refused`
    the lines that were decided and could not be recorded, with the reason. `picture_id` is the squared-up picture.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    photograph = models.ForeignKey(Photograph, models.CASCADE, related_name="pages", **KEYED_BY_SEAT)
    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="photographed", **KEYED_BY_SEAT)
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=PageState.choices, default=PageState.OPEN)
    read = models.JSONField(default=list)
    refused = models.JSONField(default=dict)
    picture_id = models.UUIDField(null=True)
    recorded_count = models.IntegerField(default=0)
    settled_by = models.UUIDField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["constituency", "id"], name="paper_page_of_seat")]
        indexes = [
            models.Index(fields=["constituency", "photograph"], name="paper_page_photograph"),
            models.Index(fields=["constituency", "sheet"], name="paper_page_sheet"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.number}"


class Letter(models.Model):
    """A letter as a seat wrote it, for whoever a list holds: plain paragraphs with fields in double braces."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    text = models.TextField()
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Imprint(models.Model):
    """Who answers for what a seat publishes on paper: Representation of the People Act 1983, section 110.

    Names and addresses of the promoter, of the printer, and of whomever it is published for.
    """

    constituency = models.OneToOneField(Place, models.PROTECT, primary_key=True, related_name="+")
    promoter = models.CharField(max_length=120)
    promoter_address = models.CharField(max_length=200)
    on_behalf = models.CharField(max_length=120)
    on_behalf_address = models.CharField(max_length=200)
    printer = models.CharField(max_length=120)
    printer_address = models.CharField(max_length=200)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.promoter
