from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hustings.elections.models import Election
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


class Regulation(models.TextChoices):
    """Under which right a register is supplied (Representation of the People Regulations 2001 and their like)."""

    PARTY = "party", _("registered political party")
    CONSTITUENCY_PARTY = "constituency_party", _("constituency party")
    CANDIDATE = "candidate", _("candidate at an election")
    REPRESENTATIVE = "representative", _("elected representative")


class Supply(models.Model):
    """A file that a registration officer was asked for: what, for whom and by what right, and when it came."""

    class Kind(models.TextChoices):
        FULL = "full", _("full register")
        UPDATE = "update", _("monthly update")
        ABSENT = "absent", _("absent voters")
        MARKED = "marked", _("marked register")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    officer = models.ForeignKey(Place, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    for_month = models.DateField()
    supplied_to = models.CharField(max_length=200, blank=True)
    regulation = models.CharField(max_length=20, choices=Regulation.choices, blank=True)
    asked_on = models.DateField(null=True)
    received_on = models.DateField(null=True)
    is_standing = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "supplies"
        indexes = [models.Index(fields=["constituency", "for_month"], name="register_supply_seat_month")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.for_month:%Y-%m}"


class CouncilLayout(models.Model):
    """What the columns of one council's file hold, as somebody mapped them once; found again by the headings.

    `parts` gives each part's column, counted from 0. Of a file without headings only its width is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    officer = models.ForeignKey(Place, models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    headings = ArrayField(models.CharField(max_length=200), default=list)
    width = models.IntegerField()
    parts = models.JSONField(default=dict)
    address_columns = ArrayField(models.IntegerField(), default=list)
    changes = models.JSONField(default=dict)
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.title


class ImportState(models.TextChoices):
    DRY_RUN = "dry_run", _("looked over, not applied")
    APPLIED = "applied", _("applied")
    UNDONE = "undone", _("undone")
    GIVEN_UP = "given_up", _("given up")


class Import(models.Model):
    """A council's file: what was understood of it, what it would change, what was refused, and what became of it.

    `seats` are the constituencies its rows lie in, as far as whoever sent it may import; `counts`, `warnings` and
    `by_district` hold numbers and no personal data. `states_on` is the month an update speaks of, by which a late
    one finds its place. Of a marked register, `election` and `method` tell the poll and which of its lists it is; of
    absent voters, `details_until` how long addresses and proxies are kept, where they are.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    edition = models.ForeignKey(RegisterEdition, models.PROTECT, related_name="imports")
    supply = models.ForeignKey(Supply, models.SET_NULL, null=True, related_name="imports", db_index=False)
    kind = models.CharField(max_length=6, choices=Supply.Kind.choices, db_default=Supply.Kind.FULL)
    states_on = models.DateField(null=True)
    election = models.ForeignKey(Election, models.PROTECT, null=True, related_name="+", db_index=False)
    method = models.CharField(max_length=7, blank=True, db_default="")
    details_until = models.DateField(null=True)
    layout = models.CharField(max_length=40)
    council_layout = models.ForeignKey(
        CouncilLayout, models.PROTECT, null=True, related_name="+", db_index=False
    )
    file_name = models.CharField(max_length=200)
    file_sha256 = models.CharField(max_length=64)
    encoding = models.CharField(max_length=20)
    delimiter = models.CharField(max_length=1, blank=True)
    place_here = models.BooleanField(default=False)
    seats = ArrayField(models.IntegerField(), default=list)
    revisions = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    warnings = models.JSONField(default=list)
    by_district = models.JSONField(default=list, db_default=[])
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
    """A row that was not taken, and why. Neither the row nor the person in it is kept; `entry_id` is the entry of whom
    it seems to state, who is not taken off the register for a row that could not be read.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    run = models.ForeignKey(Import, models.CASCADE, related_name="refusals", db_index=False)
    line = models.IntegerField()
    column = models.IntegerField()
    reason = models.CharField(max_length=40)
    number_key = models.CharField(max_length=60, blank=True)
    entry_id = models.UUIDField(null=True)

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
    """A row of a file between its dry run and its end: text as it came, and what it was found to mean. Of a row that
    says what the register says already (`is_known`) nothing is taken apart.

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
    surname_sound = models.TextField(db_default="")
    given_sound = models.TextField(db_default="")
    uprn = models.TextField(db_default="")
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
    is_known = models.BooleanField(db_default=False)
    is_superseded = models.BooleanField(db_default=False)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)
