"""All settings, from the environment alone; what is missing or wrong is refused by name at the start."""

import os
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from hustings.config.log_elsewhere import handler_for
from hustings.config.open_roads import ADVICE, is_open_road

env = environ.Env()

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("HUSTINGS_DATA", ROOT / "data"))
PORT = env.int("PORT", default=8000)
HOST = env.str("HUSTINGS_HOST", default="localhost")

DEBUG = False
BEHIND_TLS = env.bool("HUSTINGS_TLS", default=False)
ALLOWED_HOSTS = [HOST, "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [f"https://{HOST}"] if BEHIND_TLS else []


def secrets() -> list[str]:
    """The installation's secrets, the oldest first, the last in use: lines of a file that only it can read, the newest
    on top, or the environment; never a default.
    """
    path = os.environ.get("HUSTINGS_SECRET_KEY_FILE")
    text = Path(path).read_text("utf-8") if path else os.environ.get("HUSTINGS_SECRET_KEY", "")
    found = [line.strip() for line in text.splitlines() if line.strip()]
    if not found or min(map(len, found)) < 32:
        raise ImproperlyConfigured(
            "HUSTINGS_SECRET_KEY_FILE names no file with a secret of 32 characters or more; bin/run makes one."
        )
    return found[::-1]


SECRETS = secrets()
SECRET_KEY = SECRETS[-1]

DATABASE_ROLE = env.str("HUSTINGS_DATABASE_ROLE", default="web")
DATABASE_VARIABLES = {
    "web": "DATABASE_URL",
    "worker": "DATABASE_WORKER_URL",
    "owner": "DATABASE_OWNER_URL",
    "backup": "DATABASE_BACKUP_URL",
}


def database(role: str) -> dict[str, object]:
    """Connect as one of the database's logins. Row security is off for the owner: an error, never a short answer."""
    variable = DATABASE_VARIABLES[role]
    if variable not in os.environ:
        raise ImproperlyConfigured(f"{variable} is not set; bin/run and bin/hustings set it.")
    options: dict[str, object] = {"server_side_binding": True, "application_name": f"hustings {role}"}
    if is_open_road(os.environ[variable]):
        raise ImproperlyConfigured(
            f"{variable} leads to another machine without checking who answers. {ADVICE}"
        )
    found: dict[str, Any] = env.db_url(variable, engine="django.db.backends.postgresql")
    # As the connection's own default the zone stands also after a RESET ALL; an address may name options of its own.
    said = [found.get("OPTIONS", {}).get("options", ""), "-c TimeZone=UTC"]
    options["options"] = " ".join(filter(None, [*said, "-c row_security=off" if role == "owner" else ""]))
    # Kept open: connecting costs more than the walls do.
    kept = {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True, "ATOMIC_REQUESTS": True}
    return {**found, **kept, "OPTIONS": {**found.get("OPTIONS", {}), **options}}


DATABASES = {"default": database(DATABASE_ROLE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "hustings.config.apps.HustingsConfig",
    "hustings.headquarters",
    "hustings.data_protection",
    "hustings.paper",
    "hustings.targeting",
    "hustings.canvassing",
    "hustings.supporters",
    "hustings.register",
    "hustings.copies",
    "hustings.access",
    "hustings.organisation",
    "hustings.elections",
    "hustings.accounts",
    "hustings.geography",
    "hustings.work",
    "hustings.audit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "hustings.config.content_security.ContentSecurityMiddleware",
    "hustings.config.request_limits.RequestLimitsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hustings.access.standing.StandingMiddleware",
    "hustings.accounts.middleware.DeviceMiddleware",
    "hustings.access.middleware.ScopeMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "hustings.accounts.idle.IdleMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "hustings.config.urls"
WSGI_APPLICATION = "hustings.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hustings.organisation.context.organisation",
            ],
        },
    }
]
FORM_RENDERER = "hustings.config.form_rendering.PageForms"

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "hustings.accounts.passwords.GuessablePasswordValidator"},
    {"NAME": "hustings.accounts.breached.BreachedPasswordValidator"},
]
BREACHED_PASSWORDS = env.str("HUSTINGS_BREACHED_PASSWORDS", default="")
if BREACHED_PASSWORDS and not Path(BREACHED_PASSWORDS).is_file():
    raise ImproperlyConfigured("HUSTINGS_BREACHED_PASSWORDS names no file.")
SESSION_ENGINE = "hustings.accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_IDLE_AGE = 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
if BEHIND_TLS:
    # The prefix binds a cookie to this very host, over TLS: no neighbour below the same name can set one for us.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME = (
        "__Host-session",
        "__Host-csrf",
        "__Host-language",
    )
LANGUAGE_COOKIE_SECURE = BEHIND_TLS
# No script of ours reads a cookie; forms and the API are given the token in a page or an answer.
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

ACCOUNT_ADAPTER = "hustings.accounts.signing_in.ClosedSignUp"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    # `ip` is a known browser before it is a network address, and `key` an account as tried from there
    # (accounts/limits.py): no limit is of an account, an address or the whole site alone.
    "login": "60/m/ip",
    "login_failed": "5/5m/key",
    "login_failed_by_strangers": "100/h/key",
    "reset_password": "10/10m/ip",
    "reset_mail": "5/h/key",
}
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if BEHIND_TLS else "http"
# One proxy that we were told of: its word on where a request comes from is taken, and nobody else's.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_TLS else 0
MFA_ADAPTER = "hustings.accounts.signing_in.SealedSecrets"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BEHIND_TLS and HOST == "localhost"
MFA_TOTP_ISSUER = "Hustings"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "hustings_cache",
    }
}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English")), ("cy", _("Welsh"))]
USE_I18N = True
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

FILES_FOLDER = DATA / "files"
VIRUS_SCANNER = env.str("HUSTINGS_VIRUS_SCANNER", default="")
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
# More than any page takes: whoever sends too many photographs gets that page's sentence, not a bare refusal.
DATA_UPLOAD_MAX_NUMBER_FILES = 1000

if env.str("EMAIL_URL", default=""):
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(DATA / "mail")
SECURITY_CONTACT = env.str("HUSTINGS_SECURITY_CONTACT", default="")
DEFAULT_FROM_EMAIL = env.str("HUSTINGS_MAIL_FROM", default=f"hustings@{HOST}")

SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "hustings.audit.security.OneLine",
            "format": "%(asctime)s.%(msecs)03dZ %(levelname)s %(name)s %(message)s",
            "datefmt": "%Y-%m-%dT%H:%M:%S",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
if env.str("HUSTINGS_SYSLOG", default=""):
    LOGGING["handlers"]["elsewhere"] = handler_for(env.str("HUSTINGS_SYSLOG"))
    LOGGING["root"]["handlers"].append("elsewhere")
