"""Django 设置: the same for every installation; what differs comes from config.py."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from csp.constants import NONCE, NONE, SELF

from heyue.apps.sealed.keys import load
from heyue.web import config

CONFIG = config.read()
HERE = Path(__file__).resolve().parent
HEYUE_KEYS = CONFIG.key_folder
HEYUE_FILES = CONFIG.data.resolve() / "files"
HEYUE_DEMO = CONFIG.demo
HEYUE_ORIGIN = CONFIG.origin

DEBUG = False
SECRET_KEY = load(HEYUE_KEYS).session.hex()
ALLOWED_HOSTS = list(CONFIG.hosts)
DATABASES = {"default": CONFIG.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "heyue.web.urls"
WSGI_APPLICATION = "heyue.web.wsgi.application"
SILENCED_SYSTEM_CHECKS: list[str] = []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "ninja",
    "django_tasks",
    "django_tasks_db",
    "heyue.web",
    *(
        f"heyue.apps.{name}"
        for name in (
            "audit",
            "search",
            "accounts",
            "notices",
            "cases",
            "evidence",
            "ledger",
            "plans",
            "checkups",
            "oversight",
        )
        if (HERE.parent / "apps" / name / "apps.py").exists()
    ),
]

MIDDLEWARE = [
    "heyue.web.metrics.measured",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "heyue.web.middleware.headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "heyue.web.middleware.who",
    "heyue.web.middleware.PolicyMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "heyue.web.context.page",
            ],
            "builtins": ["heyue.web.tags", "heyue.web.rows"],
        },
    }
]

# ---- signing in ----------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("login", "name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/account/login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "heyue.apps.accounts.sign_in.AccountAdapter"
MFA_ADAPTER = "heyue.apps.accounts.sign_in.MFAAdapter"
SOCIALACCOUNT_ADAPTER = "heyue.apps.accounts.sign_in.SocialAdapter"
ACCOUNT_FORMS = {"login": "heyue.apps.accounts.forms.LoginForm"}
ALLAUTH_TRUSTED_PROXY_COUNT = CONFIG.proxies
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_RATE_LIMITS: dict[str, str] = {"login_failed": "30/5m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "heyue"
USERSESSIONS_TRACK_ACTIVITY = False  # a row written on every page would make each page a write
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "heyue.apps.accounts.sign_in.axes_name"
AXES_CLIENT_IP_CALLABLE = "heyue.web.middleware.address"
AXES_USERNAME_FORM_FIELD = "login"
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_IPWARE_PROXY_COUNT = CONFIG.proxies or None
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_VERBOSE = False
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS = (
    {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": CONFIG.oidc_name,
                    "client_id": CONFIG.oidc_id,
                    "secret": CONFIG.oidc_secret,
                    "settings": {"server_url": CONFIG.oidc_url},
                }
            ]
        }
    }
    if CONFIG.oidc_url
    else {}
)

SESSION_COOKIE_AGE = 12 * 3600
SESSION_SAVE_EVERY_REQUEST = False
SESSION_EXPIRE_AT_BROWSER_CLOSE = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
HEYUE_IDLE_SECONDS = 30 * 60
CSRF_COOKIE_HTTPONLY = True
CSRF_USE_SESSIONS = False
CSRF_FAILURE_VIEW = "heyue.web.errors.csrf"
PASSWORD_RESET_TIMEOUT = 3600
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# ---- the wire ------------------------------------------------------------------------------------------------------

_secure = CONFIG.https
SECURE_SSL_REDIRECT = _secure
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _secure
SESSION_COOKIE_NAME = "__Host-session" if _secure else "heyue-session"
CSRF_COOKIE_NAME = "__Host-csrf" if _secure else "heyue-csrf"
SECURE_HSTS_SECONDS = 365 * 86400 if _secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _secure
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CONFIG.proxies else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
USE_X_FORWARDED_HOST = False
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [
            SELF,
            *([f"{urlsplit(CONFIG.oidc_url).scheme}://{urlsplit(CONFIG.oidc_url).netloc}"] if CONFIG.oidc_url else []),
        ],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
MEDIA_ROOT = HEYUE_FILES
MEDIA_URL = "/never-served/"

# ---- words, time, files --------------------------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "heyue-language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = CONFIG.timezone
USE_TZ = USE_I18N = True
STATIC_URL = "/static/"
STATIC_ROOT = CONFIG.data.resolve() / "static"
STATICFILES_DIRS = [HERE / "static"]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}}
"""各进程共用: used codes of the second factor and counts of attempts must be known to every process."""
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

if CONFIG.email:
    _mail = urlsplit(CONFIG.email)
    EMAIL_HOST, EMAIL_PORT = _mail.hostname, _mail.port or (465 if _mail.scheme == "smtps" else 587)
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
    EMAIL_USE_SSL, EMAIL_USE_TLS = _mail.scheme == "smtps", _mail.scheme == "smtp"
    EMAIL_TIMEOUT = 20
    DEFAULT_FROM_EMAIL = SERVER_EMAIL = parse_qs(_mail.query)["from"][0]
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = CONFIG.data.resolve() / "mail"
    DEFAULT_FROM_EMAIL = SERVER_EMAIL = "heyue@localhost"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "heyue.web.logs.JSONLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django.server": {"level": "WARNING"},
        "axes": {"level": "ERROR"},
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
    },
}
