from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from hustings.audit.words import Outcome
from hustings.lib.uuid7 import uuid7


class Entry(models.Model):
    """One line of the log. It names who, what, why and where, and holds no data about whom.

    Written by `access.log_entry` alone, and read by whoever may read the log (`audit/walls.py`). After fourteen months
    `salt`, `place` and `detail` go, and what is left says nothing of anybody who was read.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField()
    person_id = models.UUIDField(null=True)
    action = models.CharField(max_length=60)
    purpose = models.CharField(max_length=20)
    outcome = models.CharField(max_length=10, default=Outcome.DONE)
    constituency_id = models.IntegerField(null=True)
    place = models.CharField(max_length=200, blank=True)
    count = models.IntegerField(default=0)
    commitment = models.BinaryField(null=True, max_length=32)
    salt = models.BinaryField(null=True, max_length=16)
    rule = models.CharField(max_length=60, blank=True)
    detail = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name_plural = "entries"
        indexes = [
            models.Index(fields=["constituency_id", "at"], name="audit_entry_place_time"),
            models.Index(fields=["at"], name="audit_entry_time"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} ({self.outcome})"


class SeatNumbers(models.Field):  # type: ignore[type-arg]  # at run time it takes no parameters
    """A set of numbers as ranges: a street of two hundred electors takes a few dozen bytes."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "int4multirange"


class RowSet(models.Model):
    """Whose rows an entry's answer held, as numbers of one seat's register; kept fourteen months."""

    pk = models.CompositePrimaryKey("constituency_id", "entry_id")
    constituency_id = models.IntegerField()
    entry_id = models.UUIDField()
    seat_nos = SeatNumbers()


class QueuedLeaf(models.Model):
    """An entry that is not yet in the tree, as the bytes that will be hashed."""

    entry_id = models.UUIDField(primary_key=True)
    leaf = models.BinaryField()


class Batch(models.Model):
    """Which entries the tree holds from `first_index` on. Published once they stand in files under a signature."""

    first_index = models.BigIntegerField(primary_key=True)
    entry_ids = ArrayField(models.UUIDField())
    first_id = models.UUIDField()
    last_id = models.UUIDField(db_index=True)
    is_published = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "batches"


class SubjectKey(models.Model):
    """The two pads of HMAC-SHA-256 (RFC 2104) that stand for one person in the tree.

    Without them nobody can say whose leaves they are: deleting the row erases the person and leaves the tree whole.
    """

    person_id = models.UUIDField(primary_key=True)
    ipad = models.BinaryField(max_length=64)
    opad = models.BinaryField(max_length=64)
