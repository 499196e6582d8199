from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hustings.access.models.grants import ROLES
from hustings.access.stops import Ground, Kind, Verb
from hustings.geography.models import Place
from hustings.lib.uuid7 import uuid7
from hustings.organisation.models import Unit

KINDS = [(kind.value, kind.value) for kind in Kind]
VERBS = [(verb.value, verb.value) for verb in Verb]
GROUNDS = [(ground.value, ground.value) for ground in Ground]


class Stop(models.Model):
    """Danger held off: one thing, named by kind and text, from which something is withheld until an end.

    Written by the database's own functions alone (`access/sql/stopping.sql`); never removed. `thing` is the id of a
    person, copy or seat, the hash of a session's or device's cookie, the name of a tool, or empty for the whole
    organisation; `label` is how whoever placed it saw that thing named.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    epoch = models.BigIntegerField(unique=True)
    kind = models.CharField(max_length=10, choices=KINDS)
    verb = models.CharField(max_length=10, choices=VERBS)
    thing = models.CharField(max_length=64, blank=True)
    label = models.CharField(max_length=200)
    ground = models.CharField(max_length=20, choices=GROUNDS)
    words = models.CharField(max_length=500)
    wider_because = models.CharField(max_length=500, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    placed_by = models.UUIDField()
    placed_role = models.CharField(max_length=30, choices=ROLES)
    placed_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    confirmed_by = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    lifted_by = models.UUIDField(null=True)
    lifted_at = models.DateTimeField(null=True)
    is_drill = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("placed_at")), name="stop_has_a_span")
        ]
        indexes = [
            models.Index(fields=["ends_at"], condition=Q(lifted_at=None), name="stop_in_force"),
            models.Index(fields=["kind", "thing"], name="stop_of_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.label}"


class StopMotion(models.Model):
    """What one person proposes and a second one settles: to lift a stop early, or to let it last longer."""

    class Kind(models.TextChoices):
        LIFT = "lift", _("Lift it")
        EXTEND = "extend", _("Let it last longer")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    stop = models.ForeignKey(Stop, models.PROTECT, related_name="motions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    until = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    settled_by = models.UUIDField(null=True)
    settled_at = models.DateTimeField(null=True)
    alone = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stop", "kind"], condition=Q(settled_at=None), name="stop_motion_once_open"
            )
        ]


class StopReview(models.Model):
    """Looking back at a stop wider than a person, within a day, by somebody who neither placed nor confirmed it."""

    class Finding(models.TextChoices):
        RIGHT = "right", _("It was right")
        TOO_WIDE = "too wide", _("It was wider than it had to be")
        WRONG = "wrong", _("It should not have been placed")

    stop = models.OneToOneField(Stop, models.PROTECT, primary_key=True, related_name="review")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    finding = models.CharField(max_length=10, choices=Finding.choices, blank=True)
    words = models.CharField(max_length=1000, blank=True)
    reviewed_by = models.UUIDField(null=True)
    reviewed_at = models.DateTimeField(null=True)


class Quarantined(models.Model):
    """What somebody sent whom a stop held off: kept as it came, for the seat's own officers and not for its sender.

    Written by the database's own functions alone (`access/sql/quarantine.sql`).
    """

    class Outcome(models.TextChoices):
        ADMITTED = "admitted", _("Taken in")
        NOT_ADMITTED = "not admitted", _("Not taken in")
        UNSEEN = "unseen", _("Taken in after a day, unseen")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+")
    action = models.CharField(max_length=60)
    path = models.CharField(max_length=300)
    sent = models.BinaryField()
    digest = models.CharField(max_length=64)
    items = models.PositiveSmallIntegerField()
    sender = models.UUIDField()
    session = models.CharField(max_length=64, blank=True)
    device_id = models.UUIDField(null=True)
    arrived_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    settled_by = models.UUIDField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sender", "digest"], name="quarantined_once")]
        indexes = [
            models.Index(
                fields=["constituency", "arrived_at"], condition=Q(outcome=""), name="quarantined_waiting"
            )
        ]


class Drill(models.Model):
    """A stop tried out on a device made for it: milliseconds from each commit to the last read, and to an open page."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    held_by = models.UUIDField()
    held_at = models.DateTimeField()
    last_reads = ArrayField(models.PositiveIntegerField())
    pages = ArrayField(models.PositiveIntegerField())
