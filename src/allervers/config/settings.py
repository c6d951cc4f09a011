"""Django's settings. Everything that differs from one installation to another comes from the environment
(docs/deployment.md lists it); without any, a local installation that is as closed as a real one."""

import datetime
import importlib.util
import ipaddress
import os
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.contrib.messages import constants as message_levels

from allervers.config import database, openid
from allervers.config.local import Unusable, data_folder, secret


def listed(variable: str, default: str) -> list[str]:
    return [item.strip() for item in os.environ.get(variable, default).split(",") if item.strip()]


def seconds(variable: str, default: int) -> int:
    given = os.environ.get(variable, str(default)).strip()
    if not (given.isascii() and given.isdecimal() and len(given) < 10):
        raise Unusable(f"{variable} : attendu un nombre entier de secondes.")
    return int(given)


def minutes(variable: str, default: int) -> int:
    """A whole number of minutes, of at least five: a form takes longer than that to fill in."""
    given = os.environ.get(variable, "").strip() or str(default)
    if not (given.isascii() and given.isdigit() and 5 <= int(given) <= 540):
        raise Unusable(f"{variable} : attendu un nombre entier de minutes, de 5 à 540.")
    return int(given)


def networks(variable: str) -> list:
    """Addresses or networks, in CIDR notation."""
    try:
        return [ipaddress.ip_network(item) for item in listed(variable, "")]
    except ValueError:
        raise Unusable(
            f"{variable} : attendu des adresses ou des réseaux, comme 10.0.0.0/8, séparés par des virgules."
        ) from None


def address(variable: str, *examples: str) -> str:
    """Where something is sent, with the scheme of one of the examples; empty: nowhere."""
    given = os.environ.get(variable, "")
    parts = urlsplit(given)
    if given and not (parts.hostname and parts.scheme in {urlsplit(example).scheme for example in examples}):
        raise Unusable(f"{variable} : attendu une adresse comme {' ou '.join(examples)}.")
    return given


# --- The installation ---------------------------------------------------------------------------------------

DEBUG = os.environ.get("ALLERVERS_DEBUG") == "1"
# A fictitious fund whose accounts are listed on the sign-in page.
DEMO = os.environ.get("ALLERVERS_DEMO") == "1"
DEMO_PASSWORD = "demonstration-2026"
SECRET_KEY = secret("secret_key")

LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]"}
ALLOWED_HOSTS = listed("ALLERVERS_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
# Under a public name, browsers speak HTTPS to a proxy in front of us; only local use goes without.
HTTPS = not set(ALLOWED_HOSTS) <= LOCAL_HOSTS

# The NIR is encrypted with the first key and read with any (to renew a key, put the new one first); it is
# searched by a hash of its own key.
NIR_ENCRYPTION_KEY = [key.strip() for key in secret("nir_encryption_key").split(",")]
NIR_HASH_KEY = secret("nir_hash_key")
# Decree 2019-341 names who may process the NIR; partner associations are not among them.
NIR_DETECTOR_CATEGORIES = listed(
    "ALLERVERS_NIR_DETECTOR_CATEGORIES",
    "caf,carsat,hospital,general_practitioner,specialist,dentist,pharmacist,nurse,hospital_doctor",
)

# --- The house ----------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "allervers.web",  # first: its templates of form fields come before Django's
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "pghistory",
    "pgtrigger",
    "procrastinate.contrib.django",
    "csp",
    "rest_framework",
    "drf_spectacular",
    "allervers.domain.pieces",
    "allervers.domain.consents",
    "allervers.domain.organisations",
    "allervers.domain.credentials",
    "allervers.domain.people",
    "allervers.domain.imports",
    "allervers.domain.coverage",
    "allervers.domain.documents",
    "allervers.domain.outbox",
    "allervers.domain.rights_files",
    "allervers.domain.referrals",
    "allervers.domain.detections",
    "allervers.domain.accompaniment",
    "allervers.domain.appointments",
    "allervers.domain.field_actions",
    "allervers.domain.partners",
    "allervers.domain.directory",
    "allervers.domain.surveys",
    "allervers.domain.campaigns",
    "allervers.domain.programmes",
    "allervers.domain.social_service",
    "allervers.domain.financial_aid",
    "allervers.domain.care_refusals",
    "allervers.domain.protection",
    "allervers.domain.figures",
    "allervers.domain.snapshots",
    "allervers.domain.privacy",
    "allervers.domain.access_requests",
]
MIDDLEWARE = [
    "allervers.config.health.HealthMiddleware",
    "allervers.config.https.HttpsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # After the static files, whose requests say nothing.
    "allervers.config.journal.RequestLogMiddleware",
    "allervers.config.caching.KeepNothingMiddleware",
    "allervers.config.caching.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.common.CommonMiddleware",
    # Before the check of forgery, which refuses a browser that has lost its cookies.
    "allervers.web.public.middleware.KeepTypedMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allervers.api.authentication.TokenMiddleware",
    "allervers.web.public.inactivity.InactivityMiddleware",
    "allervers.web.public.gate.SignInGate",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allervers.web.public.passwords.ProvisionalPasswordMiddleware",
    "allervers.web.security.session.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Last: it opens the request's transaction under the fund of the account that signed in.
    "allervers.domain.organisations.context.ContextMiddleware",
]
ROOT_URLCONF = "allervers.config.urls"
WSGI_APPLICATION = "allervers.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "allervers.web.context_processors.page",
            ]
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_TZ = True

# --- Data and jobs ------------------------------------------------------------------------------------------

