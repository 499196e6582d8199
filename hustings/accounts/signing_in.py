"""How allauth is bent to this house: nobody signs up by themselves, and second factors are kept sealed."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.core.context import request_context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest

from hustings.accounts.models import Person


class ClosedSignUp(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People come in by an invitation, or as the first key-holders of a new installation."""
        return False

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Person,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell somebody of a change to their sign-in, at the address they sign in with.

        allauth would look it up, and sends after the commit, when scope and request have gone.
        """
        with request_context(self.request):
            super().send_notification_mail(template_prefix, user, context, email or user.email)


class SealedSecrets(DefaultMFAAdapter):
    """Keeps the secrets of one-time codes encrypted, so that a copy of the table makes no codes."""

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()


def _box() -> Fernet:
    digest = hashlib.sha256(b"hustings second factors " + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def let_in(request: HttpRequest, person: Person) -> None:
    """Sign in somebody who has just chosen their password on this very page; they need not type it again."""
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, person, "password", reauthenticated=True)
