"""Members as their membership system and their unit know them, what they say to their record, and who looked in."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hustings.accounts.models import Person
from hustings.lib.uuid7 import uuid7
from hustings.organisation.models import Membership, MembershipStatus, Unit

SUPPORT_CODES = [
    ("fault", _("Something does not work there")),
    ("import", _("A file was not understood")),
    ("figures", _("A figure looks wrong")),
    ("request", _("The unit asked for help")),
]


class MemberFeed(models.Model):
    """One file of the membership system: what it was, what was understood, what became of its lines."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    file_name = models.CharField(max_length=200)
    file_sha256 = models.CharField(max_length=64)
    is_whole = models.BooleanField()
    drawn_at = models.DateTimeField()
    columns = models.JSONField()
    counts = models.JSONField()
    imported_by = models.UUIDField()
    imported_at = models.DateTimeField()
    alarmed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.file_name


class MemberFeedRefusal(models.Model):
    """A line of a feed that was not taken, with its reason and without what it said."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    feed = models.ForeignKey(MemberFeed, models.CASCADE, related_name="refusals")
    line = models.PositiveIntegerField()
    column = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=200)

    class Meta:
        ordering = ["line"]


class Leaving(models.Model):
    """That somebody left a unit, and which grants ended with it, so that a key-holder can give them back."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="leavings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="leavings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="leavings")
    status = models.CharField(max_length=12, choices=MembershipStatus.choices)
    left_at = models.DateTimeField()
    ended_by = models.UUIDField(null=True)
    feed_id = models.UUIDField(null=True)
    grants = ArrayField(models.UUIDField())
    restored_at = models.DateTimeField(null=True)
    restored_by = models.UUIDField(null=True)


class Answer(models.Model):
    """What somebody said to their own access record, in a unit they belong or belonged to; never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    said = models.CharField(max_length=2000)
    answered_at = models.DateTimeField()


class SupportSession(models.Model):
    """That somebody of support could read in one unit for some minutes, why, and who reviewed what they read."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField()
    name = models.CharField(max_length=120)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    grant_id = models.UUIDField()
    code = models.CharField(max_length=10, choices=SUPPORT_CODES)
    words = models.CharField(max_length=500)
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    reviewed_by = models.UUIDField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    review = models.CharField(max_length=500, blank=True, db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("person_id")),
                name="support_reviewed_by_another",
            )
        ]
