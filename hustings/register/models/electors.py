from typing import Self

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from hustings.geography.models import Place, PollingDistrict
from hustings.lib.elector_numbers import ElectorNumber
from hustings.lib.postcodes import displayed
from hustings.lib.uuid7 import uuid7
from hustings.register.models.editions import Import, RegisterEdition
from hustings.register.models.streets import Door, Street


class ElectorQuerySet(models.QuerySet["Elector"]):
    """Questions about electors. Each one names the seat: the walls do not excuse a query from saying it."""

    def of_seat(self, constituency_id: int) -> Self:
        return self.filter(constituency_id=constituency_id)

    def on_the_register(self) -> Self:
        return self.filter(on_register=True)

    def of_district(self, constituency_id: int, district: PollingDistrict) -> Self:
        return self.filter(constituency_id=constituency_id, district=district, on_register=True)

    def on_street(self, constituency_id: int, street: Street) -> Self:
        """In walking order, and at each door by name."""
        found = self.filter(constituency_id=constituency_id, street=street, on_register=True)
        return found.order_by("door__walk_order", "surname_key", "given_key", "seat_no")


class Elector(models.Model):
    """A person on the register: the identity that numbers, editions and names are hung upon."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    seat_no = models.IntegerField()
    district = models.ForeignKey(PollingDistrict, models.PROTECT, related_name="+", db_index=False)
    street = models.ForeignKey(Street, models.PROTECT, null=True, related_name="electors", db_index=False)
    door = models.ForeignKey(Door, models.PROTECT, null=True, related_name="electors", db_index=False)
    surname = models.CharField(max_length=150, blank=True)
    forenames = models.CharField(max_length=200, blank=True)
    surname_key = models.CharField(max_length=150, blank=True, db_collation="C")
    given_key = models.CharField(max_length=200, blank=True, db_collation="C")
    surname_sound = models.CharField(max_length=150, blank=True, db_default="", db_collation="C")
    given_sound = models.CharField(max_length=200, blank=True, db_default="", db_collation="C")
    officer_reference = models.CharField(max_length=80, blank=True)
    attains_on = models.DateField(null=True)
    markers = models.CharField(max_length=20, blank=True)
    is_anonymous = models.BooleanField(default=False)
    is_overseas = models.BooleanField(db_default=False)
    on_register = models.BooleanField(default=True)
    first_on = models.DateField()
    new_since = models.DateField(null=True)
    objects_at_door = models.BooleanField(default=False)
    objects_by_post = models.BooleanField(default=False)
    objects_by_phone = models.BooleanField(default=False)
    objects_by_email = models.BooleanField(default=False)
    objects_to_scores = models.BooleanField(db_default=False)

    objects = ElectorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["constituency", "seat_no"], name="register_elector_seat_no"),
            # Representation of the People Act 1983, s. 9B: a number and the letter N, nothing else.
            models.CheckConstraint(
                condition=Q(is_anonymous=False)
                | Q(surname="", forenames="", surname_key="", given_key="", door=None, street=None),
                name="register_anonymous_has_no_name_and_no_door",
            ),
            # The same, s. 1A: an overseas elector is listed by name, without an address here.
            models.CheckConstraint(
                condition=Q(is_overseas=False) | Q(door=None, street=None),
                name="register_overseas_has_no_door",
            ),
        ]
        indexes = [
            models.Index(
                fields=["constituency", "district", "on_register"], name="register_elector_district"
            ),
            models.Index(fields=["constituency", "street", "door"], name="register_elector_street"),
            models.Index(fields=["constituency", "surname_key", "given_key"], name="register_elector_name"),
            models.Index(fields=["constituency", "given_key"], name="register_elector_given"),
            models.Index(fields=["constituency", "surname_sound"], name="register_elector_sound"),
            # The few surnames of several words, looked through for their second one: Smith finds Jones-Smith.
            models.Index(
                fields=["constituency", "surname_key"],
                name="register_elector_double_name",
                condition=Q(GreaterThan(StrIndex("surname_key", Value(" ")), 0)),
            ),
            models.Index(fields=["door"], name="register_elector_door"),
            # How many live behind each door, for lists; with what the row policy asks, so that no row is fetched.
            models.Index(
                fields=["constituency", "door"],
                include=["objects_at_door"],
                condition=Q(on_register=True, door__isnull=False),
                name="register_elector_household",
            ),
            models.Index(
                fields=["constituency", "officer_reference"],
                name="register_elector_reference",
                condition=~Q(officer_reference=""),
            ),
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, (self.forenames, self.surname))) or f"no. {self.seat_no}"


class FormerNumber(models.Model):
    """A number that an elector's row was read under before: in a seat they left, or of a record joined with theirs.

    The log and the copies name people by the numbers of that day, and numbers are never given twice; so this is what
    leads from there to whoever it is now. `given_in` is the seat that gave the number, `constituency` where its
    elector is. Where the number is somebody else's too, because two were one record for a while, `shared_from` and
    `shared_until` say for how long.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    elector = models.ForeignKey(Elector, models.CASCADE, related_name="former_numbers", db_index=False)
    given_in = models.IntegerField()
    seat_no = models.IntegerField()
    shared_from = models.DateTimeField(null=True)
    shared_until = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["elector"], name="register_former_elector"),
            models.Index(fields=["given_in", "seat_no"], name="register_former_number"),
        ]

    def __str__(self) -> str:
        return f"{self.given_in}-{self.seat_no}"


