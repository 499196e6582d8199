from django.db import models
from django.utils.translation import gettext_lazy as _

from hustings.geography.models import Place
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
