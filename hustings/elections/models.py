from django.db import models
from django.utils.translation import gettext_lazy as _

from hustings.geography.models import Place, PollingDistrict
from hustings.lib.postcodes import displayed
from hustings.lib.uuid7 import uuid7


class ElectionKind(models.TextChoices):
    """What is elected. A voting intention always names one of these."""

    WESTMINSTER = "westminster", _("UK Parliament")
    LOCAL = "local", _("Local council")
    DEVOLVED = "devolved", _("Devolved parliament or assembly")
    MAYOR = "mayor", _("Mayor")
    COMMISSIONER = "commissioner", _("Police and crime commissioner")


class Election(models.Model):
    """One kind of election on one polling day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=12, choices=ElectionKind.choices)
    name = models.CharField(max_length=120)
    polling_day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "polling_day", "name"], name="elections_election_once")
        ]

    def __str__(self) -> str:
        return self.name


class Calling(models.Model):
    """That an election is called in a seat: from the notice of election until a week after the poll.

    While it is, roles do not run out and nobody ends an officer's alone. So it decides who may do what, and only a
    function of the access schema writes it (`access/sql/calling.sql`).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    election = models.ForeignKey(Election, models.PROTECT, related_name="callings")
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+")
    notice_on = models.DateField()
    ends_on = models.DateField()
    called_by = models.UUIDField(null=True)
    called_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["constituency", "election"], name="elections_called_once"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("notice_on")), name="elections_called_for_a_while"
            ),
        ]
        indexes = [models.Index(fields=["constituency", "ends_on"], name="elections_called_until")]

    def __str__(self) -> str:
        return f"{self.election}, {self.constituency}"


class Result(models.Model):
    """How one seat voted at one election."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    election = models.ForeignKey(Election, models.CASCADE, related_name="results")
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+")
    electorate = models.IntegerField(null=True)
    valid_votes = models.IntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["election", "constituency"], name="elections_result_once")
        ]

    def __str__(self) -> str:
        return f"{self.constituency}, {self.election}"


class PartyVotes(models.Model):
    """The votes of one candidature. `is_sum` marks a line that adds several small ones together."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    result = models.ForeignKey(Result, models.CASCADE, related_name="votes")
    party = models.CharField(max_length=60)
    votes = models.IntegerField()
    is_sum = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "party votes"
        constraints = [
            models.CheckConstraint(condition=models.Q(votes__gte=0), name="elections_votes_not_negative")
        ]

    def __str__(self) -> str:
        return f"{self.party} {self.votes}"


class SeatTier(models.Model):
    """Where headquarters ranks a seat since a day, on which assumptions; the newest stands, old rows stay."""

    class Tier(models.TextChoices):
        BATTLEGROUND = "battleground", _("battleground")
        DEFEND = "defend", _("defend")
        NON_BATTLEGROUND = "non_battleground", _("non-battleground")
        TOEHOLD = "toehold", _("toehold")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+")
    election = models.ForeignKey(Election, models.CASCADE, null=True, blank=True, related_name="+")
    tier = models.CharField(max_length=16, choices=Tier.choices)
    since = models.DateField()
    reasoning = models.TextField(blank=True)
    assumptions = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["constituency", "since"], name="elections_tier_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.constituency}: {self.get_tier_display()}"


class StationFileState(models.TextChoices):
    WAITING = "waiting", _("looked over, not in use")
    IN_USE = "in_use", _("in use")
    REPLACED = "replaced", _("replaced by a later file")
    GIVEN_UP = "given_up", _("given up")


class StationFile(models.Model):
    """A council's file of polling stations: what it was, what was understood of it, what was refused.

    Its stations stand beside those in use until somebody takes them over; a file that is replaced or given up keeps
    its line and loses them.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    officer = models.ForeignKey(Place, models.PROTECT, related_name="+")
    election = models.ForeignKey(Election, models.SET_NULL, null=True, related_name="+")
    supplier = models.CharField(max_length=40)
    file_names = models.CharField(max_length=400)
    file_sha256 = models.CharField(max_length=64)
    counts = models.JSONField(default=dict)
    warnings = models.JSONField(default=list)
    polling_day = models.DateField(null=True)
    state = models.CharField(
        max_length=8, choices=StationFileState.choices, db_default=StationFileState.WAITING
    )
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    applied_by = models.UUIDField(null=True)
    applied_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.file_names


class PollingStation(models.Model):
    """Where people vote, as one council's file gives it; `reference` is the council's own."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    officer = models.ForeignKey(Place, models.PROTECT, related_name="+")
    file = models.ForeignKey(StationFile, models.CASCADE, related_name="stations")
    reference = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    address = models.TextField(blank=True)
    postcode = models.CharField(max_length=7, blank=True)
    uprn = models.BigIntegerField(null=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    districts = models.ManyToManyField(PollingDistrict, related_name="stations")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file", "reference"], name="elections_station_of_file")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def postcode_displayed(self) -> str:
        return displayed(self.postcode)


class StationProperty(models.Model):
    """A property whose people vote at a station: a postcode can be split between two. No person is in here."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    station = models.ForeignKey(PollingStation, models.CASCADE, related_name="properties")
    uprn = models.BigIntegerField(null=True)
    postcode = models.CharField(max_length=7, blank=True)
    address_key = models.CharField(max_length=400, blank=True)
    letters = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name_plural = "station properties"
        indexes = [
            models.Index(fields=["uprn"], name="elections_property_uprn", condition=~models.Q(uprn=None)),
            models.Index(fields=["postcode"], name="elections_property_postcode"),
        ]

    def __str__(self) -> str:
        return self.address_key or str(self.uprn)
