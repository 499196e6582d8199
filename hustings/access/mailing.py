"""The letter that carries an invitation's link."""

from smtplib import SMTPException

from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from hustings.access.inviting import Invited


def link_of(request: HttpRequest, invited: Invited) -> str:
    """The whole address of an invitation."""
    return request.build_absolute_uri(reverse("access:take_up", args=[invited.secret]))


def send_letter(name: str, email: str, unit: str, link: str, inviter: str) -> bool:
    """Mail the link; False where the mail could not be handed over, and the link must be passed on by hand."""
    letter = {"name": name, "unit": unit, "link": link, "inviter": inviter}
    subject = _("Your link to %(unit)s on Hustings") % {"unit": unit}
    try:
        send_mail(subject, render_to_string("access/letter.txt", letter), None, [email])
    except (OSError, SMTPException):
        return False
    return True
