from django.db import models
from django.db.models import F, Q

from hustings.access.approval_kinds import ApprovalKind
from hustings.lib.uuid7 import uuid7
from hustings.organisation.models import Unit


class Approval(models.Model):
    """What somebody asked another to agree to. `payload` is its exact text, `digest` the text's SHA-256; `is_delay`
    says that there was nobody to ask, so that it waits a day. Written by `access/sql/approving.sql` alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=30, choices=[(kind.value, kind.value) for kind in ApprovalKind])
    payload = models.TextField()
    digest = models.CharField(max_length=64)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="approvals")
    reason = models.CharField(max_length=300)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    usable_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField()
    is_delay = models.BooleanField(default=False)
    is_approved = models.BooleanField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=300, blank=True, db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")), name="approval_by_another"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("asked_at")), name="approval_has_an_end"),
        ]
        indexes = [models.Index(fields=["unit", "asked_at"], name="approval_of_unit")]

    def __str__(self) -> str:
        return f"{self.kind} in {self.unit_id}"


class ApprovalUse(models.Model):
    """That an approval was used: its key is the approval, so that there can be one alone."""

    approval = models.OneToOneField(Approval, models.PROTECT, primary_key=True, related_name="use")
    used_by = models.UUIDField()
    used_at = models.DateTimeField()
