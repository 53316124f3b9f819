"""Settings, read from the environment only (table in docs/operations.md).

Three modes: DEMO (the default when nothing at all is configured: embedded servers, invented people,
plain http on loopback), DEBUG (a developer who wants tracebacks) and the real thing, which refuses to
start when a secret is missing.
"""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from pghistory.config import ContextForeignKey, ForeignKey, ObjForeignKey
from whitenoise.compress import Compressor

BASE_DIR = Path(__file__).resolve().parent.parent


def env_bool(name: str, *, default: bool = False) -> bool:
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes", "on"}


def env_list(name: str) -> list[str]:
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]


UNCONFIGURED = not any(os.environ.get(name) for name in ("DATABASE_URL", "SECRET_KEY", "DEBUG"))
DEBUG = env_bool("DEBUG")
DEMO = env_bool("DEMO", default=UNCONFIGURED)


def required(name: str, *, relaxed: str) -> str:
    """The variable's value; `relaxed` stands in for it in DEMO and DEBUG, never in production."""
    value = os.environ.get(name, "")
    if value:
        return value
    if DEMO or DEBUG:
        return relaxed
    raise ImproperlyConfigured(f"{name} is not set. Set it in the environment (see docs/operations.md).")


SECRET_KEY = required("SECRET_KEY", relaxed="demo-only-secret-key-never-used-for-real-residents-0123456789")
ALLOWED_HOSTS = [h.strip() for h in required("ALLOWED_HOSTS", relaxed="localhost,127.0.0.1,[::1]").split(",")]
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")


def database_url() -> str:
    if url := required("DATABASE_URL", relaxed=""):
        return url
    from dev.embedded import ensure_postgres

    return ensure_postgres()


def redis_url() -> str:
    if url := required("REDIS_URL", relaxed=""):
        return url
    from dev.embedded import ensure_valkey

    return ensure_valkey()


def parse_database_url(url: str) -> dict[str, object]:
    """A Django DATABASES entry from postgres://user:password@host:port/name?host=/socket/dir."""
    parts = urlsplit(url)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    host = query.pop("host", None) or unquote(parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": query.pop("user", None) or unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": query.pop("port", None) or str(parts.port or ""),
        "OPTIONS": dict(query),
    }


_pool_size = int(os.environ.get("DATABASE_POOL_SIZE", "0"))
_database = parse_database_url(database_url())
if os.environ.get("DATABASE_PREPARED", "1") == "1":
    _database["OPTIONS"]["prepare_threshold"] = 2  # type: ignore[index]
if _pool_size:
    _database["OPTIONS"]["pool"] = {"min_size": 1, "max_size": _pool_size, "timeout": 10}  # type: ignore[index]
DATABASES = {
    "default": _database
    | {
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": 0 if _pool_size else 300,
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"NAME": os.environ.get("TEST_DATABASE_NAME", "test_socialvicevaert")},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "core",
    "audit",
    "notifications",
    "accounts",
    "residents",
    "cases",
    "evictions",
    "conditions",
    "disputes",
    "outcomes",
    "demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "pgtrigger",
    "pghistory",
    "csp",
    "django_filters",
    "django_htmx",
    "django_include_bootstrap",
    "crispy_forms",
    "crispy_bootstrap5",
    "lucide",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "core.middleware.LoginMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.ActiveMembershipMiddleware",
    "accounts.middleware.EndedSessionMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "core.middleware.HtmxLoginMiddleware",
    "core.middleware.DomainErrorMiddleware",
]

ROOT_URLCONF = "socialvicevaert.urls"
WSGI_APPLICATION = "socialvicevaert.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "accounts.context_processors.navigation",
            ],
            "builtins": ["core.templatetags.ui", "core.templatetags.lists", "core.templatetags.phone"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# People and login
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.PeopleBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "socialvicevaert"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"}}
DEMO_PASSWORD = "fjordbo-demo-2026" if DEMO else ""

# Language
LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk")]
"""Danish for everybody, whatever the browser prefers: a page half in English would help nobody."""
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True

# Static files, security
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
# Bootstrap's source maps are two thirds of all that is collected and no phone asks for them.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
SECURE = not (DEMO or DEBUG)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_SSL_REDIRECT = SECURE and env_bool("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
SECURE_REDIRECT_EXEMPT = [r"^sundhed/"]
if env_bool("BEHIND_TLS_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Without it everybody has the proxy's address, and shares one limit of login attempts.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "core.views.errors.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 60 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# E-mail: neutral text only (domain.md section 4, rule 5)
EMAIL_BACKEND = os.environ.get(
    "EMAIL_BACKEND",
    "django.core.mail.backends.console.EmailBackend"
    if DEMO or DEBUG
    else "django.core.mail.backends.smtp.EmailBackend",
)
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env_bool("EMAIL_USE_TLS")
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "socialvicevaert <noreply@localhost>")
SITE_URL = required("SITE_URL", relaxed=f"http://localhost:{os.environ.get('PORT', '8000')}")

# Audit
# The audit is read by the row it is about: an index per reference would triple the time of every change.
PGHISTORY_FOREIGN_KEY_FIELD = ForeignKey(db_index=False)
PGHISTORY_OBJ_FIELD = ObjForeignKey(db_index=True)
PGHISTORY_CONTEXT_FIELD = ContextForeignKey(db_index=True)
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

# Background work: the database holds what is owed, a message is only a wake-up (docs/architecture.md)
CELERY_BROKER_URL = redis_url()
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SOFT_TIME_LIMIT = 45
CELERY_TASK_TIME_LIMIT = 60
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "socket_timeout": 0.9,  # a publish to a frozen server takes three of these
    "socket_connect_timeout": 0.9,
    "socket_keepalive": True,
    "health_check_interval": 10,
    "max_retries": 1,
}
CELERY_TASK_PUBLISH_RETRY_POLICY = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.2,
}
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = os.environ.get("BEAT_SCHEDULE", str(BASE_DIR / ".local" / "beat-schedule"))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "core.logs.QuietFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "INFO")},
    # Below a warning it writes out which signs a font holds.
    "loggers": {"fontTools": {"level": "WARNING"}},
}
