"""Handing a letter to the mail. What it tells stands on a page too, so that mail which is down holds nothing up."""

from collections.abc import Mapping
from smtplib import SMTPException
from typing import Any

from django.core.mail import send_mail
from django.template.loader import render_to_string


def hand_over(address: str, subject: str, template: str, words: Mapping[str, Any]) -> bool:
    """Write to one address, from a template in the reader's language; False where the mail would not take it."""
    try:
        return bool(send_mail(subject, render_to_string(template, dict(words)), None, [address]))
    except (OSError, SMTPException):
        return False
