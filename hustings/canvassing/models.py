from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hustings.canvassing import rules
from hustings.elections.models import ElectionKind
from hustings.geography.models import Place, PollingDistrict
from hustings.lib.uuid7 import uuid7
from hustings.register.models import Door, Elector, Street

# The database's own keys to electors, doors and conversations carry the seat as well (second migration): a row
# can then never belong to another seat than its elector, also where the walls hide that elector.
KEYED_BY_SEAT: dict[str, Any] = {"db_index": False, "db_constraint": False}


class MasterQuestion(models.Model):
    """A question asked everywhere in other words: what a seat's own codes are mapped to."""

    key = models.CharField(max_length=30, primary_key=True)
    wording = models.CharField(max_length=120)
    wording_cy = models.CharField(max_length=120)
    order = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.wording_cy if (get_language() or "").startswith("cy") else self.wording


class Code(models.Model):
    """One answer of a scheme. Without a constituency it is of the national core, which no seat may change.

    A seat's codes that only add the name of another party to a core answer have no letters here: which letter
    stands for a party is read from the last result.
    """

    class Question(models.TextChoices):
        REACH = rules.Question.REACH, _("whom we reached")
        INTENTION = rules.Question.INTENTION, _("voting intention")
        ACTION = rules.Question.ACTION, _("something to do")
        LOCAL = rules.Question.LOCAL, _("the seat's own")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    letters = models.CharField(max_length=6, blank=True)
    label = models.CharField(max_length=80)
    label_cy = models.CharField(max_length=80, blank=True)
    meaning = models.CharField(max_length=24)
    question = models.CharField(max_length=10, choices=Question.choices)
    election_kind = models.CharField(max_length=12, choices=ElectionKind.choices, blank=True)
    party = models.CharField(max_length=60, blank=True)
    counts_as_contact = models.BooleanField(default=False)
    is_promise = models.BooleanField(default=False)
    master = models.ForeignKey(MasterQuestion, models.PROTECT, null=True, blank=True, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["constituency", "letters"],
                condition=Q(retired_on=None) & ~Q(letters=""),
                nulls_distinct=False,
                name="canvassing_code_letters",
            ),
            models.CheckConstraint(
                condition=Q(constituency=None)
                | Q(is_promise=False, question=rules.Question.LOCAL, master__isnull=False)
                | Q(is_promise=False, question=rules.Question.INTENTION) & ~Q(party=""),
                name="canvassing_code_of_a_seat_is_its_own",
            ),
        ]

    def __str__(self) -> str:
        return self.label_cy if self.label_cy and (get_language() or "").startswith("cy") else self.label


