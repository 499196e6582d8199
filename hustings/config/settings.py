"""All settings, from the environment alone; what is missing or wrong is refused by name at the start."""

import os
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

env = environ.Env()

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("HUSTINGS_DATA", ROOT / "data"))
PORT = env.int("PORT", default=8000)
HOST = env.str("HUSTINGS_HOST", default="localhost")

DEBUG = False
BEHIND_TLS = env.bool("HUSTINGS_TLS", default=False)
ALLOWED_HOSTS = [HOST, "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [f"https://{HOST}"] if BEHIND_TLS else []


def secret_key() -> str:
    """The installation's secret: from a file that only it can read, or the environment; never a default."""
    path = os.environ.get("HUSTINGS_SECRET_KEY_FILE")
    key = Path(path).read_text("utf-8").strip() if path else os.environ.get("HUSTINGS_SECRET_KEY", "")
    if len(key) < 32:
        raise ImproperlyConfigured(
            "HUSTINGS_SECRET_KEY_FILE names no file with a secret of 32 characters or more; bin/run makes one."
        )
    return key


SECRET_KEY = secret_key()

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
    if role == "owner":
        options["options"] = "-c row_security=off"
    found: dict[str, Any] = env.db_url(variable, engine="django.db.backends.postgresql")
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
    "hustings.canvassing",
    "hustings.register",
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
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hustings.access.middleware.ScopeMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
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
]
SESSION_ENGINE = "hustings.accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
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
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if BEHIND_TLS else "http"
MFA_ADAPTER = "hustings.accounts.signing_in.SealedSecrets"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
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
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

if env.str("EMAIL_URL", default=""):
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(DATA / "mail")
DEFAULT_FROM_EMAIL = env.str("HUSTINGS_MAIL_FROM", default=f"hustings@{HOST}")

SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
