"""Second factors' secrets, sealed under the installation's secret, so that a copy of the table makes no codes."""

import base64
import hashlib
from collections.abc import Sequence
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def seal(text: str) -> str:
    """Seal what makes somebody's codes (Fernet: AES-128-CBC and HMAC-SHA-256)."""
    return _box(settings.SECRET_KEY).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Give what was sealed. Raises InvalidToken where it was altered or sealed under another secret."""
    return _box(settings.SECRET_KEY).decrypt(sealed.encode()).decode()


def seal_anew() -> int:
    """Seal again, under the secret in use, whatever an earlier one sealed; returns how many factors that were.

    For the database's owner.
    """
    boxes = MultiFernet([_box(secret) for secret in reversed(settings.SECRETS)])
    done = 0
    for factor in Authenticator.objects.order_by("id").iterator():
        anew = {name: _sealed_anew(value, boxes) for name, value in factor.data.items()}
        if anew != factor.data:
            factor.data = anew
            factor.save(update_fields=["data"])
            done += 1
    return done


def _sealed_anew(value: Any, boxes: MultiFernet) -> Any:
    """The value, newly sealed where only an earlier secret opens it."""
    if not isinstance(value, str) or _opens(value, [settings.SECRET_KEY]):
        return value
    return boxes.rotate(value).decode() if _opens(value, settings.SECRETS) else value


def _opens(value: str, secrets: Sequence[str]) -> bool:
    try:
        MultiFernet([_box(secret) for secret in secrets]).decrypt(value)
    except InvalidToken:
        return False
    return True


def _box(secret: str) -> Fernet:
    digest = hashlib.sha256(b"hustings second factors " + secret.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
