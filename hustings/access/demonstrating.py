"""Signing in to the demonstration by choosing who to be: on this machine alone, and only as an invented person."""

from dataclasses import dataclass
from ipaddress import ip_address
from uuid import UUID

from django.conf import settings
from django.contrib.auth import login
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from hustings.accounts.models import Person
from hustings.accounts.sessions import DEMONSTRATION
from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare_signing_in
from hustings.organisation.models import Organisation


@dataclass(frozen=True)
class Invented:
    """One of the demonstration's people, as the sign-in page and `demo people` show them."""

    id: UUID
    email: str
    name: str
    role: str
    place: str


def demonstration_people() -> list[Invented]:
    """Everybody who can be chosen; nobody where the installation is no demonstration."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, email, name, role, place FROM access.demonstration_people()")
        return [Invented(*row) for row in cursor.fetchall()]


def is_loopback(request: HttpRequest) -> bool:
    """Whether the request comes from this very machine, and not through a proxy that hides where it comes from."""
    address = request.META.get("REMOTE_ADDR", "")
    forwarded = any(name in request.META for name in ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED"))
    try:
        return ip_address(address).is_loopback and not forwarded
    except ValueError:
        return False


@require_http_methods(["GET", "HEAD", "POST"])
@declare_signing_in(action=Action.ACCOUNTS_PERSON_SIGN_IN, purpose=Purpose.ADMINISTRATION)
def choose_who_to_be(request: HttpRequest) -> HttpResponse:
    """Show the invented people, or sign in as one of them. Absent off this machine and off the demonstration."""
    if not is_loopback(request) or not Organisation.objects.filter(is_demonstration=True).exists():
        raise Http404
    if request.method != "POST":
        return render(request, "access/demonstration.html", {"people": demonstration_people()})
    person = get_object_or_404(Person, email=request.POST.get("person", ""), is_demonstration=True)
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[DEMONSTRATION] = True
    record(
        action=Action.ACCOUNTS_PERSON_SIGN_IN,
        purpose=Purpose.ADMINISTRATION,
        by=person.pk,
        at=timezone.now(),
        rule="demonstration",
    )
    return redirect("/")
