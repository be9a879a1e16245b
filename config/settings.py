"""Every setting of the project, read from the environment (docs/configuration.md describes each)."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

from marshmallow.validate import Email, OneOf, Range

from config.databases import read_databases
from config.env import MODES, Environment, read_redis_setting, read_secret_key
from config.logs import build_logging
from config.redis_urls import read_redis_url

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment(BASE_DIR / ".env")

# -- Which of the three lives this process leads -----------------------------------------------------------

RETAINER_ENV: str = env.str("RETAINER_ENV", "local", validate=OneOf(MODES))
IS_PRODUCTION = RETAINER_ENV == "production"
DEBUG: bool = env.bool("DEBUG", False)
env.require(not (DEBUG and IS_PRODUCTION), "DEBUG", "production must not show its insides; unset it")

RETAINER_VAR_DIR = Path(env.text("RETAINER_VAR_DIR") or BASE_DIR / "var").expanduser().resolve()
RETAINER_RUN_DIR = RETAINER_VAR_DIR / "run"

SECRET_KEY: str = read_secret_key(env, RETAINER_ENV, RETAINER_VAR_DIR)
SECRET_KEY_FALLBACKS: list[str] = env.words("SECRET_KEY_FALLBACKS")

ALLOWED_HOSTS: list[str] = env.words("ALLOWED_HOSTS")
env.require(
    ALLOWED_HOSTS or not IS_PRODUCTION,
    "ALLOWED_HOSTS",
    "production needs the host names that it answers to, for example ALLOWED_HOSTS=tracker.example.org",
)
if not IS_PRODUCTION:
    ALLOWED_HOSTS += ["localhost", ".localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS: list[str] = env.words("CSRF_TRUSTED_ORIGINS")

# -- The tracker's own settings ----------------------------------------------------------------------------

RETAINER_VERSION = "0.1.0"
_FIRST_HOST = ALLOWED_HOSTS[0].lstrip("*.") if ALLOWED_HOSTS else ""
RETAINER_CONTACT_EMAIL: str = env.str(
    "RETAINER_CONTACT_EMAIL", f"webmaster@{_FIRST_HOST or 'localhost'}", validate=Email()
)
RETAINER_USER_AGENT: str = env.text(
    "RETAINER_USER_AGENT",
    f"Retainer/{RETAINER_VERSION} (open tracker of lobbying contracts; contact: {RETAINER_CONTACT_EMAIL})",
)
# Hosts (name, or name:port) that may be fetched although they are not on the public internet.
RETAINER_ALLOWED_PRIVATE_HOSTS: list[str] = env.words("RETAINER_ALLOWED_PRIVATE_HOSTS")
RETAINER_DATA_LICENCE: str = env.text(
    "RETAINER_DATA_LICENCE", "CC0 1.0, https://creativecommons.org/publicdomain/zero/1.0/"
)
# Where the replay of bundled captures listens; `manage.py up` says so to its children.
RETAINER_REPLAY_URL: str = env.text("RETAINER_REPLAY_URL")
# How long a poll may stay silent before another worker takes it over; it renews its lease while it lives.
RETAINER_LEASE_SECONDS: int = env.int("RETAINER_LEASE_SECONDS", 60, validate=Range(min=5, max=3600))
RETAINER_BATCH: int = env.int("RETAINER_BATCH", 5000, validate=Range(min=100, max=50_000))
RETAINER_REDIS_PREFIX: str = env.text("RETAINER_REDIS_PREFIX", "retainer:")

# -- PDF filings: what one file may cost, and the program that recognises scanned pages ("" turns that off) -----
RETAINER_TESSERACT: str = env.text("RETAINER_TESSERACT", "tesseract")
RETAINER_PDF_PAGES: int = env.int("RETAINER_PDF_PAGES", 300, validate=Range(min=1, max=5000))
RETAINER_PDF_BYTES: int = env.int("RETAINER_PDF_BYTES", 60_000_000, validate=Range(min=10_000))
RETAINER_PDF_MEMORY: int = env.int("RETAINER_PDF_MEMORY", 1_500_000_000, validate=Range(min=300_000_000))
RETAINER_PDF_SECONDS: int = env.int("RETAINER_PDF_SECONDS", 120, validate=Range(min=5, max=1500))
RETAINER_OCR_SECONDS: int = env.int("RETAINER_OCR_SECONDS", 90, validate=Range(min=5, max=600))

# -- The second reader of articles: off while it has no URL -------------------------------------------------
RETAINER_SECOND_READER_URL: str = env.text("RETAINER_SECOND_READER_URL")
RETAINER_SECOND_READER_KEY: str = env.text("RETAINER_SECOND_READER_KEY")
RETAINER_SECOND_READER_MODEL: str = env.text("RETAINER_SECOND_READER_MODEL", "default")
RETAINER_SECOND_READER_SECONDS: int = env.int("RETAINER_SECOND_READER_SECONDS", 60, validate=Range(min=1, max=600))
env.require(
    not RETAINER_SECOND_READER_URL or RETAINER_SECOND_READER_URL.startswith(("http://", "https://")),
    "RETAINER_SECOND_READER_URL",
    "must begin with http:// or https://",
)

# `manage.py up` alone reads these.
RETAINER_HOST: str = env.text("RETAINER_HOST", "127.0.0.1")
RETAINER_PORT: int = env.int("PORT", 8000, validate=Range(min=1, max=65535))
RETAINER_WORKER_PROCESSES: int = env.int("RETAINER_WORKER_PROCESSES", 2, validate=Range(min=1))
RETAINER_REDIS_SERVER: str = env.text("RETAINER_REDIS_SERVER")
RETAINER_STARTS_REDIS = not env.text("REDIS_URL")

# -- Applications ------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_celery_beat",
    "django_filters",
    "django_htmx",
    "simple_history",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "axes",
    "csp",
    "tracker.apps.TrackerConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.project",
            ],
        },
    },
]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

# -- Database, Redis, cache --------------------------------------------------------------------------------

DATABASES = read_databases(env, RETAINER_VAR_DIR)

REDIS_URL: str = read_redis_setting(env, RETAINER_RUN_DIR)
"""The Redis that workers, locks, rate limits and cache share, in redis-py's dialect; empty without one."""
if REDIS_URL:
    REDIS_URL = read_redis_url(REDIS_URL).client
    _CACHE = {"BACKEND": "config.caching.PrefixedRedisCache", "LOCATION": REDIS_URL}
