from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hustings.geography.models import Place
from hustings.lib.uuid7 import uuid7
from hustings.register.models.electors import Elector
from hustings.register.models.streets import Door
from hustings.work.installation_secrets import secrets_so_far


class Channel(models.TextChoices):
    DOOR = "door", _("at the door")
    POST = "post", _("by post")
    PHONE = "phone", _("by phone")
    EMAIL = "email", _("by e-mail")
    SCORE = "score", _("by a model’s score: do not score them")
    ALL = "all", _("in any way")


class Objection(models.Model):
    """Somebody asked not to be contacted. Kept for good; `person_key` finds the person, or the household, again
    after elector and door were removed and a later file brought them back. The hash holds the number of this seat,
    or of the seat `keyed_in`, from which a boundary change brought it when nobody was left to make it anew from;
    it is made under the first `keyed_by` of the installation's secrets.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    elector = models.ForeignKey(Elector, models.SET_NULL, null=True, related_name="objections")
    door = models.ForeignKey(Door, models.SET_NULL, null=True, related_name="objections")
    channel = models.CharField(max_length=5, choices=Channel.choices)
    whole_household = models.BooleanField(default=False)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)
    source = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)
    person_key = models.BinaryField(max_length=32)
    keyed_in = models.IntegerField(null=True)
    keyed_by = models.PositiveSmallIntegerField(default=secrets_so_far)

    class Meta:
        indexes = [
            models.Index(
                fields=["constituency", "person_key"],
                name="register_objection_standing",
                condition=Q(withdrawn_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.happened_at:%Y-%m-%d}"
