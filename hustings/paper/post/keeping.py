"""Keeping letters and the imprint of a seat. Each verb writes one entry in the log."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.geography.models import Place
from hustings.paper.models import Imprint, Letter


def keep_letter(
    *, seat: Place, name: str, text: str, by: Actor, at: datetime, letter: Letter | None = None
) -> Letter:
    """Keep a new letter, or what an old one says now; its fields are checked by the form."""
    kept = letter or Letter(constituency=seat)
    kept.name, kept.text, kept.changed_at = name, text, at
    with transaction.atomic():
        kept.save()
        _note(seat, f"letter {kept.id}", by, at)
    return kept


def keep_imprint(*, seat: Place, told: Mapping[str, str], by: Actor, at: datetime) -> Imprint:
    """Keep who answers for what this seat prints."""
    with transaction.atomic():
        imprint, _made = Imprint.objects.update_or_create(
            constituency=seat, defaults={**told, "changed_at": at}
        )
        _note(seat, "imprint", by, at)
    return imprint


def imprint_of(seat: Place) -> Imprint | None:
    return Imprint.objects.filter(constituency=seat).first()


def imprint_line(imprint: Imprint) -> str:
    """The imprint as it stands at the foot of a letter, in the language in force."""
    return _(
        "Promoted by %(promoter)s, %(promoter_address)s, on behalf of %(on_behalf)s, %(on_behalf_address)s. "
        "Printed by %(printer)s, %(printer_address)s."
    ) % {
        "promoter": imprint.promoter,
        "promoter_address": imprint.promoter_address,
        "on_behalf": imprint.on_behalf,
        "on_behalf_address": imprint.on_behalf_address,
        "printer": imprint.printer,
        "printer_address": imprint.printer_address,
    }


def _note(seat: Place, place: str, by: Actor, at: datetime) -> None:
    record(
        action=by.action,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=seat.id,
        place=place,
        rule="written",
    )
