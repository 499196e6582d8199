"""How allauth is bent to this house: nobody signs up by themselves, and second factors are kept sealed."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest


class ClosedSignUp(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People come in by an invitation, or as the first key-holders of a new installation."""
        return False


class SealedSecrets(DefaultMFAAdapter):
    """Keeps the secrets of one-time codes encrypted, so that a copy of the table makes no codes."""

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()


def _box() -> Fernet:
    digest = hashlib.sha256(b"hustings second factors " + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
