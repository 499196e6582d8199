from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hustings.geography import rules
from hustings.lib.uuid7 import uuid7


class Place(models.Model):
    """A nation, region, county, council, constituency or ward, with its code of the national statistics."""

    class Kind(models.TextChoices):
        NATION = rules.NATION, _("nation")
        REGION = rules.REGION, _("region")
        COUNTY = rules.COUNTY, _("county")
        COUNCIL = rules.COUNCIL, _("council")
        CONSTITUENCY = rules.CONSTITUENCY, _("constituency")
        WARD = rules.WARD, _("ward")

    class Nation(models.TextChoices):
        ENGLAND = rules.ENGLAND, _("England")
        WALES = rules.WALES, _("Wales")
        SCOTLAND = rules.SCOTLAND, _("Scotland")
        NORTHERN_IRELAND = rules.NORTHERN_IRELAND, _("Northern Ireland")

    id = models.AutoField(primary_key=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    code = models.CharField(max_length=9, unique=True)
    name = models.CharField(max_length=120)
    name_cy = models.CharField(max_length=120, blank=True)
    slug = models.SlugField(max_length=140, blank=True, db_index=False)
    nation = models.CharField(max_length=16, choices=Nation.choices)
    region = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["slug"], condition=~models.Q(slug=""), name="geography_place_slug"
            ),
            models.CheckConstraint(
                condition=models.Q(kind=rules.CONSTITUENCY) | models.Q(slug=""),
                name="geography_place_slug_is_a_seat",
            ),
        ]
        indexes = [models.Index(fields=["kind", "name"], name="geography_place_kind_name")]

    def __str__(self) -> str:
        return self.name_cy if self.name_cy and (get_language() or "").startswith("cy") else self.name


class PollingDistrict(models.Model):
    """The atom of electoral geography: ward, seat and council are read from it for a date."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    officer = models.ForeignKey(Place, models.PROTECT, related_name="+")
    letters = models.CharField(max_length=20)
    name = models.CharField(max_length=120, blank=True)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+")
    ward = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    polling_place = models.CharField(max_length=200, blank=True)
    polling_hours = models.CharField(max_length=60, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "letters", "starts_on"], name="geography_district_letters"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gt=models.F("starts_on")),
                name="geography_district_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letters} {self.name}".strip()


class BoundaryChange(models.Model):
    """New wards or constituencies, proposed or in force from a day: what a commission or an order says.

    `renamed` gives districts their new letters; `parted` lists parts that become districts of their own, each with
    the district they leave, their letters, ward and constituency, and the names of their streets as keys.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        IN_FORCE = "in_force", _("in force")
        DROPPED = "dropped", _("dropped")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120)
    source = models.CharField(max_length=200, blank=True)
    takes_effect_on = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.PROPOSED)
    renamed = models.JSONField(default=dict)
    parted = models.JSONField(default=list)
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    carried_out_by = models.UUIDField(null=True)
    carried_out_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "takes_effect_on"], name="geography_change_once")
        ]

    def __str__(self) -> str:
        return self.name


class DistrictPlacement(models.Model):
    """Where a polling district lies from a day: its ward and its seat. History is read from these by date.

    Of a proposed change the rows stand beside those in force, and nothing but comparisons reads them.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.ForeignKey(PollingDistrict, models.CASCADE, related_name="placements")
    ward = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    change = models.ForeignKey(BoundaryChange, models.CASCADE, null=True, related_name="placements")
    is_proposed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district", "starts_on", "change"],
                nulls_distinct=False,
                name="geography_placement_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.district}: {self.constituency} from {self.starts_on:%Y-%m-%d}"


class PropertyPlace(models.Model):
    """Where a property stands, by its Unique Property Reference Number (OS Open UPRN, ONS UPRN Directory)."""

    uprn = models.BigIntegerField(primary_key=True)
    latitude = models.FloatField()
    longitude = models.FloatField()
    postcode = models.CharField(max_length=7, blank=True)

    def __str__(self) -> str:
        return str(self.uprn)


class Postcode(models.Model):
    """A postcode, the middle of its addresses, and the areas it lies in."""

    compact = models.CharField(max_length=7, primary_key=True)
    easting = models.IntegerField(null=True)
    northing = models.IntegerField(null=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    constituency = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+", db_index=False)
    ward = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    council = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+", db_index=False)
    nation = models.CharField(max_length=16, choices=Place.Nation.choices, blank=True)
    terminated_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["constituency", "ward"], name="geography_postcode_seat_ward")]

    def __str__(self) -> str:
        return f"{self.compact[:-3]} {self.compact[-3:]}"


class Boundary(models.Model):
    """The outline of a place, for drawing and never for deciding what lies where."""

    place = models.OneToOneField(Place, models.CASCADE, primary_key=True)
    rings = models.JSONField()
    source = models.CharField(max_length=200)

    class Meta:
        verbose_name_plural = "boundaries"

    def __str__(self) -> str:
        return str(self.place)
