"""What the log keeps of signing in: every success and every failure, by which way, and never what was typed."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from hustings.accounts.models import Person
from hustings.audit.recording import record
from hustings.audit.security import note
from hustings.audit.words import Action, Outcome, Purpose

WAYS = "account_authentication_methods"


@receiver(user_logged_in)
def note_sign_in(request: HttpRequest, user: Person, **_given: Any) -> None:
    """Log that somebody signed in, and by which ways."""
    _note(Outcome.DONE, user, "signed in", _ways(request))
    note("signed in", way=_ways(request))


@receiver(user_logged_out)
def note_sign_out(request: HttpRequest, user: Person | None, **_given: Any) -> None:
    """Log that somebody signed out."""
    if user is not None:
        _note(Outcome.DONE, user, "signed out", "")


@receiver(user_login_failed)
def note_failure(credentials: dict[str, Any], **_given: Any) -> None:
    """Log a password that was wrong. It takes as long whether or not there is such an account."""
    email = str(credentials.get("email") or credentials.get("username") or "").lower()
    _note(Outcome.REFUSED, Person.objects.filter(email=email[:254]).first(), "sign-in failed", "password")
    note("sign-in failed", way="password")


def note_wrong_code() -> None:
    """Log a second step that failed."""
    _note(Outcome.REFUSED, None, "sign-in failed", "second step")
    note("sign-in failed", way="second step")


def _ways(request: HttpRequest) -> str:
    methods = request.session.get(WAYS, [])
    return ", ".join(str(method.get("type") or method.get("method")) for method in methods)


def _note(outcome: Outcome, person: Person | None, rule: str, way: str) -> None:
    is_done = outcome is Outcome.DONE
    record(
        action=Action.ACCOUNTS_PERSON_SIGN_IN,
        purpose=Purpose.ADMINISTRATION,
        by=person.pk if person and is_done else None,
        at=timezone.now(),
        # Who was tried is a subject, and no actor: nobody has shown to be that person.
        subjects=[person.pk] if person and not is_done else (),
        rule=rule,
        outcome=outcome,
        detail={"way": way} if way else {},
    )
