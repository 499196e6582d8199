from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from hustings.geography.models import Place
from hustings.lib.uuid7 import uuid7
from hustings.register.models import Elector


class SavedList(models.Model):
    """A list under a name: the steps that make it, in the JSON form of `lists/rules.py`.

    A live one is asked anew whenever it is opened; a snapshot holds whoever was on it `as_of` a moment. Until it is
    shared it is its maker's alone; `roles` are those it is shared with in its seat, none means every role that may
    build lists there. `offered_by` is the offer it was taken from.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=120)
    form = models.JSONField()
    is_live = models.BooleanField(default=True)
    as_of = models.DateTimeField(null=True)
    is_shared = models.BooleanField(default=False)
    roles = ArrayField(models.CharField(max_length=30), default=list)
    offered_by = models.UUIDField(null=True)
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["constituency", "name"],
                condition=Q(retired_at=None),
                name="targeting_list_name_once",
            ),
            models.CheckConstraint(
                condition=Q(is_live=True, as_of=None) | Q(is_live=False, as_of__isnull=False),
                name="targeting_snapshot_says_of_when",
            ),
        ]
        indexes = [models.Index(fields=["constituency", "-changed_at"], name="targeting_list_newest")]

    def __str__(self) -> str:
        return self.name


class OfferState(models.TextChoices):
    WAITING = "waiting", _("waits for an answer")
    TAKEN = "taken", _("taken")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


class OfferedList(models.Model):
    """A list's steps that headquarters offers a seat, and what the seat answered; never who of the seat answered.

    `offer` is what the seats were offered together: its rows are the same in each but for the answer. `offered_as` is
    the name of whoever offers it, `offered_role` the role in which they do.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    offer = models.UUIDField()
    name = models.CharField(max_length=120)
    why = models.CharField(max_length=500)
    form = models.JSONField()
    offered_by = models.UUIDField(null=True)
    offered_as = models.CharField(max_length=200)
    offered_role = models.CharField(max_length=30)
    offered_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=OfferState.choices, default=OfferState.WAITING)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["constituency", "offer"], name="targeting_offer_once_a_seat")
        ]
        indexes = [models.Index(fields=["offer"], name="targeting_offer_in_seats")]

    def __str__(self) -> str:
        return self.name


class ListedElector(models.Model):
    """Somebody on a snapshot. Two records that become one may stand on it twice: it is asked whether, not how often."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    list = models.ForeignKey(SavedList, models.CASCADE, related_name="listed", db_index=False)
    elector = models.ForeignKey(Elector, models.CASCADE, related_name="+", db_index=False)
    listed_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["constituency", "list", "elector"], name="targeting_listed_of_list"),
            models.Index(fields=["elector"], name="targeting_listed_elector"),
        ]


class Tag(models.Model):
    """A word that a seat puts on electors, where no code says what it wants to remember."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=40)
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("constituency", Upper("name"), name="targeting_tag_name_once")]

    def __str__(self) -> str:
        return self.name


class TaggedElector(models.Model):
    """That an elector bears a tag, until it is taken off."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="tagged", db_index=False)
    elector = models.ForeignKey(Elector, models.CASCADE, related_name="+", db_index=False)
    tagged_by = models.UUIDField(null=True)
    tagged_at = models.DateTimeField()
    taken_off_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["constituency", "tag", "elector"],
                condition=Q(taken_off_at=None),
                name="targeting_tagged_now",
            ),
            models.Index(fields=["elector"], name="targeting_tagged_elector"),
        ]


class Score(models.Model):
    """What an outside model says of a seat's electors: which model, from what, made when. Advice, not orders.

    `counts` are how many it covers, `left_out` the lines of its file that were not taken, each with why. A newer one of
    the same name replaces it, also in lists that choose by it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=80)
    model = models.CharField(max_length=200)
    inputs = models.TextField()
    made_on = models.DateField()
    counts = models.JSONField(default=dict)
    left_out = models.JSONField(default=list)
    imported_by = models.UUIDField(null=True)
    imported_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "constituency",
                Upper("name"),
                condition=Q(retired_at=None),
                name="targeting_score_name_once",
            )
        ]

    def __str__(self) -> str:
        return self.name


class ScoreValue(models.Model):
    """One elector's value of a score; gone once the elector has objected to being scored."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    score = models.ForeignKey(Score, models.CASCADE, related_name="values", db_index=False)
    elector = models.ForeignKey(Elector, models.CASCADE, related_name="+", db_index=False)
    value = models.FloatField()

    class Meta:
        indexes = [
            models.Index(fields=["constituency", "score", "value"], name="targeting_value_of_score"),
            models.Index(fields=["elector"], name="targeting_value_elector"),
        ]
