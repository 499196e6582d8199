"""allauth's pages, notices and mails in our words: they are dressed, and they stand without a request."""

from pathlib import Path

import allauth
import pytest
from django import forms
from django.template.loader import render_to_string

from hustings.config import appearance

OURS = Path(appearance.__file__).parent / "templates"
THEIRS = Path(allauth.__file__).parent / "templates"
MAILS = sorted(
    path.name for path in (OURS / "account/email").glob("*_message.txt") if path.stem != "base_message"
)
FACTORS = sorted(path.name for path in (OURS / "mfa/email").glob("*_message.txt"))
CONTEXT = {
    "current_site": {"domain": "hustings.example", "name": "Hustings"},
    "email": "o'neil@aberflint.example",
    "ip": "203.0.113.7",
    "user_agent": "A browser",
    "timestamp": "2 May",
    "password_reset_url": "https://hustings.example/r/?a=1&b=2",
}
NOT_PAGES = {"snippets", "phone_change.html", "trust.html"}
NOT_PAGES |= {
    "confirm_phone_verification_code.html",
    "confirm_password_reset_code.html",
    "confirm_login_code.html",
    "request_login_code.html",
}  # codes by mail are off
NOT_PAGES |= {"signup.html", "signup_by_passkey.html", "signup_form.html"}  # nobody signs up by themselves
FRAMES = (
    "base.html",
    "base_manage.html",
    "base_entrance.html",
    "base_confirm_code.html",
    "base_manage_email.html",
    "base_manage_password.html",
    "base_manage_phone.html",
    "base_reauthenticate.html",
)


@pytest.mark.parametrize(
    "name", [f"account/email/{name}" for name in MAILS] + [f"mfa/email/{name}" for name in FACTORS]
)
def test_a_mail_is_plain_text_with_a_subject_of_one_line(name: str) -> None:
    text = render_to_string(name, CONTEXT)
    subject = render_to_string(name.replace("_message", "_subject"), CONTEXT).strip()

    assert "&#x27;" not in text
    assert "&amp;" not in text
    assert "hustings.example" in text
    assert subject
    assert "\n" not in subject


def test_the_link_to_a_new_password_arrives_whole() -> None:
    text = render_to_string("account/email/password_reset_key_message.txt", CONTEXT)

    assert "https://hustings.example/r/?a=1&b=2" in text.splitlines()


@pytest.mark.parametrize("room", ["mfa/email", "mfa/messages"])
def test_every_notice_of_a_second_factor_is_in_our_words(room: str) -> None:
    theirs = {path.name for path in (THEIRS / room).glob("*.txt")}

    assert theirs <= {path.name for path in (OURS / room).glob("*.txt")}


class AnyForm(forms.Form):
    """Holds the fields of all of allauth's forms at once."""

    login = email = oldpassword = password = password1 = password2 = forms.CharField()
    code = name = forms.CharField()
    passwordless = forms.BooleanField(required=False)
    credential = forms.CharField(widget=forms.HiddenInput)


def pages(room: str) -> list[str]:
    found = (str(path.relative_to(THEIRS)) for path in sorted((THEIRS / room).rglob("*.html")))
    return [name for name in found if not NOT_PAGES & set(Path(name).parts) and not name.endswith(FRAMES)]


@pytest.mark.parametrize("name", [*pages("account"), *pages("mfa")])
def test_every_page_of_allauth_stands_in_our_shell_under_one_heading(name: str) -> None:
    page = render_to_string(name, {"form": AnyForm(), "authenticator": {"pk": 7}, "authenticators": []})

    assert 'class="masthead"' in page
    assert page.count("<h1>") == 1
    assert "onclick" not in page
