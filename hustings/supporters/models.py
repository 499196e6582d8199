from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hustings.geography.models import Place
from hustings.lib.uuid7 import uuid7
from hustings.register.models import Elector, RegisterEdition


class Relation(models.TextChoices):
    """What somebody is to the organisation."""

    MEMBER = "member", _("member")
    SUPPORTER = "supporter", _("supporter")
    VOLUNTEER = "volunteer", _("volunteer")


class Way(models.TextChoices):
    """A way of reaching somebody that needs their consent (Privacy and Electronic Communications Regulations 2003)."""

    CALL = "call", _("by telephone call")
    TEXT = "text", _("by text message")
    EMAIL = "email", _("by e-mail")


class Supporter(models.Model):
    """That an elector is a member, supporter or volunteer, since a day and perhaps until another."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    elector = models.ForeignKey(Elector, models.CASCADE, related_name="+", db_index=False)
    relation = models.CharField(max_length=10, choices=Relation.choices)
    since = models.DateField()
    ended_on = models.DateField(null=True)
    source = models.CharField(max_length=200)
    brought_by = models.ForeignKey(
        "SupporterFile", models.PROTECT, null=True, related_name="relations", db_index=False
    )
    recorded_by = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["constituency", "relation", "elector"],
                condition=Q(ended_on=None),
                name="supporters_supporter_now",
            ),
            models.Index(fields=["elector"], name="supporters_supporter_elector"),
            models.Index(
                fields=["brought_by"], condition=Q(brought_by__isnull=False), name="supporters_supporter_file"
            ),
        ]

    def __str__(self) -> str:
        return self.get_relation_display()


class ContactDetail(models.Model):
    """A number or address at which an elector agreed to be reached in one way, on a day, and where that is written.

    Consent that was taken back keeps its row, with the day, so that a later file does not bring it back.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    elector = models.ForeignKey(Elector, models.CASCADE, related_name="+", db_index=False)
    way = models.CharField(max_length=5, choices=Way.choices)
    value = models.CharField(max_length=200)
    consented_on = models.DateField()
    withdrawn_on = models.DateField(null=True)
    source = models.CharField(max_length=200)
    brought_by = models.ForeignKey(
        "SupporterFile", models.PROTECT, null=True, related_name="details", db_index=False
    )
    recorded_by = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["constituency", "way", "elector"],
                condition=Q(withdrawn_on=None),
                name="supporters_detail_now",
            ),
            models.Index(fields=["elector"], name="supporters_detail_elector"),
            models.Index(
                fields=["brought_by"], condition=Q(brought_by__isnull=False), name="supporters_detail_file"
            ),
        ]

    def __str__(self) -> str:
        return self.get_way_display()


class FileState(models.TextChoices):
    SENT = "sent", _("sent, not looked over yet")
    LOOKED_OVER = "looked over", _("looked over, not applied")
    APPLIED = "applied", _("applied")
    GIVEN_UP = "given up", _("given up")
    TAKEN_BACK = "taken back", _("taken back")


class SupporterFile(models.Model):
    """A file of members and supporters that somebody sent to a seat: how it was understood, and what became of it.

    `sealed` is the file itself, which is gone once it is applied or given up, and after a week at the latest.
    `everybody` is what all of its people are where no column says it; `edition` the register whose numbers it gives,
    those in force where it is empty. `difference` tells, while it waits, what somebody saw that it would change from
    anything else.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    file_name = models.CharField(max_length=200)
    file_sha256 = models.CharField(max_length=64)
    sealed = models.UUIDField(null=True)
    everybody = models.CharField(max_length=10, choices=Relation.choices, blank=True)
    columns = models.JSONField(default=dict)
    edition = models.ForeignKey(RegisterEdition, models.PROTECT, null=True, related_name="+", db_index=False)
    counts = models.JSONField(default=dict)
    difference = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=11, choices=FileState.choices, default=FileState.SENT)
    sent_by = models.UUIDField(null=True)
    sent_at = models.DateTimeField()
    ended_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["constituency", "-sent_at"], name="supporters_file_newest")]

    def __str__(self) -> str:
        return self.file_name


class UnappliedLine(models.Model):
    """A line of a file, or one detail of it, that was not applied, and why. Nobody it names is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    file = models.ForeignKey(SupporterFile, models.CASCADE, related_name="unapplied", db_index=False)
    line = models.IntegerField()
    column = models.IntegerField()
    fault = models.CharField(max_length=20)

    class Meta:
        indexes = [models.Index(fields=["file", "line"], name="supporters_unapplied_line")]

    def __str__(self) -> str:
        return f"{self.line}:{self.column} {self.fault}"
