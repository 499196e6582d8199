"""What an installation has opened. Everything is shut until somebody turns it on, with a reason."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.organisation.models import Organisation, Paper, PaperKind, Switch, SwitchKey
from hustings.organisation.rules import papers_missing


class UnableToTurnSwitch(Exception):
    """The switch stays as it is; the message says what is wanted first."""


def is_on(key: SwitchKey) -> bool:
    """Whether this installation has opened something. One query; a switch nobody has touched is off."""
    return Switch.objects.filter(key=key, is_on=True).exists()


def missing_papers() -> list[PaperKind]:
    """The papers that must still be filed before opinions are recorded; all of them before there is an organisation."""
    organisation = Organisation.objects.filter(pk=1).first()
    filed = Paper.objects.values_list("kind", flat=True).distinct()
    return [PaperKind(kind) for kind in papers_missing(organisation.basis if organisation else "", filed)]


def turn_switch(*, key: SwitchKey, on: bool, reason: str, by: UUID, at: datetime) -> Switch:
    """Turn a switch on or off and say why. Refuses to open opinions before their papers are filed."""
    if not reason.strip():
        raise UnableToTurnSwitch(_("Nothing was changed. Say in a few words why."))
    with transaction.atomic():
        if on and key == SwitchKey.OPINIONS:
            _refuse_without_papers()
        switch, _made = Switch.objects.update_or_create(
            key=key, defaults={"is_on": on, "turned_by": by, "turned_at": at, "reason": reason.strip()[:300]}
        )
        record(
            action=Action.ORGANISATION_SWITCH_TURN,
            purpose=Purpose.ADMINISTRATION,
            by=by,
            at=at,
            detail={"switch": str(key), "on": on},
        )
    return switch


def _refuse_without_papers() -> None:
    missing = missing_papers()
    if missing:
        names = ", ".join(str(kind.label) for kind in missing)
        raise UnableToTurnSwitch(
            _("Nothing was changed. Opinions open once these papers are filed: %(papers)s.")
            % {"papers": names}
        )
