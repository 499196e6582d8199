from django.db import models
from django.utils.translation import gettext_lazy as _

from hustings.accounts.models import Person
from hustings.geography.models import Place
from hustings.lib.uuid7 import uuid7


class OrganisationKind(models.TextChoices):
    REGISTERED_PARTY = "registered_party", _("Registered party")
    LOCAL_PARTY = "local_party", _("Local party or branch of a registered party")
    INDEPENDENT = "independent", _("Independent candidate or unregistered campaign")


class Basis(models.TextChoices):
    """On what ground opinions are held: parties by DPA 2018 Schedule 1 paragraph 22, others by consent alone."""

    DEMOCRATIC_ENGAGEMENT = "democratic_engagement", _("Political activities of a registered party")
    CONSENT = "consent", _("Explicit consent of each person")


class Organisation(models.Model):
    """The one data controller that this installation serves."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices)
    basis = models.CharField(max_length=30, choices=Basis.choices)
    colour = models.CharField(max_length=7, default="#1d5c63")
    party_name = models.CharField(max_length=120, blank=True)
    contact_telephone = models.CharField(max_length=30, blank=True)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="organisation_only_one"),
            models.CheckConstraint(
                condition=~models.Q(kind=OrganisationKind.INDEPENDENT) | models.Q(basis=Basis.CONSENT),
                name="organisation_independents_ask_consent",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UnitKind(models.TextChoices):
    NATIONAL = "national", _("National")
    REGION = "region", _("Region")
    SEAT = "seat", _("Constituency")
    BRANCH = "branch", _("Branch")


class Unit(models.Model):
    """A part of the organisation: headquarters, a region, the party of one seat, a branch."""

    id = models.IntegerField(primary_key=True)
    key = models.UUIDField(unique=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=10, choices=UnitKind.choices)
    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.name


class UnitSeat(models.Model):
    """Which constituencies lie at or below a unit: what a grant there can reach."""

    pk = models.CompositePrimaryKey("unit_id", "constituency_id")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="seats")
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+")


class UnitAbove(models.Model):
    """Which units lie at or below a unit, itself included."""

    pk = models.CompositePrimaryKey("unit_id", "below_id")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="all_below")
    below = models.ForeignKey(Unit, models.CASCADE, related_name="all_above")


class MembershipStatus(models.TextChoices):
    """Where a membership stands. The first two of those that are no longer active have a month of grace."""

    ACTIVE = "active", _("member")
    LAPSED = "lapsed", _("lapsed")
    MISSING = "missing", _("not in the list of members")
    RESIGNED = "resigned", _("resigned")
    EXPELLED = "expelled", _("expelled")
    MOVED = "moved", _("moved to another party")
    DIED = "died", _("died")
    UNCONFIRMED = "unconfirmed", _("not confirmed after their employer left")


OVER = (
    MembershipStatus.RESIGNED,
    MembershipStatus.EXPELLED,
    MembershipStatus.MOVED,
    MembershipStatus.DIED,
)
"""What ends a membership at once; `access._is_over` says the same."""


class MembershipSource(models.TextChoices):
    HAND = "hand", _("kept by hand")
    FEED = "feed", _("from the membership system")


class Membership(models.Model):
    """Somebody's place in a unit and the name that colleagues see. Grants hang on it and die with it.

    `is_contract` marks staff, whom no lapse and no absence from a feed touches. `works_for` is the person whose
    leaving asks about this one too. Written by the functions of the access schema alone (`access/sql/members.sql`).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    name = models.CharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    member_number = models.CharField(max_length=40, blank=True, default="", db_default="")
    source = models.CharField(
        max_length=4,
        choices=MembershipSource.choices,
        default=MembershipSource.HAND,
        db_default=MembershipSource.HAND,
    )
    feed_id = models.UUIDField(null=True)
    is_contract = models.BooleanField(default=False, db_default=False)
    status = models.CharField(
        max_length=12,
        choices=MembershipStatus.choices,
        default=MembershipStatus.ACTIVE,
        db_default=MembershipStatus.ACTIVE,
    )
    status_at = models.DateTimeField(null=True)
    grace_ends_on = models.DateField(null=True)
    warned_at = models.DateTimeField(null=True)
    works_for = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirm_by = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["member_number"], name="membership_number", condition=~models.Q(member_number="")
            )
        ]
        constraints = [models.UniqueConstraint(fields=["unit", "person"], name="membership_once_in_a_unit")]

    def __str__(self) -> str:
        return self.name


class SwitchKey(models.TextChoices):
    OPINIONS = "opinions", _("Recording of voting intentions and other opinions")
    PRINTS = "prints", _("A second person agrees before anything is printed")


class Switch(models.Model):
    """What an installation has opened, by whom and why. All are off until somebody turns them on."""

    key = models.CharField(max_length=30, primary_key=True, choices=SwitchKey.choices)
    is_on = models.BooleanField(default=False)
    turned_by = models.UUIDField(null=True)
    turned_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)


class PaperKind(models.TextChoices):
    """What must be filed before opinions are recorded (DPA 2018 Schedule 1 paragraph 39; UK GDPR articles 13, 35)."""

    POLICY = "policy", _("Appropriate policy document")
    ASSESSMENT = "assessment", _("Data protection impact assessment")
    NOTICE = "notice", _("Privacy notice")
    CONSENT = "consent", _("Consent wording")


class Paper(models.Model):
    """One version of a data-protection paper; filing it is what counts, and a filed one never changes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=20, choices=PaperKind.choices)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField()
    filed_at = models.DateTimeField()
    filed_by = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "version"], name="paper_version_once")]

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"
