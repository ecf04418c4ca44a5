"""Settings, read from the environment. One file; tests override in ``tests/settings.py``.

``GUAZHI_VAR`` (folder for data, default ``./var``), ``GUAZHI_DATABASE`` (``sqlite:///path`` or
``postgres://user:password@host:port/name``), ``GUAZHI_SECRET_KEY``, ``GUAZHI_DEBUG``,
``GUAZHI_HOSTS`` (comma separated), ``GUAZHI_HTTPS``, ``GUAZHI_CLOCK`` (a date to look at),
``GUAZHI_DIGEST`` (``sha256`` or ``sm3``, the fingerprint of what is signed),
``GUAZHI_DEMO`` (marks every page and shows the demo accounts where one signs in),
``GUAZHI_SESSION_MINUTES`` and ``GUAZHI_IDLE_MINUTES`` (how long a session lasts, and lasts unused),
``GUAZHI_PROXIES`` (how many trusted proxies stand in front and write ``X-Forwarded-For``),
``GUAZHI_SITE`` (the address that messages name), ``GUAZHI_MAIL`` (``smtp://``, ``smtp+tls://`` or
``smtps://user:password@host:port``), ``GUAZHI_MAIL_FROM``, ``GUAZHI_MAIL_DOMAINS``,
``GUAZHI_CHANNELS`` (``dingtalk,wecom,feishu``) and ``GUAZHI_GATEWAY_DINGTALK`` and so on (an
office's own gateway, with ``{token}`` or, for WeCom, ``{key}`` in its address).
"""

import os
import secrets
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE = Path(__file__).resolve().parent
SHARE = Path(sys.prefix) / "share" / "guazhi"
VAR = Path(os.environ.get("GUAZHI_VAR", "var")).absolute()


def database(url: str) -> dict[str, Any]:
    """Django's connection settings for a database address."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": url.removeprefix("sqlite:///") or ":memory:",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "cached_statements": 1024,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
                "PRAGMA cache_size=-32000;PRAGMA temp_store=MEMORY;",
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        options = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": options.pop("user", unquote(parts.username or "")),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": options.pop("host", parts.hostname or ""),
            "PORT": options.pop("port", str(parts.port or "")),
            "CONN_MAX_AGE": 60,
            "OPTIONS": options,
        }
    raise ImproperlyConfigured(f"GUAZHI_DATABASE: sqlite:///… or postgres://…, not {parts.scheme}")


def secret_key() -> str:
    """The key of the environment, else one kept with the data, readable by its owner only."""
    if key := os.environ.get("GUAZHI_SECRET_KEY"):
        return key
    path = VAR / "secret-key"
    if path.exists():
        return path.read_text().strip()
    key = secrets.token_urlsafe(50)
    if os.environ.get("GUAZHI_KEEP_KEY"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(key)
    return key


DEBUG = os.environ.get("GUAZHI_DEBUG") == "1"
SECRET_KEY = secret_key()
ALLOWED_HOSTS = os.environ.get("GUAZHI_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CLOCK = os.environ.get("GUAZHI_CLOCK", "")
DEMO = os.environ.get("GUAZHI_DEMO") == "1"
DIGEST = os.environ.get("GUAZHI_DIGEST", "sha256")
if DIGEST not in {"sha256", "sm3"}:
    raise ImproperlyConfigured(f"GUAZHI_DIGEST: sha256 or sm3, not {DIGEST}")
HTTPS = os.environ.get("GUAZHI_HTTPS") == "1"

DATABASES = {
    "default": database(os.environ.get("GUAZHI_DATABASE", f"sqlite:///{VAR / 'guazhi.sqlite3'}"))
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "guazhi.User"

INSTALLED_APPS = [
    "guazhi.apps.GuazhiConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "guazhi.access.middleware.SessionEndMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "guazhi.access.middleware.ActorMiddleware",
    "guazhi.access.once.OnceMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "csp.middleware.CSPMiddleware",
]
ROOT_URLCONF = "guazhi.urls"
WSGI_APPLICATION = "guazhi.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": ["template_partials.templatetags.partials"],
            "libraries": {"guazhi": "guazhi.web.templatetags.guazhi"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "guazhi.web.demo.demo",
                "guazhi.notices.views.badge",
            ],
        },
    }
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [SHARE / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = None
STATICFILES_DIRS = [path for path in (BASE / "static", SHARE / "assets") if path.exists()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "dashboards:home"
LOGOUT_REDIRECT_URL = "accounts:login"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 1800

SESSION_MOST = SESSION_COOKIE_AGE = 60 * int(os.environ.get("GUAZHI_SESSION_MINUTES", "720"))
SESSION_IDLE = 60 * int(os.environ.get("GUAZHI_IDLE_MINUTES", "15"))
PROXIES = int(os.environ.get("GUAZHI_PROXIES", "0"))
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FILES = 20

SITE = os.environ.get("GUAZHI_SITE", "")
ROBOTS = [name for name in os.environ.get("GUAZHI_CHANNELS", "").split(",") if name]
GATEWAYS = {
    name: os.environ[f"GUAZHI_GATEWAY_{name.upper()}"]
    for name in ROBOTS
    if f"GUAZHI_GATEWAY_{name.upper()}" in os.environ
}
MAIL = urlsplit(os.environ.get("GUAZHI_MAIL", ""))
CHANNELS = [*(["email"] if MAIL.hostname else []), *ROBOTS]
MAIL_DOMAINS = [name for name in os.environ.get("GUAZHI_MAIL_DOMAINS", "").split(",") if name]
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = MAIL.hostname or "localhost"
EMAIL_PORT = MAIL.port or {"smtps": 465, "smtp+tls": 587}.get(MAIL.scheme, 25)
EMAIL_HOST_USER = unquote(MAIL.username or "")
EMAIL_HOST_PASSWORD = unquote(MAIL.password or "")
EMAIL_USE_SSL = MAIL.scheme == "smtps"
EMAIL_USE_TLS = MAIL.scheme == "smtp+tls"
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = os.environ.get("GUAZHI_MAIL_FROM", "guazhi@localhost")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
