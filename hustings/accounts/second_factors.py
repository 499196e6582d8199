"""What adding or losing a second factor does to the sign-ins that are open already.

Whoever has just shown a new authenticator has shown a second factor: the session is strong from here. One that loses
its authenticator is weak again, and every other session of that person is over.
"""

from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import password_changed, password_reset
from allauth.core import context
from allauth.mfa.models import Authenticator
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest

from hustings.accounts.models import Person, Session
from hustings.accounts.sessions import hashed

SHOWN = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@receiver(post_save, sender=Authenticator)
def count_as_strong(*, instance: Any, created: bool, **_given: Any) -> None:
    """Record the new authenticator as a way in which this session was signed in.

    On the row and not on allauth's signal: for one-time codes that comes after the commit, when the session is saved.
    """
    request = context.request
    if created and instance.type in SHOWN and request is not None and request.user == instance.user:
        record_authentication(request, instance.user, "mfa", id=instance.pk, type=instance.type)


@receiver(post_delete, sender=Authenticator)
def count_as_weak(*, instance: Any, **_given: Any) -> None:
    """Forget what the lost authenticator has shown, here and in every other session."""
    request = context.request
    if request is not None and request.user == instance.user:
        forget(request, instance.pk)
    end_other_sessions(instance.user, request)


@receiver(password_changed)
@receiver(password_reset)
def end_after_new_password(request: HttpRequest, user: Person, **_given: Any) -> None:
    """A new password ends whatever the old one opened."""
    end_other_sessions(user, request)


def forget(request: HttpRequest, authenticator: int) -> None:
    """Take one authenticator out of the ways in which a session was signed in."""
    methods = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    left = [
        method for method in methods if method.get("method") != "mfa" or method.get("id") != authenticator
    ]
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = left


def end_other_sessions(person: Person, request: HttpRequest | None) -> None:
    """Sign somebody out everywhere but in the request's own session."""
    own = request.session.session_key if request is not None and request.user == person else None
    Session.objects.filter(person_id=person.pk).exclude(session_key=hashed(own or "")).delete()
