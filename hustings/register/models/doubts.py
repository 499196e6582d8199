from django.db import models
from django.utils.translation import gettext_lazy as _

from hustings.geography.models import Place
from hustings.lib.uuid7 import uuid7
from hustings.register.models.editions import Import
from hustings.register.models.electors import Elector


class Doubt(models.Model):
    """A row of a file that may be somebody we know, waiting for a person to say so or not.

    `elector_id` is whom the row makes, or made, if nobody says otherwise; `earlier` is whom it may be. Before the
    import is applied the row is staged, afterwards it is an elector of its own. `moved` keeps which facts went from
    one to the other when they were joined, so that they can be parted again.
    """

    class Kind(models.TextChoices):
        LIKE = "like", _("much alike")
        SEVERAL = "several", _("more than one it could be")
        MOVED = "moved", _("perhaps moved")

    class State(models.TextChoices):
        OPEN = "open", _("waits for a decision")
        SAME = "same", _("the same person")
        OTHER = "other", _("somebody else")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    constituency = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    run = models.ForeignKey(Import, models.CASCADE, related_name="doubts", db_index=False)
    line = models.IntegerField()
    elector_id = models.UUIDField()
    earlier = models.ForeignKey(Elector, models.CASCADE, related_name="doubts", db_index=False)
    kind = models.CharField(max_length=7, choices=Kind.choices)
    likeness = models.IntegerField()
    state = models.CharField(max_length=5, choices=State.choices, default=State.OPEN)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    moved = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["constituency", "run", "elector_id", "earlier"], name="register_doubt_once"
            )
        ]
        indexes = [
            models.Index(fields=["constituency", "state", "run"], name="register_doubt_state"),
            models.Index(fields=["earlier"], name="register_doubt_earlier"),
            models.Index(fields=["constituency", "elector_id"], name="register_doubt_elector"),
        ]

    def __str__(self) -> str:
        return f"line {self.line}"
