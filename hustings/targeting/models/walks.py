from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from hustings.geography.models import Place
from hustings.lib.uuid7 import uuid7
from hustings.register.models import Door

KEYED_BY_SEAT: dict[str, Any] = {"db_index": False, "db_constraint": False}


class WalkPlan(models.Model):
    """Doors cut into walks at one go: which districts, road groups or list they came from, and how they were to be cut.

    `said` are the remarks of the cut, each a word and what belongs to it; `cut_at` is its moment, `all_cut_at` that of
    the last one that began anew with all doors. A plan that was put away has no walks left;
    who walked what stays.

    Since `kept_at` its walks are standing ones: named, they gain new doors by themselves and say how they drifted.
    `by_group` says that each road group is one walk, whatever it takes.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=200)
    districts = ArrayField(models.UUIDField(), default=list)
    road_groups = ArrayField(models.UUIDField(), default=list)
    saved_list = models.UUIDField(null=True)
    minutes = models.PositiveSmallIntegerField()
    team = models.PositiveSmallIntegerField(default=1)
    has_car = models.BooleanField(default=False)
    by_group = models.BooleanField(default=False)
    kept_at = models.DateTimeField(null=True)
    meeting_place = models.CharField(max_length=120, blank=True)
    start_latitude = models.FloatField(null=True)
    start_longitude = models.FloatField(null=True)
    rest_days = models.PositiveSmallIntegerField(default=0)
    said = models.JSONField(default=list)
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    cut_at = models.DateTimeField(null=True)
    all_cut_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)
    job_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["constituency", "id"], name="targeting_plan_of_seat"),
            models.CheckConstraint(condition=Q(minutes__gte=15, minutes__lte=480), name="plan_has_a_time"),
            models.CheckConstraint(condition=Q(team__gte=1, team__lte=12), name="plan_has_a_team"),
        ]
        indexes = [models.Index(fields=["constituency", "-made_at"], name="targeting_plan_newest")]

    def __str__(self) -> str:
        return self.title


class Walk(models.Model):
    """Doors that are walked one after another. `talking` and `walking` are minutes of one person's work; `lost` counts
    the doors where nobody is on the register any more, since a standing walk was last looked at.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    plan = models.ForeignKey(WalkPlan, models.CASCADE, related_name="walks", db_index=False)
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    doors = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    talking = models.FloatField()
    walking = models.FloatField()
    metres = models.FloatField()
    lost = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["constituency", "id"], name="targeting_walk_of_seat"),
            models.UniqueConstraint(
                fields=["constituency", "plan", "number"],
                name="targeting_walk_number",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"

    @property
    def minutes(self) -> int:
        """One person's work."""
        return round(self.talking + self.walking)

    def minutes_for(self, team: int) -> int:
        """How long so many people are out who share it."""
        return round((self.talking + self.walking) / team)


class WalkDoor(models.Model):
    """A door of a walk, and its place in the order; how many people are to be spoken to behind it.

    `electors` are those people where the walk came from a list; null is everybody who may be asked for. `joined_at` is
    when it joined a standing walk by itself, until somebody has looked.
    """

    pk = models.CompositePrimaryKey("constituency_id", "walk_id", "door_id")
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", **KEYED_BY_SEAT)
    walk = models.ForeignKey(Walk, models.CASCADE, related_name="walk_doors", db_index=False)
    door = models.ForeignKey(Door, models.CASCADE, related_name="+", db_index=False)
    place = models.IntegerField()
    people = models.PositiveSmallIntegerField()
    electors = ArrayField(models.UUIDField(), null=True)
    joined_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["walk", "place"], name="targeting_walkdoor_order"),
            models.Index(fields=["constituency", "door"], name="targeting_walkdoor_door"),
            models.Index(fields=["door"], name="targeting_walkdoor_of_door"),
        ]


class Outing(models.Model):
    """A walk in somebody's hands, or booked: from when until when, and since when it is back.

    `team` is whom it was given to as they are called, or the code itself where that is whoever has the cover;
    `grant_id` the canvasser's grant that reaches its doors, where it was given to one who signs in; `code` stands on
    the cover sheet and opens the doors to who joins by it. It is out until it is back or its time is over. What was
    walked outlasts the walk: `walk_name` and `doors` are as they were handed out, in their order; `is_walked` says
    whether it was walked to its end, null until it is back.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    plan = models.ForeignKey(WalkPlan, models.CASCADE, related_name="outings", db_index=False)
    walk = models.ForeignKey(Walk, models.SET_NULL, null=True, related_name="outings", db_index=False)
    walk_name = models.CharField(max_length=210)
    doors = ArrayField(models.UUIDField(), default=list)
    team = models.CharField(max_length=80)
    grant_id = models.UUIDField(null=True)
    code = models.CharField(max_length=9)
    starts_at = models.DateTimeField()
    until = models.DateTimeField()
    given_by = models.UUIDField(null=True)
    given_at = models.DateTimeField()
    back_at = models.DateTimeField(null=True)
    is_walked = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["constituency", "code"], name="targeting_outing_code"),
            models.CheckConstraint(condition=Q(until__gt=F("starts_at")), name="outing_has_a_span"),
        ]
        indexes = [
            models.Index(fields=["constituency", "walk"], name="targeting_outing_walk"),
            models.Index(fields=["constituency", "plan", "-given_at"], name="targeting_outing_of_plan"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_called_off(self) -> bool:
        """A booking that was taken back before its time."""
        return self.back_at is not None and self.back_at < self.starts_at

    @property
    def holder(self) -> str:
        """Whose hands it is in, as somebody reads it."""
        return _("whoever has its cover, %s") % self.code if self.team == self.code else self.team
