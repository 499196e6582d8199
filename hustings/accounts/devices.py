"""Which browser somebody signed in on: a random cookie that lives long, kept as a hash and tied to the session's seal.

It identifies nobody by what their machine is like, and whoever deletes the cookie is on a new device: a stop of a
device holds what is lost, not what hides.
"""

import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from hustings.accounts.models import Device, Person, Session
from hustings.accounts.sessions import DEVICE, hashed
from hustings.lib.browsers import family_words

COOKIE = "__Host-device" if settings.BEHIND_TLS else "hustings_device"
KEPT_SECONDS = 400 * 24 * 3600
"""The longest that browsers keep any cookie (RFC 6265bis, 5.5)."""
SHORTEST = 40


@receiver(user_logged_in)
def note_device(request: HttpRequest, user: Person, **_given: Any) -> None:
    """Tie the new session to this browser, and tell the answer to leave it its cookie."""
    token = request.COOKIES.get(COOKIE, "")
    if not SHORTEST <= len(token) <= 2 * SHORTEST:
        token = secrets.token_urlsafe(32)
    request.device_token = token  # type: ignore[attr-defined]  # what the middleware looks for
    today = timezone.localdate()
    device, _made = Device.objects.update_or_create(
        person=user,
        token_hash=hashed(token),
        defaults={"last_seen_on": today, "words": family_words(request.headers.get("User-Agent", ""))},
        create_defaults={
            "first_seen_on": today,
            "last_seen_on": today,
            "words": family_words(request.headers.get("User-Agent", "")),
        },
    )
    request.session[DEVICE] = str(device.pk)


def devices_of(person_id: UUID, at: datetime) -> "QuerySet[Device]":
    """Somebody's browsers, the latest first, each with how many of its sign-ins are open."""
    still_open = (
        Session.objects.filter(device_id=OuterRef("id"), expire_date__gt=at)
        .order_by()
        .values("device_id")
        .annotate(number=Count("session_key"))
        .values("number")
    )
    return (
        Device.objects.filter(person_id=person_id)
        .annotate(open_count=Coalesce(Subquery(still_open, output_field=IntegerField()), 0))
        .order_by("-last_seen_on", "-id")
    )


def sign_device_out(device: Device) -> int:
    """End every sign-in on one device of one person, and say how many there were."""
    return Session.objects.filter(device_id=device.pk).delete()[0]
