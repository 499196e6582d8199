from django.db import models
from django.utils.translation import gettext_lazy as _

from hustings.lib.uuid7 import uuid7


class SealedFile(models.Model):
    """A file that Hustings wrote or was given, encrypted on the disk; its key is this row, and dies with it.

    `is_issued` marks what stands on the register of copies: it leaves through its copy's page alone, which counts.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency_id = models.IntegerField(null=True)
    person_id = models.UUIDField()
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    key = models.BinaryField(max_length=32)
    size = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    is_issued = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class JobState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    REFUSED = "refused", _("Refused")
    FAILED = "failed", _("Failed")


class Job(models.Model):
    """Long work that somebody left to the worker, with how far it has got; it can be left and found again.

    `asked` holds what was chosen for it, never personal data; `came_from` is the page it was begun on, and
    `leads_to` the page that shows what it made.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField()
    constituency_id = models.IntegerField(null=True)
    title = models.CharField(max_length=200)
    task = models.CharField(max_length=100)
    errand_id = models.UUIDField()
    subject_id = models.UUIDField(null=True)
    asked = models.JSONField(default=dict)
    came_from = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=10, default="en-gb")
    leads_to = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    sentence = models.TextField(blank=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    file = models.ForeignKey(SealedFile, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None

    @property
    def percent(self) -> int:
        return min(100, 100 * self.done // self.total) if self.total else 0
