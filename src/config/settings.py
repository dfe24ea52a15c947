"""All settings, one file. The environment gives values, never logic."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

SOURCE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("LINLI_DATA", "data")).resolve()


def database(url: str) -> dict[str, Any]:
    """Return Django's form of sqlite:///path or postgresql://user:pw@host:port/name."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": parts.path[1:] or ":memory:",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",  # take the write lock at BEGIN, not halfway
                "init_command": (
                    # No larger cache and no mapping: each thread's connection would have its own, a worker
                    # 200 MiB; the system's cache of the file serves all of them as fast.
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY;"
                ),
                "timeout": 30,  # seconds to wait for that lock
            },
            "CONN_MAX_AGE": 600,  # opening the file and its pragmas anew costs 3 ms, half a page
        }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path[1:],
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,  # a kept connection is 7 times the throughput of a fresh one
        "CONN_HEALTH_CHECKS": True,
    }


def secret(name: str) -> str:
    """Return the installation's secret `name`: from the environment, else from a file only we may read.

    The file is made at the first start, so that no installation ever runs on a key somebody else knows.
    """
    if given := os.environ.get(name):
        return given
    path = DATA_DIR / "secrets" / name.lower()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def flag(name: str, default: str = "0") -> bool:
    return os.environ.get(name, default) == "1"


DEBUG = flag("DEBUG")
STRICT = flag("STRICT")  # tests and staging: fail on what production forgives
SECRET_KEY = secret("SECRET_KEY")
FIELD_KEY = secret("FIELD_KEY")  # seals personal data at rest; losing it loses that data

DATABASES = {"default": database(os.environ.get("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'linli.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["linli.people.sign_in.NameOrPhoneBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "linli.people.passwords.ThreeKindsValidator"},
]

USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "linli-language"
USE_I18N = True
USE_THOUSAND_SEPARATOR = False
LOCALE_PATHS = [SOURCE_DIR / "linli" / "web" / "locale"]

ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost 127.0.0.1 [::1] testserver").split()
CSRF_TRUSTED_ORIGINS = os.environ.get("TRUSTED_ORIGINS", "").split()
BASE_URL = os.environ.get("BASE_URL", "")  # what a QR code opens; else the address of the request
HTTPS = flag("HTTPS")
# Where e-mail goes out, as Apprise writes it: mailtos://user:password@smtp.example.cn:465?from=wuye@example.cn
MAIL_SERVER = os.environ.get("MAIL_SERVER", "")
METRICS_TOKEN = os.environ.get("METRICS_TOKEN", "")  # lets a monitor elsewhere read /metrics
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("BEHIND_PROXY") else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_IDLE_SECONDS = int(os.environ.get("SESSION_IDLE_SECONDS", "1800"))
X_FRAME_OPTIONS = "DENY"
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "/desk/"

JOURNAL_HASH = os.environ.get("JOURNAL_HASH", "sha256")  # or "sm3"
POLICY = os.environ.get("LINLI_POLICY", "xinhua-2022")
SECOND_FACTOR_ROLES = frozenset(os.environ.get("SECOND_FACTOR_ROLES", "admin bureau").split())

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "linli.base",
    "linli.people",
    "linli.registry",
    "linli.party",
    "linli.tripartite",
    "linli.selfmanagement",
    "linli.mandates",
    "linli.notices",
    "linli.assessment",
    "linli.publication",
    "linli.web",
]
MIDDLEWARE = [
    "linli.doors.requests.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pads at random, so that a length tells nothing (BREACH)
    "linli.doors.pages.ContentPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "linli.doors.pages.PreferenceMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "linli.doors.sessions.SessionGuardMiddleware",
    "linli.doors.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "linli.doors.middleware.ReadOnlyGetMiddleware",
    "linli.doors.middleware.ActorMiddleware",
    "linli.doors.middleware.DomainErrorMiddleware",
    "linli.doors.pages.SpriteMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SOURCE_DIR / "linli" / "web" / "templates"],
        "OPTIONS": {
            "builtins": [
                "linli.web.templatetags.parts",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
            "loaders": (
                ["django.template.loaders.filesystem.Loader"]
                if DEBUG
                else [
                    ("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])
                ]
            ),
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "linli.web.context.frame",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

STATIC_URL = "/static/"
STATICFILES_DIRS = [SOURCE_DIR / "linli" / "web" / "static"]
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG or STRICT
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
MEDIA_ROOT = DATA_DIR / "files"  # never served by path; only through permission checks
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "linli.doors.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("LOG_LEVEL", "INFO")},
    "loggers": {"django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}
