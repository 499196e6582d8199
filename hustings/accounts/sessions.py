"""Sessions that a stolen table does not open and that a hostile writer cannot forge.

The table holds a hash of the cookie; person and strength are sealed by a key that only this installation knows,
and the database checks the seal before it opens anything (`access/sql/scope.sql`).
"""

import hashlib
import hmac
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends import db
from django.utils import timezone

from hustings.accounts.models import Session

PERSON = "_auth_user_id"
DEMONSTRATION = "signed_in_to_the_demonstration"


def hashed(token: str) -> str:
    """What the table keeps in place of a cookie."""
    return hashlib.sha256(token.encode()).hexdigest()


def sealing_key() -> bytes:
    """The key of the seals, from the installation's secret; the database keeps the same in a closed table."""
    return hashlib.sha256(b"hustings sessions " + settings.SECRET_KEY.encode()).digest()


def seal(key_hash: str, person: str, *, is_strong: bool) -> bytes:
    """Seal who a session belongs to and whether a second factor was shown."""
    text = f"{key_hash}|{person}|{'strong' if is_strong else 'weak'}"
    return hmac.digest(sealing_key(), text.encode(), "sha256")


def is_strong(data: dict[str, Any]) -> bool:
    """Whether the sign-in showed a second factor or a passkey. The demonstration, on loopback only, needs none."""
    methods = data.get("account_authentication_methods", [])
    return bool(data.get(DEMONSTRATION)) or any(method.get("method") == "mfa" for method in methods)


class SessionStore(db.SessionStore):
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
        return found

    def exists(self, session_key: str) -> bool:
        return super().exists(hashed(session_key))

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            Session.objects.filter(session_key=hashed(key)).delete()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Make the row: the key hashed, person and strength sealed where somebody is signed in."""
        session = super().create_model_instance(data)
        assert isinstance(session, Session)
        session.session_key = hashed(session.session_key)
        person = data.get(PERSON)
        if person:
            session.person_id, session.is_strong = person, is_strong(data)
            session.seal = seal(session.session_key, person, is_strong=session.is_strong)
        return session
