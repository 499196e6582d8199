from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from hustings.access.demonstrating import demonstration_people, is_loopback
from hustings.accounts.models import Person
from hustings.accounts.sessions import CONFIRMED, DEMONSTRATION
from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare_signing_in
from hustings.organisation.models import Organisation


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
    request.session[CONFIRMED] = timezone.now().timestamp()
    record(
        action=Action.ACCOUNTS_PERSON_SIGN_IN,
        purpose=Purpose.ADMINISTRATION,
        by=person.pk,
        at=timezone.now(),
        rule="demonstration",
    )
    return redirect("/")
