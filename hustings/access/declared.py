"""Where the declaration of a request comes from: the view's own mark, or for allauth's views this table by name."""

from django.urls import ResolverMatch

from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import Declaration, declaration_of

SIGNING_IN = Declaration(Action.ACCOUNTS_PERSON_SIGN_IN, Purpose.ADMINISTRATION, signing_in=True)
OWN_ACCOUNT = Declaration(Action.ACCOUNTS_SELF_EDIT, Purpose.ADMINISTRATION)

BEFORE_SIGNING_IN = frozenset(
    {
        "account_confirm_email",
        "account_email_verification_sent",
        "account_inactive",
        "account_login",
        "account_logout",
        "account_request_login_code",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "account_signup",
        "account_signup_by_passkey",
        "account_confirm_login_code",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "mfa_signup_webauthn",
        "mfa_trust",
        "set_language",
    }
)


def declaration_for(match: ResolverMatch | None) -> Declaration | None:
    """What a matched address declares; None where it declares nothing, which the middleware refuses."""
    if match is None:
        return None
    found = declaration_of(match.func)
    if found is not None:
        return found
    name = match.url_name or ""
    if name in BEFORE_SIGNING_IN:
        return SIGNING_IN
    return OWN_ACCOUNT if name.startswith(("account_", "mfa_")) else None