class RegisterEntry(models.Model):
    """One line of one edition: number, name and address as the council printed them. Never changed, only closed;
    `objects_at_door` follows the elector, so that the walls can hide the line with the person.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    elector = models.ForeignKey(Elector, models.CASCADE, related_name="entries", db_index=False)
    edition = models.ForeignKey(RegisterEdition, models.PROTECT, related_name="+", db_index=False)
    district = models.ForeignKey(PollingDistrict, models.PROTECT, related_name="+", db_index=False)
    door = models.ForeignKey(Door, models.PROTECT, null=True, related_name="entries", db_index=False)
    letters = models.CharField(max_length=20)
    number = models.IntegerField()
    suffix = models.IntegerField(default=0)
    surname = models.CharField(max_length=150, blank=True)
    forenames = models.CharField(max_length=200, blank=True)
    address_lines = models.TextField(blank=True)
    postcode = models.CharField(max_length=7, blank=True)
    markers = models.CharField(max_length=20, blank=True)
    attains_on = models.DateField(null=True)
    objects_at_door = models.BooleanField(default=False)
    opened_by = models.ForeignKey(Import, models.PROTECT, related_name="+", db_index=False)
    closed_by = models.ForeignKey(Import, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        verbose_name_plural = "register entries"
        constraints = [
            models.UniqueConstraint(
                fields=["constituency", "edition", "letters", "number", "suffix"],
                condition=Q(closed_by=None),
                name="register_entry_open_number",
            ),
            models.UniqueConstraint(
                fields=["constituency", "elector"],
                condition=Q(closed_by=None),
                name="register_entry_open_elector",
            ),
            models.CheckConstraint(
                condition=~Q(markers__contains="N")
                | Q(surname="", forenames="", address_lines="", door=None),
                name="register_entry_anonymous_is_bare",
            ),
        ]
        indexes = [
            models.Index(fields=["elector"], name="register_entry_elector"),
            models.Index(fields=["opened_by"], name="register_entry_opened"),
            models.Index(fields=["closed_by"], name="register_entry_closed", condition=~Q(closed_by=None)),
            # A marked register comes half a year after its poll, when another edition is in force.
            models.Index(
                fields=["constituency", "edition", "letters", "number", "suffix"],
                name="register_entry_closed_number",
                condition=~Q(closed_by=None),
            ),
            models.Index(fields=["door"], name="register_entry_door", condition=~Q(door=None)),
        ]

    def __str__(self) -> str:
        return str(self.elector_number)

    @property
    def elector_number(self) -> ElectorNumber:
        return ElectorNumber(self.letters, self.number, self.suffix)

    @property
    def postcode_displayed(self) -> str:
        return displayed(self.postcode)