class Conversation(models.Model):
    """What happened at one door or with one elector. Added and never changed; `is_current` alone is derived.

    `supersedes` names the conversation this one corrects, which may arrive later than its correction.
    """

    class Channel(models.TextChoices):
        DOOR = "door", _("at the door")
        PHONE = "phone", _("by telephone")
        STREET = "street", _("in the street")
        POST = "post", _("by post")
        EVENT = "event", _("at an event")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    elector = models.ForeignKey(Elector, models.PROTECT, null=True, related_name="+", **KEYED_BY_SEAT)
    door = models.ForeignKey(Door, models.PROTECT, null=True, related_name="+", **KEYED_BY_SEAT)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)
    # Came from a stopped sender, and nobody of the seat opened it within a day.
    admitted_unseen = models.BooleanField(default=False, db_default=False)
    channel = models.CharField(max_length=6, choices=Channel.choices)
    source_kind = models.CharField(max_length=12)
    source_id = models.UUIDField(null=True)
    source_line = models.IntegerField(null=True)
    outcome = models.CharField(max_length=12)
    consent_given = models.BooleanField(null=True)
    supersedes = models.UUIDField(null=True)
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(elector__isnull=False) | Q(door__isnull=False),
                name="canvassing_conversation_with_whom",
            ),
            models.CheckConstraint(
                condition=Q(happened_at__lte=F("recorded_at")),
                name="canvassing_conversation_not_in_the_future",
            ),
            models.UniqueConstraint(fields=["constituency", "id"], name="canvassing_conversation_of_seat"),
        ]
        indexes = [
            models.Index(fields=["constituency", "elector", "-happened_at"], name="canvassing_conv_elector"),
            models.Index(fields=["constituency", "door", "-happened_at"], name="canvassing_conv_door"),
            models.Index(fields=["constituency", "happened_at"], name="canvassing_conv_time"),
            # Lists ask who was reached by telephone or in the street; nearly everybody is reached at the door.
            models.Index(
                fields=["constituency", "channel", "elector"],
                include=["door", "outcome", "happened_at"],
                condition=Q(is_current=True, elector__isnull=False) & ~Q(channel="door"),
                name="canvassing_conv_elsewhere",
            ),
            # Few have moved or died; every list leaves them out.
            models.Index(
                fields=["constituency", "elector", "happened_at"],
                condition=Q(is_current=True, outcome__in=["moved", "deceased"]),
                name="canvassing_conv_gone",
            ),
            models.Index(
                fields=["constituency", "supersedes"],
                condition=Q(supersedes__isnull=False),
                name="canvassing_conv_supersedes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.happened_at:%Y-%m-%d}"


class VotingIntention(models.Model):
    """What an elector said they would do at one kind of election, in one conversation."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="intentions", **KEYED_BY_SEAT)
    elector = models.ForeignKey(Elector, models.PROTECT, related_name="+", **KEYED_BY_SEAT)
    door = models.ForeignKey(Door, models.PROTECT, null=True, related_name="+", **KEYED_BY_SEAT)
    election_kind = models.CharField(max_length=12, choices=ElectionKind.choices)
    code = models.ForeignKey(Code, models.PROTECT, related_name="+", db_index=False)
    happened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["constituency", "conversation", "election_kind"], name="canvassing_intention_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["constituency", "elector", "election_kind", "-happened_at"],
                name="canvassing_intention_elector",
            )
        ]


class Answer(models.Model):
    """Anything else ticked in a conversation: something to do, or an answer to a seat's own question."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="answers", **KEYED_BY_SEAT)
    elector = models.ForeignKey(Elector, models.PROTECT, null=True, related_name="+", **KEYED_BY_SEAT)
    door = models.ForeignKey(Door, models.PROTECT, null=True, related_name="+", **KEYED_BY_SEAT)
    code = models.ForeignKey(Code, models.PROTECT, related_name="+", db_index=False)
    value = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["constituency", "conversation", "code"], name="canvassing_answer_once"
            )
        ]
        indexes = [models.Index(fields=["constituency", "elector"], name="canvassing_answer_elector")]


class LatestIntention(models.Model):
    """A summary, rebuilt at will: what an elector last said for one kind of election, and before."""

    pk = models.CompositePrimaryKey("constituency_id", "elector_id", "election_kind")
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    elector = models.ForeignKey(Elector, models.CASCADE, related_name="+", **KEYED_BY_SEAT)
    election_kind = models.CharField(max_length=12, choices=ElectionKind.choices)
    code = models.ForeignKey(Code, models.PROTECT, related_name="+", db_index=False)
    happened_at = models.DateTimeField()
    previous_code = models.ForeignKey(Code, models.PROTECT, null=True, related_name="+", db_index=False)
    previous_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            # Who said one of a few things: a list asks for no other row.
            models.Index(
                fields=["constituency", "election_kind", "code"],
                include=["elector"],
                name="canvassing_latest_code",
            )
        ]


class ContactSummary(models.Model):
    """A summary, rebuilt at will: when and how often we spoke to an elector; `attempts` counts every try.

    `told` is a hash of who they are and all that they last told us; 0 for whoever told us nothing.
    """

    pk = models.CompositePrimaryKey("constituency_id", "elector_id")
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    elector = models.ForeignKey(Elector, models.CASCADE, related_name="+", **KEYED_BY_SEAT)
    last_contacted_at = models.DateTimeField(null=True)
    last_attempted_at = models.DateTimeField(null=True)
    contacts = models.IntegerField(default=0)
    attempts = models.IntegerField(default=0)
    told = models.BigIntegerField(default=0)