DATABASES = {"default": database.served_settings("owner" if os.environ.get("ALLERVERS_DB_ROLE") == "owner" else "app")}
# The names of the two roles, for the policies that migrations write.
OWNER_DATABASE_ROLE = database.parameters("owner")["user"]
APP_DATABASE_ROLE = database.parameters("app")["user"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

PROCRASTINATE_IMPORT_PATHS = ["allervers.config.jobs"]
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"

# --- Who comes in -------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "organisations.User"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "sign-in"
# Roles that may do nothing without a second factor; the others may add one. A demonstration is open at once.
SECOND_FACTOR_ROLES = frozenset(
    listed(
        "ALLERVERS_SECOND_FACTOR_ROLES",
        "" if DEMO else "administrator,data_protection_officer,national_analyst,manager",
    )
)
# Sign-in by an identity provider (ProConnect); None: it is off.
OPENID = openid.from_environment()
# Deliberation 2022-100 of the CNIL; the rule and its reasons stand in `passwords`.
AUTH_PASSWORD_VALIDATORS = [{"NAME": "allervers.domain.organisations.passwords.Strength"}]

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["allervers.api.authentication.ByToken"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "allervers.api.problems.handler",
    # For each account; a program that goes faster is told to wait (429, Retry-After).
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.UserRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"user": "600/min"},
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Allervers",
    "DESCRIPTION": "Déposer et suivre des dossiers de droits ; lire les chiffres de l’accompagnement.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PUBLIC": True,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
}

SESSION_ENGINE = "allervers.domain.organisations.sessions"
SESSION_COOKIE_AGE = 60 * minutes("ALLERVERS_SESSION_MINUTES", 30)  # without a page
SESSION_LONGEST = datetime.timedelta(hours=9)  # a working day
SESSION_EXPIRE_AT_BROWSER_CLOSE = True  # desks are shared
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
CSRF_USE_SESSIONS = False
CSRF_FAILURE_VIEW = "allervers.web.public.kept.csrf_failure"
DEVICE_COOKIE_NAME = "appareil"
if HTTPS:  # browsers then take these from nobody but this very host, over HTTPS
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    DEVICE_COOKIE_NAME = "__Host-appareil"
# Proxies in front of us whose X-Forwarded-For tells where a try to sign in comes from: addresses or networks.
TRUSTED_PROXIES = networks("ALLERVERS_TRUSTED_PROXIES")
# A message may name a person: in the session, not in a cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
MESSAGE_TAGS = {message_levels.ERROR: "danger"}  # Bootstrap's word

# --- What browsers are told ---------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
if HTTPS:
    CSRF_TRUSTED_ORIGINS = [f"https://{'*' * host.startswith('.')}{host}" for host in ALLOWED_HOSTS if host != "*"]
    # The proxy must set this header itself, whatever it received.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    # Shorter while an installation is tried: browsers remember it.
    SECURE_HSTS_SECONDS = seconds("ALLERVERS_HSTS_SECONDS", 365 * 24 * 3600)

# A text of 1 MB is refused by its form, in words; only beyond does the server refuse bluntly.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# Papers stay in memory until they are encrypted: none is ever written in clear, not even to a temporary file. What is
# longer than this is not read at all, and the form says so.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 24 * 1024 * 1024

# --- Style sheets and pictures ------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = data_folder() / "static"
_bootstrap = Path(importlib.util.find_spec("xstatic.pkg.bootstrap").origin).parent
STATICFILES_DIRS = [("bootstrap", _bootstrap / "data" / "css")]
# Where blobs of documents lie: the data folder, or a bucket of a service that speaks S3 (decision 0085).
DOCUMENTS_URL = address(
    "ALLERVERS_DOCUMENTS_URL", "https://clé:secret@service/compartiment", "http://127.0.0.1:port/nom"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "documents": {
        "BACKEND": "allervers.domain.documents.storage.DurableFiles",
        "OPTIONS": {"location": data_folder() / "documents"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if DOCUMENTS_URL:
    if not urlsplit(DOCUMENTS_URL).path.strip("/"):
        raise Unusable("ALLERVERS_DOCUMENTS_URL : le nom du compartiment manque, après l’adresse du service.")
    STORAGES["documents"] = {"BACKEND": "allervers.domain.documents.s3.Bucket", "OPTIONS": {"address": DOCUMENTS_URL}}

# The antivirus that papers are shown to: tcp://127.0.0.1:3310 or unix:///run/clamav/clamd.ctl; empty: none.
CLAMD = os.environ.get("ALLERVERS_CLAMD", "")
# The folder where the printer takes each night's batch of letters; empty: they wait for `allervers letters batch`.
LETTERS = os.environ.get("ALLERVERS_LETTERS", "")

# --- Messages to persons (decision 0036) --------------------------------------------------------------------

# Without an address, the messages of a channel wait.
EMAIL_URL = address("ALLERVERS_EMAIL_URL", "smtp://serveur:port", "smtps://compte:secret@serveur:port")
EMAIL_FROM = os.environ.get("ALLERVERS_EMAIL_FROM", "ne-pas-repondre@localhost")
SMS_URL = address("ALLERVERS_SMS_URL", "https://passerelle/chemin", "http://127.0.0.1:port/chemin")

# --- The journal --------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"route": {"()": "allervers.config.journal.RouteFilter"}},
    "formatters": {
        "places": {
            "()": "allervers.config.journal.PlacesFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "places", "filters": ["route"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "allervers": {"level": "INFO"},
        # Django's own handlers would send errors by e-mail, with the values.
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # The line of the request already says 403 or 404.
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": [], "propagate": True},
        # Statements hold values.
        "django.db.backends": {"level": "WARNING"},
    },
}
