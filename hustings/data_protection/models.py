from django.db import models
from django.utils.translation import gettext_lazy as _

from hustings.geography.models import Place
from hustings.lib.uuid7 import uuid7


class IncidentKind(models.TextChoices):
    LOST_COPY = "lost copy", _("a copy was lost")
    CANARY = "canary", _("an invented address was written to")
    OTHER = "other", _("something else")


class Incident(models.Model):
    """A breach of personal data, or what may be one: whom it touches, and since when it is known.

    `copy_id` names the copy it is about, whose row set says who is affected. What is decided stands in its decisions;
    the times here follow from them.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=10, choices=IncidentKind.choices)
    constituency = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    copy_id = models.UUIDField(null=True, unique=True)
    title = models.CharField(max_length=300)
    what_happened = models.TextField()
    people = models.IntegerField(default=0)
    known_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField(null=True)
    regulator_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    is_told = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.title


class Decision(models.Model):
    """What was decided about an incident, by whom and why. Added and never changed: UK GDPR, article 33(5)."""

    class What(models.TextChoices):
        NOTE = "note", _("noted")
        REGULATOR = "regulator", _("reported to the Information Commissioner")
        NO_REGULATOR = "no regulator", _("not to be reported: a risk to anybody is unlikely")
        TOLD = "told", _("the people affected were told")
        NOT_TOLD = "not told", _("the people affected need not be told: no high risk")
        CLOSED = "closed", _("closed")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="decisions")
    constituency = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+", db_index=False)
    what = models.CharField(max_length=12, choices=What.choices)
    reason = models.TextField()
    by = models.UUIDField(null=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.what} {self.at:%Y-%m-%d}"
