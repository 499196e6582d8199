"""How allauth is bent to this house: nobody signs up by themselves, and second factors are kept sealed."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.core.context import request_context
from allauth.core.internal.ratelimit import consume
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from hustings.accounts.limits import bucket_of, is_own_device, source_of
from hustings.accounts.models import Person
from hustings.accounts.noting import note_wrong_code
from hustings.accounts.sealed_factors import seal, unseal
from hustings.audit.security import note


class ClosedSignUp(DefaultAccountAdapter):
    _is_telling = False
    """Whether a letter is written, which names the address itself; it leaves when the request's scope has gone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People come in by an invitation, or as the first key-holders of a new installation."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Give what limits are counted by, which is a known browser before a network address."""
        address: str = super().get_client_ip(request)
        return address if self._is_telling else source_of(request, address)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        email = str(credentials.get("email", "")).lower()
        return f"{email} {bucket_of(request, email, super().get_client_ip(request))}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt before it is made. Raises a validation error once there were too many."""
        email = str(credentials.get("email", "")).lower()
        self._of_strangers = None
        if not is_own_device(request, email):
            self._of_strangers = consume(
                request, app="allauth.account", action="login_failed_by_strangers", key=email
            )
            if not self._of_strangers:
                note("limit reached", which="sign-in by strangers")
                raise self.validation_error("too_many_login_attempts")
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            note("limit reached", which="sign-in")
            raise

    def _rollback_login_failed_rl_usage(self) -> None:
        super()._rollback_login_failed_rl_usage()
        if self._of_strangers:
            self._of_strangers.rollback()

    def send_password_reset_mail(self, user: Person, email: str, context: dict[str, Any]) -> None:
        """Send a link, unless strangers have had so many sent this hour: their asking uses up none of the holder's."""
        key = f"{email} {'own' if is_own_device(self.request, email) else 'strange'}"
        if consume(self.request, app="allauth.account", action="reset_mail", key=key):
            super().send_password_reset_mail(user, email, context)
        else:
            note("limit reached", which="reset mail")

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
        self._is_telling = True
        with request_context(self.request):
            super().send_notification_mail(template_prefix, user, context, email or user.email)


class SealedSecrets(DefaultMFAAdapter):
    """Keeps the secrets of one-time codes encrypted, so that a copy of the table makes no codes."""

    def validation_error(self, code: str, *arguments: Any) -> ValidationError:
        """Give the error of a wrong code, and write down that one was tried."""
        if code == "incorrect_code":
            note_wrong_code()
        error: ValidationError = super().validation_error(code, *arguments)
        return error

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)


def let_in(request: HttpRequest, person: Person) -> None:
    """Sign in somebody who has just chosen their password on this very page; they need not type it again."""
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, person, "password", reauthenticated=True)