class DoorSummary(models.Model):
    """A summary, rebuilt at will: when somebody last answered a door, and when we last tried it."""

    pk = models.CompositePrimaryKey("constituency_id", "door_id")
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    door = models.ForeignKey(Door, models.CASCADE, related_name="+", **KEYED_BY_SEAT)
    last_reached_at = models.DateTimeField(null=True)
    last_attempted_at = models.DateTimeField(null=True)


class DistrictMark(models.Model):
    """Of whose answers, on which streets, a district's tallies were made: another hash means they are old."""

    pk = models.CompositePrimaryKey("constituency_id", "district_id")
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    district = models.ForeignKey(PollingDistrict, models.CASCADE, related_name="+")
    fingerprint = models.BigIntegerField()


class DistrictTally(models.Model):
    """A count of what a district's electors last told us, made beforehand, in one of three ways.

    By `street` and `code`; by `previous_code` and `code`; or by the day on which it was said (`said_on`). What
    a way does not count by is null; `street` is null too for electors without one.
    """

    class Way(models.TextChoices):
        ANSWER = "answer", _("by street and answer")
        MOVEMENT = "movement", _("by answer before and now")
        DAY = "day", _("by day")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    district = models.ForeignKey(PollingDistrict, models.CASCADE, related_name="+")
    way = models.CharField(max_length=8, choices=Way.choices)
    street = models.ForeignKey(Street, models.CASCADE, null=True, related_name="+", db_index=False)
    election_kind = models.CharField(max_length=12, choices=ElectionKind.choices)
    code = models.ForeignKey(Code, models.PROTECT, null=True, related_name="+", db_index=False)
    previous_code = models.ForeignKey(Code, models.PROTECT, null=True, related_name="+", db_index=False)
    said_on = models.DateField(null=True)
    electors = models.IntegerField()

    class Meta:
        verbose_name_plural = "district tallies"
        indexes = [models.Index(fields=["constituency", "way", "district"], name="canvassing_tally_district")]


class WardTotal(models.Model):
    """What is left of answers that have had their term: how many of a ward gave each in a year, and no person.

    Added to by `access.forget_of_seat` alone, when it deletes what they were counted from.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    ward = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+", db_index=False)
    election_kind = models.CharField(max_length=12, choices=ElectionKind.choices)
    code = models.ForeignKey(Code, models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    electors = models.IntegerField()

    class Meta:
        verbose_name_plural = "ward totals"
        constraints = [
            models.UniqueConstraint(
                fields=["constituency", "ward", "election_kind", "code", "year"],
                nulls_distinct=False,
                name="canvassing_ward_total_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.electors}"


class SeatSummary(models.Model):
    """A summary of one seat without persons, for those who compare seats, as it stood at `counted_at`.

    `contacted` is of the ordinary period; `known`, `promises` and `age_in_days` (the median) are of Westminster.
    """

    constituency = models.OneToOneField(Place, models.PROTECT, primary_key=True, related_name="+")
    counted_at = models.DateTimeField()
    electors = models.IntegerField(default=0)
    doors = models.IntegerField(default=0)
    contacted = models.IntegerField(default=0)
    known = models.IntegerField(default=0)
    promises = models.IntegerField(default=0)
    age_in_days = models.IntegerField(null=True)

    class Meta:
        verbose_name_plural = "seat summaries"

    def __str__(self) -> str:
        return str(self.constituency)


class HeldOut(models.Model):
    """Somebody whom nobody contacts until a polling day, so that what contact does can be measured.

    Drawn by chance from one list, a household together; on `ends_on`, the polling day, the group is dissolved.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    elector = models.ForeignKey(Elector, models.CASCADE, related_name="+", db_index=False)
    list_id = models.UUIDField()
    drawn_at = models.DateTimeField()
    drawn_by = models.UUIDField(null=True)
    ends_on = models.DateField()

    class Meta:
        verbose_name_plural = "held out"
        indexes = [
            models.Index(fields=["constituency", "ends_on", "elector"], name="canvassing_heldout_until"),
            models.Index(fields=["constituency", "list_id"], name="canvassing_heldout_of_list"),
            models.Index(fields=["elector"], name="canvassing_heldout_elector"),
        ]