else:
    _CACHE = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "retainer"}
CACHES = {"default": {**_CACHE, "KEY_PREFIX": f"{RETAINER_REDIS_PREFIX}cache"}}

# -- Celery ------------------------------------------------------------------------------------------------

if REDIS_URL:
    CELERY_BROKER_URL = read_redis_url(REDIS_URL).celery
else:
    CELERY_BROKER_TRANSPORT = "config.no_broker.NoBroker"
_VISIBILITY_SECONDS = 3600
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "global_keyprefix": RETAINER_REDIS_PREFIX,
    # Longer than any task may run and any retry may wait, or a task would be given to a second worker.
    "visibility_timeout": _VISIBILITY_SECONDS,
    "socket_connect_timeout": 5,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 2, "interval_start": 0, "interval_step": 0.2}

CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_RESULT_SERIALIZER = "json"
CELERY_TASK_IGNORE_RESULT = True
CELERY_RESULT_EXPIRES = None  # no results are kept, so none need cleaning: beat gets no entry of its own

CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_TASK_TIME_LIMIT = _VISIBILITY_SECONDS - 600
CELERY_TASK_SOFT_TIME_LIMIT = CELERY_TASK_TIME_LIMIT - 300

CELERY_TASK_DEFAULT_QUEUE = "celery"
CELERY_TASK_ROUTES = {
    re.compile(r"tracker\.(tasks\.)?(poll|fetch)_"): {"queue": "fetch"},
    re.compile(r"tracker\.(tasks\.)?recognise_"): {"queue": "papers"},
    re.compile(r"tracker\.(tasks\.)?(parse|reparse|read|reread|extract|ingest|derive)_"): {"queue": "parse"},
}

CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
# Kept empty: entries here would overwrite, at every start of beat, what an operator changed in the admin.
CELERY_BEAT_SCHEDULE: dict[str, Any] = {}
CELERY_BEAT_SYNC_EVERY = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

# SQLite has no further columns in an index: there it does without (models.contracts).
SILENCED_SYSTEM_CHECKS = ["models.W040"]

# -- Static files ------------------------------------------------------------------------------------------

STATIC_URL = "static/"
_STATIC_STORAGE = "django.contrib.staticfiles.storage.StaticFilesStorage"
if IS_PRODUCTION:
    _STATIC_STORAGE = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    STATIC_ROOT = Path(env.text("RETAINER_STATIC_ROOT") or BASE_DIR / "staticfiles")
WHITENOISE_USE_FINDERS = not IS_PRODUCTION  # a local run serves files from where they lie, nothing to collect
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _STATIC_STORAGE},
    # Every fetched body, once, by its sha256. Workers on several machines need it in a place that they share.
    "archive": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": RETAINER_VAR_DIR / "archive"},
    },
}

# -- Mail --------------------------------------------------------------------------------------------------

vars().update(env.dj_email_url("EMAIL_URL", "smtp://localhost:25" if IS_PRODUCTION else "console:") or {})
DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", RETAINER_CONTACT_EMAIL)
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# -- Security ----------------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT: bool = env.bool("SECURE_SSL_REDIRECT", IS_PRODUCTION)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS: int = env.int("SECURE_HSTS_SECONDS", 31_536_000 if IS_PRODUCTION else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS: bool = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", IS_PRODUCTION)
SECURE_HSTS_PRELOAD: bool = env.bool("SECURE_HSTS_PRELOAD", IS_PRODUCTION)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_PRODUCTION
SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    },
}

# Trust X-Forwarded-Proto and X-Forwarded-For of the one proxy in front; without a proxy anyone could forge them.
RETAINER_BEHIND_PROXY: bool = env.bool("RETAINER_BEHIND_PROXY", False)
if RETAINER_BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
# A cache that each process has for itself cannot count failed logins; then the database does.
AXES_HANDLER = f"axes.handlers.{'cache.AxesCacheHandler' if REDIS_URL else 'database.AxesDatabaseHandler'}"
AXES_DISABLE_ACCESS_LOG = True
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "config.proxies.read_client_address"
AXES_VERBOSE = False

# -- API ---------------------------------------------------------------------------------------------------

RETAINER_API_PER_MINUTE: int = env.int("RETAINER_API_PER_MINUTE", 120, validate=Range(min=1))
RETAINER_API_KEY_PER_MINUTE: int = env.int("RETAINER_API_KEY_PER_MINUTE", 1200, validate=Range(min=1))
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["tracker.api.keys.KeyAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_THROTTLE_CLASSES": ["tracker.api.keys.MinuteThrottle"],
    "DEFAULT_RENDERER_CLASSES": ["tracker.api.rendering.JsonRenderer"],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "tracker.api.problems.answer_problem",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Retainer",
    "DESCRIPTION": "Lobbying contracts with the evidence for every value. Reading needs no key.",
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PUBLIC": True,
    "OAS_VERSION": "3.1.0",
    "POSTPROCESSING_HOOKS": ["tracker.api.schema.add_components"],
}

# -- Logs --------------------------------------------------------------------------------------------------

LOG_LEVEL: str = env.str("LOG_LEVEL", "INFO", validate=OneOf(["DEBUG", "INFO", "WARNING", "ERROR"]))
LOG_FORMAT: str = env.str("LOG_FORMAT", "text", validate=OneOf(["text", "json"]))
LOGGING = build_logging(LOG_LEVEL or "INFO", LOG_FORMAT or "text")

env.finish()
