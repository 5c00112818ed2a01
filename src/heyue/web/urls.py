"""地址: /<app>/… as in apps/<app>/urls.py; /account/… is the sign-in library's, page by page."""

from __future__ import annotations

import importlib
import importlib.util

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.usersessions import views as sessions
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from heyue.apps.accounts.sign_in import CodeView
from heyue.web import finding, metrics, pages
from heyue.web.api import building

SIGN_IN: list[URLPattern | URLResolver] = [
    path("login", account.login, name="account_login"),
    path("logout", account.logout, name="account_logout"),
    path("password", account.password_change, name="account_change_password"),
    path("inactive", account.account_inactive, name="account_inactive"),
    path("confirm", account.reauthenticate, name="account_reauthenticate"),
    path("second-factor", mfa.index, name="mfa_index"),
    path("second-factor/code", CodeView.as_view(), name="mfa_authenticate"),
    path("second-factor/confirm", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("second-factor/app", totp.activate_totp, name="mfa_activate_totp"),
    path("second-factor/app/remove", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-factor/recovery-codes", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second-factor/recovery-codes/new", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("second-factor/recovery-codes/download", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("sessions", sessions.list_usersessions, name="usersessions_list"),
]
if settings.SOCIALACCOUNT_PROVIDERS:
    SIGN_IN += [
        path("", include("allauth.socialaccount.providers.openid_connect.urls")),
        path("", include("allauth.socialaccount.urls")),
    ]

APPS = ("accounts", "checkups", "plans", "ledger", "evidence", "cases", "notices", "audit")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.home, name="home"),
    path("find", finding.find, name="find"),
    path("language", set_language, name="set_language"),
    path("account/", include(SIGN_IN)),
    path("healthz", pages.healthz, name="healthz"),
    path("readyz", pages.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
]
if settings.HEYUE_DEMO:
    from heyue.web import demo_pages, showcase

    urlpatterns += [
        path("demo/enter", demo_pages.enter, name="demo_enter"),
        path("design", showcase.design, name="design"),
        path("design/ask", showcase.ask, name="design_ask"),
        path("design/<slug:page>", showcase.design, name="design_page"),
    ]
for app in APPS:
    if importlib.util.find_spec(f"heyue.apps.{app}") and importlib.util.find_spec(f"heyue.apps.{app}.urls"):
        urlpatterns.append(path(f"{app}/", include((f"heyue.apps.{app}.urls", app), namespace=app)))
urlpatterns.append(path("law/", include(("heyue.apps.lawpages.urls", "law"), namespace="law")))
urlpatterns.append(path("api/v1/", building.addresses()))

handler404 = "heyue.web.errors.absent"
handler500 = "heyue.web.errors.broken"
