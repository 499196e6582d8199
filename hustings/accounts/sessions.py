"""Sessions that a stolen table does not open and that a hostile writer cannot forge.

The table holds a hash of the cookie; person and strength are sealed by a key that only this installation knows,
and the database checks the seal before it opens anything (`access/sql/scope.sql`).
"""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends import db
from django.utils import timezone

from hustings.accounts.models import Session

PERSON = "_auth_user_id"
DEVICE = "signed_in_on_device"
DEMONSTRATION = "signed_in_to_the_demonstration"
CONFIRMED = "confirmed_in_the_demonstration"
FRESH = timedelta(minutes=15)
ENDS = "ends_at"
"""When a session is over however much it is used."""


def hashed(token: str) -> str:
    """What the table keeps in place of a cookie."""
    return hashlib.sha256(token.encode()).hexdigest()


def sealing_key() -> bytes:
    """The key of the seals, from the installation's secret; the database keeps the same in a closed table."""
    return hashlib.sha256(b"hustings sessions " + settings.SECRET_KEY.encode()).digest()


def seal(key_hash: str, person: str, *, is_strong: bool, device: str | None = None) -> bytes:
    """Seal who a session belongs to, whether a second factor was shown, and the device it was opened on."""
    parts = [key_hash, str(person), "strong" if is_strong else "weak", *([str(device)] if device else [])]
    return hmac.digest(sealing_key(), "|".join(parts).encode(), "sha256")


def is_strong(data: dict[str, Any]) -> bool:
    """Whether the sign-in showed a second factor or a passkey. The demonstration, on loopback only, needs none."""
    methods = data.get("account_authentication_methods", [])
    return bool(data.get(DEMONSTRATION)) or any(method.get("method") == "mfa" for method in methods)


def second_factor_shown_at(data: Mapping[str, Any]) -> datetime | None:
    """When a second factor was last shown in this sign-in; in the demonstration, when its page was confirmed."""
    methods = data.get("account_authentication_methods", [])
    shown = [method["at"] for method in methods if method.get("method") == "mfa" and method.get("at")]
    if data.get(DEMONSTRATION) and data.get(CONFIRMED):
        shown.append(data[CONFIRMED])
    return datetime.fromtimestamp(max(shown), UTC) if shown else None


def is_fresh(data: Mapping[str, Any], at: datetime) -> bool:
    """Whether a second factor was shown so lately that whoever holds the browser is its owner. ASVS 5.0, 7.5.3."""
    shown = second_factor_shown_at(data)
    return shown is not None and at - shown <= FRESH


class SessionStore(db.SessionStore):
    found_expiry: datetime | None = None
    """When the session as it was found ends, unless somebody does something."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        key = self.session_key
        found = (
            Session.objects.filter(session_key=hashed(key), expire_date__gt=timezone.now()).first()
            if key
            else None
        )
        if found is None:
            self._session_key = None
        else:
            self.found_expiry = found.expire_date
        return found

    def exists(self, session_key: str) -> bool:
        return super().exists(hashed(session_key))

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            Session.objects.filter(session_key=hashed(key)).delete()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Make the row: the key hashed, person and strength sealed where somebody is signed in."""
        person = data.get(PERSON)
        at = timezone.now()
        if person:
            data.setdefault(ENDS, (at + timedelta(seconds=settings.SESSION_COOKIE_AGE)).isoformat())
        session = super().create_model_instance(data)
        assert isinstance(session, Session)
        if person:
            idle_until = at + timedelta(seconds=settings.SESSION_IDLE_AGE)
            session.expire_date = min(idle_until, datetime.fromisoformat(data[ENDS]))
        session.session_key = hashed(session.session_key)
        if person:
            session.person_id, session.is_strong = person, is_strong(data)
            session.device_id = data.get(DEVICE)
            session.seal = seal(
                session.session_key, person, is_strong=session.is_strong, device=session.device_id
            )
        return session
