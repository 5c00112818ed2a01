"""地址, as they are where an OpenID Connect provider is set up."""

from __future__ import annotations

from django.urls import include, path

from heyue.web import urls

urlpatterns = [
    *urls.urlpatterns,
    path("account/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("account/", include("allauth.socialaccount.urls")),
]
handler404, handler500 = urls.handler404, urls.handler500
