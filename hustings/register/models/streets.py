from django.db import models
from django.utils.translation import gettext_lazy as _

from hustings.geography.models import Place, PollingDistrict
from hustings.lib.postcodes import displayed
from hustings.lib.uuid7 import uuid7
from hustings.lib.walking_order import Side


class Street(models.Model):
    """A street as far as it lies in one polling district, so that streets add up to districts, wards and seats."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    district = models.ForeignKey(PollingDistrict, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=150)
    name_key = models.CharField(max_length=150)
    locality = models.CharField(max_length=150, blank=True)
    locality_key = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["constituency", "district", "name_key", "locality_key"],
                name="register_street_of_district",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.locality}" if self.locality else self.name


class RoadGroup(models.Model):
    """Doors of one polling district that are walked together, named by whoever gathered them.

    `looked_at` is when somebody last confirmed what had joined it by itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    district = models.ForeignKey(PollingDistrict, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=120)
    looked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["constituency", "district", "name"], name="register_road_group_of_district"
            )
        ]

    def __str__(self) -> str:
        return self.name


class PositionFrom(models.TextChoices):
    """What tells where a door stands, the surest first."""

    SURVEY = "survey", _("an address file")
    UPRN = "uprn", _("its UPRN")
    NEIGHBOURS = "neighbours", _("the doors beside it")
    POSTCODE = "postcode", _("the middle of its postcode")


class Building(models.Model):
    """A house of flats: a name, a number, or both."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    street = models.ForeignKey(Street, models.CASCADE, related_name="buildings", db_index=False)
    name = models.CharField(max_length=150, blank=True)
    number = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["constituency", "street", "name", "number"], name="register_building_of_street"
            )
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, (self.name, self.number)))


class Door(models.Model):
    """A door to knock at. `walk_order` counts the doors of its street in the order of `walk_key`.

    `position_within` is how far off, in metres, its place may be; `joined_by_itself` marks a door that came with an
    import and joined its neighbours' road group, until somebody has looked.
    """

    SIDES = [
        (Side.ODD.value, _("odd side")),
        (Side.EVEN.value, _("even side")),
        (Side.NAMED.value, _("names only")),
    ]

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    street = models.ForeignKey(Street, models.CASCADE, related_name="doors", db_index=False)
    building = models.ForeignKey(Building, models.SET_NULL, null=True, related_name="doors", db_index=False)
    flat = models.CharField(max_length=60, blank=True)
    number = models.IntegerField(null=True)
    number_suffix = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=150, blank=True)
    postcode = models.CharField(max_length=7, blank=True)
    address_key = models.CharField(max_length=400)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    position_from = models.CharField(max_length=10, choices=PositionFrom.choices, blank=True, db_default="")
    position_within = models.IntegerField(null=True)
    road_group = models.ForeignKey(
        RoadGroup, models.SET_NULL, null=True, related_name="doors", db_index=False
    )
    joined_by_itself = models.BooleanField(db_default=False)
    side = models.CharField(max_length=5, choices=SIDES)
    walk_key = models.CharField(max_length=400)
    walk_order = models.IntegerField(default=0)
    do_not_knock = models.BooleanField(default=False)
    uprn = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["constituency", "address_key"], name="register_door_of_address")
        ]
        indexes = [
            models.Index(fields=["constituency", "street", "walk_order"], name="register_door_walk"),
            # Deleting a street or a building looks its doors up by these alone.
            models.Index(fields=["street"], name="register_door_street"),
            models.Index(fields=["constituency", "postcode"], name="register_door_postcode"),
            models.Index(
                fields=["constituency", "name"], name="register_door_name", condition=~models.Q(name="")
            ),
            models.Index(
                fields=["constituency", "uprn"], name="register_door_uprn", condition=~models.Q(uprn=None)
            ),
            models.Index(
                fields=["road_group"], name="register_door_road_group", condition=~models.Q(road_group=None)
            ),
            models.Index(
                fields=["building"], name="register_door_building", condition=~models.Q(building=None)
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.flat, self.name, self.house)))

    @property
    def house(self) -> str:
        """The number with its letter, "12A"; "" for a house with a name only."""
        return "" if self.number is None else f"{self.number}{self.number_suffix}"

    @property
    def postcode_displayed(self) -> str:
        return displayed(self.postcode)
