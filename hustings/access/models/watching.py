from django.contrib.postgres.fields import ArrayField
from django.db import models

from hustings.lib.uuid7 import uuid7
from hustings.organisation.models import Unit


class Quota(models.Model):
    """How much of one bucket somebody, or all accounts of one device, have taken. Written by `access.spend`."""

    pk = models.CompositePrimaryKey("holder_id", "role", "purpose", "meter")
    holder_id = models.UUIDField()
    is_device = models.BooleanField(default=False)
    role = models.CharField(max_length=30)
    purpose = models.CharField(max_length=20)
    meter = models.CharField(max_length=20)
    used = models.FloatField()
    most = models.IntegerField()
    seconds = models.IntegerField()
    at = models.DateTimeField()
    lifted_until = models.DateTimeField(null=True)


class ReadingDay(models.Model):
    """What somebody read on one day, counted as it happens, beside what is usual for them and for their role."""

    pk = models.CompositePrimaryKey("person_id", "day")
    person_id = models.UUIDField()
    day = models.DateField()
    role = models.CharField(max_length=30)
    people = models.IntegerField(default=0)
    opens = models.IntegerField(default=0)
    searches = models.IntegerField(default=0)
    printed = models.IntegerField(default=0)
    copies = models.IntegerField(default=0)
    contacts = models.IntegerField(default=0)
    night = models.IntegerField(default=0)
    away = models.IntegerField(default=0)
    seats = ArrayField(models.IntegerField(), default=list)
    minute = models.DateTimeField()
    in_minute = models.IntegerField(default=0)
    hurried = models.IntegerField(default=0)
    run = models.IntegerField(default=0)
    last_no = models.IntegerField(default=0)
    typed = models.IntegerField(default=0)
    searched_at = models.DateTimeField()
    refused = models.IntegerField(default=0)
    watched = models.IntegerField(default=0)
    over = models.IntegerField(default=0)
    on_new_device = models.IntegerField(default=0)
    days_known = models.IntegerField(default=0)
    usual = models.IntegerField(default=0)
    own_most = models.IntegerField(default=0)
    usual_night = models.IntegerField(default=0)
    usual_printed = models.IntegerField(default=0)
    usual_seats = ArrayField(models.IntegerField(), default=list)
    usual_of_role = models.IntegerField(default=0)
    is_leaving = models.BooleanField(default=False)
    fired = models.JSONField(default=dict)


class Watch(models.Model):
    """How far somebody's reading is slowed now. One row a person; every step has an end."""

    person_id = models.UUIDField(primary_key=True)
    step = models.CharField(max_length=10)
    since = models.DateTimeField()
    ends_at = models.DateTimeField()
    expected_until = models.DateTimeField(null=True)
    lifted_until = models.DateTimeField(null=True)


class Signal(models.Model):
    """Something unusual in what somebody read: what was measured beside what is usual, and what was done by itself.

    An officer settles it with a reason. It is shown to the person it is about.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    constituency_id = models.IntegerField(null=True)
    kind = models.CharField(max_length=20)
    measured = models.IntegerField()
    usual = models.IntegerField(default=0)
    step = models.CharField(max_length=10)
    raised_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.UUIDField(null=True)
    settled_because = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "raised_at"], name="signal_of_unit")]
