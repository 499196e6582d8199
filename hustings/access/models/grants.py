from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from hustings.access.roles import Role
from hustings.accounts.models import Person
from hustings.lib.uuid7 import uuid7
from hustings.organisation.models import Membership, Unit

ROLES = [(role.value, role.value) for role in Role]


class Grant(models.Model):
    """What somebody may do: a role in a unit, for some purposes, until an end. Written by the database's own
    functions alone (`access/sql`); it dies with the membership it came from.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="grants")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="grants")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=30, choices=ROLES)
    purposes = ArrayField(models.CharField(max_length=20))
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    granted_by = models.UUIDField(null=True)
    granted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    reminded_at = models.DateTimeField(null=True)
    deputises = models.ForeignKey("self", models.PROTECT, null=True, related_name="deputies")
    lasts_until: datetime  # annotated by `lasting.lasting_at`

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="grant_has_a_span")
        ]
        indexes = [models.Index(fields=["person", "ends_at"], name="grant_of_person")]

    def __str__(self) -> str:
        return f"{self.role} in {self.unit_id}"


class Invitation(models.Model):
    """An offer of a grant, taken up by a link. The table keeps a hash of the link's secret."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="invitations")
    email = models.EmailField()
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=30, choices=ROLES)
    purposes = ArrayField(models.CharField(max_length=20))
    grant_ends_at = models.DateTimeField()
    invited_by = models.UUIDField()
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)


class Errand(models.Model):
    """What a request left the worker to do in its name: one action, one purpose, some seats, an end."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField()
    action = models.CharField(max_length=60)
    purpose = models.CharField(max_length=20)
    seats = ArrayField(models.IntegerField())
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    session = models.CharField(max_length=64, blank=True)
    device_id = models.UUIDField(null=True)


class HandOut(models.Model):
    """A door given to a canvasser: their reach is doors, not the seat.

    `handed_for` is what it was given for, such as a walk that is out: an opaque id, by which it is taken back. Without
    `starts_at` it is open at once.
    """

    pk = models.CompositePrimaryKey("grant_id", "door_id", "handed_for")
    grant = models.ForeignKey(Grant, models.CASCADE, related_name="handed_out")
    door_id = models.UUIDField()
    handed_for = models.UUIDField(default=uuid7)
    constituency_id = models.IntegerField()
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField()
