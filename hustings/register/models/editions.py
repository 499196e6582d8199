from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hustings.geography.models import Place
from hustings.lib.uuid7 import uuid7


class RegisterEdition(models.Model):
    """A register as one registration officer published it; numbers mean something within it alone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    officer = models.ForeignKey(Place, models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    published_on = models.DateField()
    is_current = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["officer", "name"], name="register_edition_of_officer")
        ]

    def __str__(self) -> str:
        return self.name


class ImportState(models.TextChoices):
    DRY_RUN = "dry_run", _("looked over, not applied")
    APPLIED = "applied", _("applied")
    UNDONE = "undone", _("undone")
    GIVEN_UP = "given_up", _("given up")


class Import(models.Model):
    """A council's file: what was understood of it, what it would change, what was refused, and what became of it.

    `seats` are the constituencies its rows lie in, as far as whoever sent it may import; `counts` and `warnings`
    hold numbers and no personal data.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    edition = models.ForeignKey(RegisterEdition, models.PROTECT, related_name="imports")
    layout = models.CharField(max_length=40)
    file_name = models.CharField(max_length=200)
    file_sha256 = models.CharField(max_length=64)
    encoding = models.CharField(max_length=20)
    delimiter = models.CharField(max_length=1, blank=True)
    place_here = models.BooleanField(default=False)
    seats = ArrayField(models.IntegerField(), default=list)
    revisions = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    warnings = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.DRY_RUN)
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    applied_by = models.UUIDField(null=True)
    applied_at = models.DateTimeField(null=True)
    undone_by = models.UUIDField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["constituency", "made_at"], name="register_import_seat_time")]

    def __str__(self) -> str:
        return self.file_name


class ImportRefusal(models.Model):
    """A row that was not taken, and why. Neither the row nor the person in it is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    run = models.ForeignKey(Import, models.CASCADE, related_name="refusals", db_index=False)
    line = models.IntegerField()
    column = models.IntegerField()
    reason = models.CharField(max_length=40)
    number_key = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["run", "line"], name="register_refusal_line")]

    def __str__(self) -> str:
        return f"{self.line}:{self.column} {self.reason}"


class SeatCount(models.Model):
    """The last `seat_no` given in a seat, which never goes back, and how often imports have changed its register.

    Whoever changes a seat's register holds this row's lock.
    """

    constituency = models.OneToOneField(Place, models.PROTECT, primary_key=True, related_name="+")
    last_no = models.IntegerField(default=0)
    revision = models.IntegerField(default=0)


class Verdict(models.TextChoices):
    """What a staged row does to the register."""

    NEW = "new", _("new elector")
    RETURNED = "returned", _("back on the register")
    RENEWED = "renewed", _("taken over from an earlier edition")
    CHANGED = "changed", _("changed")
    SAME = "same", _("unchanged")
    CLOSED = "closed", _("left the register")
    GONE = "gone", _("had left already")


class StagedRow(models.Model):
    """A row of a file between its dry run and its end: text as it came, and what it was found to mean.

    Unlogged: after a crash the file is simply sent again. Removed when the import is applied or given up.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(
        Place, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    run = models.ForeignKey(Import, models.CASCADE, related_name="staged", db_constraint=False)
    line = models.IntegerField()
    change = models.CharField(max_length=6)
    letters = models.TextField()
    number = models.TextField()
    suffix = models.TextField()
    markers = models.TextField()
    attains_on = models.DateField(null=True)
    surname = models.TextField()
    forenames = models.TextField()
    surname_key = models.TextField()
    given_key = models.TextField()
    reference = models.TextField()
    address_lines = models.TextField()
    postcode = models.TextField()
    flat = models.TextField()
    premises = models.TextField()
    house = models.IntegerField(null=True)
    house_suffix = models.TextField()
    street = models.TextField()
    street_key = models.TextField()
    locality = models.TextField()
    locality_key = models.TextField()
    side = models.TextField()
    walk_key = models.TextField()
    address_key = models.TextField()
    fault = models.TextField()
    fault_column = models.IntegerField()
    seat_id = models.IntegerField(null=True)
    district_id = models.UUIDField(null=True)
    door_id = models.UUIDField(null=True)
    elector_id = models.UUIDField(null=True)
    entry_id = models.UUIDField(null=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)
