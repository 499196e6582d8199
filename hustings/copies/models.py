from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hustings.copies.rules import State
from hustings.geography.models import Place
from hustings.lib.uuid7 import uuid7
from hustings.organisation.models import Unit
from hustings.work.installation_secrets import secrets_so_far


class CopyKind(models.TextChoices):
    """What left: paper that comes back, or a file that is destroyed."""

    SHEETS = "sheets", _("sheet")
    LIST = "list", _("list")
    EXPORT = "export", _("export")
    PACK = "pack", _("pack")
    LETTERS = "letters", _("letters")


class CopyState(models.TextChoices):
    OUT = State.OUT, _("out")
    RETURNED = State.RETURNED, _("returned")
    DESTROYED = State.DESTROYED, _("destroyed")
    LOST = State.LOST, _("lost")
    WITHDRAWN = State.WITHDRAWN, _("withdrawn")


class Copy(models.Model):
    """Something with people on it that left: to whom, what for, and when it must be back or destroyed.

    `number` is what people say of it ("C-2K7Q"; a sheet's own code for a sheet). `source_kind` and `source_id` name
    what it was made from in a room above; `entry_id` and `leaf_hash` are the receipt of the log's entry.
    The order of its rows follows from the installation's secret of its day, the one numbered `keyed_by`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=12)
    kind = models.CharField(max_length=8, choices=CopyKind.choices)
    constituency = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=300)
    purpose = models.CharField(max_length=40)
    fields = ArrayField(models.CharField(max_length=30), default=list)
    people = models.IntegerField()
    issued_to = models.UUIDField(null=True)
    issued_by = models.UUIDField(null=True)
    issued_at = models.DateTimeField()
    holder = models.CharField(max_length=80, blank=True)
    due_on = models.DateField()
    state = models.CharField(max_length=9, choices=CopyState.choices, default=CopyState.OUT)
    state_at = models.DateTimeField()
    state_by = models.UUIDField(null=True)
    reminded_on = models.DateField(null=True)
    is_told = models.BooleanField(default=False)
    source_kind = models.CharField(max_length=20, blank=True)
    source_id = models.UUIDField(null=True)
    file_id = models.UUIDField(null=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    fetched_count = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField(null=True)
    entry_id = models.UUIDField(null=True)
    leaf_hash = models.CharField(max_length=64, blank=True)
    keyed_by = models.PositiveSmallIntegerField(default=secrets_so_far)

    class Meta:
        verbose_name_plural = "copies"
        constraints = [
            models.UniqueConstraint(
                fields=["constituency", "number"], nulls_distinct=False, name="copies_copy_number"
            ),
            models.CheckConstraint(
                condition=Q(constituency__isnull=False) | Q(unit__isnull=False),
                name="copies_copy_belongs_somewhere",
            ),
        ]
        indexes = [
            models.Index(fields=["constituency", "state", "due_on"], name="copies_copy_chase"),
            models.Index(fields=["source_id"], name="copies_copy_source"),
            models.Index(fields=["file_id"], name="copies_copy_file", condition=Q(file_id__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def comes_back(self) -> bool:
        """Whether it is brought back; what is not is destroyed where it is."""
        return self.kind == CopyKind.SHEETS

    @property
    def is_open(self) -> bool:
        return self.state == CopyState.OUT


class CopyRows(models.Model):
    """Who is on a copy, by the numbers of one seat: so that a lost one names its people in a minute."""

    pk = models.CompositePrimaryKey("copy_id", "constituency_id")
    copy = models.ForeignKey(Copy, models.CASCADE, related_name="rows", db_index=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    seat_nos = ArrayField(models.IntegerField())

    class Meta:
        verbose_name_plural = "rows of copies"


class Canary(models.Model):
    """Somebody invented who stands on one copy and nowhere else: who writes to them has that copy.

    In no register, on no sheet, walk or list; shut to everybody but whoever traces a copy, and read as a whole by two
    people together. `mailbox` is an address of the installation's own host.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    copy = models.ForeignKey(Copy, models.CASCADE, related_name="canaries")
    constituency = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+", db_index=False)
    forenames = models.CharField(max_length=200)
    surname = models.CharField(max_length=150)
    address = models.CharField(max_length=300)
    postcode = models.CharField(max_length=8)
    mailbox = models.EmailField()
    made_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "canaries"
        indexes = [models.Index(fields=["mailbox"], name="copies_canary_mailbox")]


class ExportState(models.TextChoices):
    HELD = "held", _("waiting for a second person")
    WRITING = "writing", _("being written")
    WRITTEN = "written", _("written")
    REFUSED = "refused", _("not written")


class Export(models.Model):
    """A file that somebody asked for: for which purpose, which columns of which people, and how far it has got.

    `chosen` holds districts, streets and answers, and nobody. What is held waits for `approval_id`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=200)
    purpose = models.CharField(max_length=12)
    fields = ArrayField(models.CharField(max_length=30))
    file_format = models.CharField(max_length=4)
    chosen = models.JSONField(default=dict)
    people = models.IntegerField()
    destroy_on = models.DateField()
    reason = models.CharField(max_length=300)
    state = models.CharField(max_length=7, choices=ExportState.choices)
    asked_by = models.UUIDField(null=True)
    asked_at = models.DateTimeField()
    approval_id = models.UUIDField(null=True)
    job_id = models.UUIDField(null=True)
    copy = models.ForeignKey(Copy, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["constituency", "-asked_at"], name="copies_export_newest")]

    def __str__(self) -> str:
        return self.title


class Retraining(models.Model):
    """Somebody is asked to read a page before they next take people's data in bulk. No stop and no sanction: their
    everyday work goes on, the unit's is untouched, they see why and can answer, and it ends by itself.
    """

    class Why(models.TextChoices):
        SHEETS = "sheets", _("sheets never came back")
        SIGN_IN = "sign-in", _("a sign-in was shared")
        CALLS = "calls", _("numbers were rung that had not been screened")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    why = models.CharField(max_length=10, choices=Why.choices)
    words = models.CharField(max_length=500)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=1000, blank=True)
    settled_by = models.UUIDField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person_id", "settled_at"], name="copies_retraining_person")]

    def __str__(self) -> str:
        return self.why


class Programme(models.Model):
    """A recurring national file: the same query and columns for the same supplier, on days within a span. Agreed to
    once by two people; each run stands against it. Added and ended, never changed: another query is another programme.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    supplier = models.CharField(max_length=120)
    purpose = models.CharField(max_length=12)
    fields = ArrayField(models.CharField(max_length=30))
    file_format = models.CharField(max_length=4)
    chosen = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    starts_on = models.DateField()
    ends_on = models.DateField()
    reason = models.CharField(max_length=300)
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    approval_id = models.UUIDField()
    adopted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.title


class ProgrammeRun(models.Model):
    """One file of a programme, in one seat."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="runs")
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    export = models.OneToOneField(Export, models.PROTECT, related_name="+")
    people = models.IntegerField()
    run_by = models.UUIDField(null=True)
    run_at = models.DateTimeField()
