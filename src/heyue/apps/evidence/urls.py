"""地址: /evidence/…"""

from __future__ import annotations

from django.urls import path

from heyue.apps.evidence import views

urlpatterns = [
    path("new/<str:kind>/<uuid:key>", views.add, name="add"),
    path("<uuid:key>/", views.attachment, name="attachment"),
    path("<uuid:key>/replace", views.replace, name="replace"),
    path("<uuid:key>/remove", views.remove, name="remove"),
    path("<uuid:key>/restore", views.restore, name="restore"),
    path("versions/<uuid:key>", views.download, name="download"),
]
