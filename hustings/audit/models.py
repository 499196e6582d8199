from django.db import models

from hustings.audit.words import Outcome
from hustings.lib.uuid7 import uuid7


class Entry(models.Model):
    """One line of the log. It names who, what, why and where, and holds no data about whom.

    The runtime may add lines and can neither read, change nor remove one (`audit/walls.py`).
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
        indexes = [models.Index(fields=["constituency_id", "at"], name="audit_entry_place_time")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} ({self.outcome})"
