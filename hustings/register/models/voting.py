from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hustings.elections.models import Election
from hustings.geography.models import Place
from hustings.lib.uuid7 import uuid7
from hustings.register.models.editions import Import, RegisterEdition
from hustings.register.models.electors import Elector


class AbsentVoteQuerySet(models.QuerySet["AbsentVote"]):
    def standing(self, constituency_id: int, day: date) -> Self:
        """Those of a seat in force on a day."""
        unlapsed = Q(lapses_on=None) | Q(lapses_on__gte=day)
        return self.filter(unlapsed, constituency_id=constituency_id, closed_by=None)


class AbsentVote(models.Model):
    """Somebody votes by post or by proxy, as a list for one edition says. Never changed, only closed."""

    class Kind(models.TextChoices):
        POSTAL = "postal", _("votes by post")
        PROXY = "proxy", _("votes by proxy")
        PROXY_POSTAL = "proxy_postal", _("votes by a proxy, who votes by post")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    elector = models.ForeignKey(Elector, models.CASCADE, related_name="absent_votes", db_index=False)
    edition = models.ForeignKey(RegisterEdition, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    lapses_on = models.DateField(null=True)
    opened_by = models.ForeignKey(Import, models.PROTECT, related_name="+", db_index=False)
    closed_by = models.ForeignKey(Import, models.PROTECT, null=True, related_name="+", db_index=False)

    objects = AbsentVoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["constituency", "elector"],
                condition=Q(closed_by=None),
                name="register_absent_vote_open_elector",
            )
        ]
        indexes = [
            models.Index(fields=["elector"], name="register_absent_vote_elector"),
            models.Index(fields=["opened_by"], name="register_absent_vote_opened"),
            models.Index(
                fields=["closed_by"], name="register_absent_vote_closed", condition=~Q(closed_by=None)
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class AbsentVoteDetail(models.Model):
    """Where a postal vote is sent, or who the proxy is: kept only when somebody asked for it, and until a day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    absent_vote = models.OneToOneField(AbsentVote, models.CASCADE, related_name="detail")
    sent_to = models.TextField(blank=True)
    proxy = models.CharField(max_length=200, blank=True)
    forget_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["constituency", "forget_on"], name="register_absent_detail_forget")]

    def __str__(self) -> str:
        return f"until {self.forget_on:%Y-%m-%d}"


class Turnout(models.Model):
    """Whether somebody voted at one election, and what says so; never how.

    A polling station's register, the postal packs returned and the proxies are lists of their own: `method` tells
    which of them speaks, and what one of them says replaces only what the same one said before.
    """

    class Source(models.TextChoices):
        MARKED_REGISTER = "marked", _("the marked register")
        TELLER = "teller", _("a teller")
        SELF = "self", _("themselves")

    class Method(models.TextChoices):
        STATION = "station", _("at the polling station")
        POSTAL = "postal", _("by post")
        PROXY = "proxy", _("by proxy")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    elector = models.ForeignKey(Elector, models.CASCADE, related_name="turnout", db_index=False)
    election = models.ForeignKey(Election, models.PROTECT, related_name="+", db_index=False)
    voted = models.BooleanField()
    method = models.CharField(max_length=7, choices=Method.choices, blank=True)
    source = models.CharField(max_length=6, choices=Source.choices)
    run = models.ForeignKey(Import, models.PROTECT, null=True, related_name="+", db_index=False)
    batch_id = models.UUIDField(null=True)
    recorded_by = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()
    superseded_by = models.UUIDField(null=True)

    class Meta:
        verbose_name_plural = "turnout"
        constraints = [
            models.UniqueConstraint(
                fields=["constituency", "elector", "election", "source", "method"],
                condition=Q(superseded_by=None),
                name="register_turnout_once_a_list",
            )
        ]
        indexes = [
            models.Index(fields=["constituency", "election"], name="register_turnout_election"),
            models.Index(fields=["elector"], name="register_turnout_elector"),
            models.Index(fields=["run"], name="register_turnout_run", condition=~Q(run=None)),
            models.Index(fields=["batch_id"], name="register_turnout_batch", condition=~Q(batch_id=None)),
            models.Index(
                fields=["superseded_by"],
                name="register_turnout_superseded",
                condition=~Q(superseded_by=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.election}: {self.get_source_display()}"


class MarkedBatch(models.Model):
    """A part of a marked register keyed in by hand: one polling district of one edition, once or twice over.

    Keyed twice, by two people, it is written when both agree or somebody has settled where they do not.
    """

    class State(models.TextChoices):
        KEYING = "keying", _("being keyed in")
        SECOND = "second", _("being keyed in again")
        DIFFERING = "differing", _("the two differ")
        WRITTEN = "written", _("written to the register")
        GIVEN_UP = "given_up", _("given up")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    election = models.ForeignKey(Election, models.PROTECT, related_name="+", db_index=False)
    edition = models.ForeignKey(RegisterEdition, models.PROTECT, related_name="+", db_index=False)
    letters = models.CharField(max_length=20)
    method = models.CharField(max_length=7, choices=Turnout.Method.choices, db_default=Turnout.Method.STATION)
    twice = models.BooleanField(default=False)
    state = models.CharField(max_length=9, choices=State.choices, default=State.KEYING)
    first_by = models.UUIDField()
    second_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    written_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "marked batches"
        indexes = [
            models.Index(fields=["constituency", "election", "letters"], name="register_batch_district")
        ]

    def __str__(self) -> str:
        return f"{self.letters}, {self.election}"


class KeyedMark(models.Model):
    """One mark of a batch as one of the two keyed it: a number, and how the line was marked."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    batch = models.ForeignKey(MarkedBatch, models.CASCADE, related_name="marks", db_index=False)
    pass_no = models.SmallIntegerField()
    number = models.IntegerField()
    suffix = models.IntegerField(default=0)
    method = models.CharField(max_length=7, choices=Turnout.Method.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["constituency", "batch", "pass_no", "number", "suffix"],
                name="register_keyed_mark_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}" + (f"/{self.suffix}" if self.suffix else "")

    @property
    def whole(self) -> tuple[int, int]:
        """The number and its suffix, 0 where there is none."""
        return self.number, self.suffix

    @property
    def moment(self) -> str:
        """When it was keyed, as its identifier tells: shared by what was typed at one go."""
        return self.id.hex[:12]
