"""地址: /notices/…"""

from __future__ import annotations

from django.urls import path

from heyue.apps.notices import views

urlpatterns = [
    path("", views.list_messages, name="list"),
    path("read", views.read, name="read"),
    path("settings", views.settings, name="settings"),
    path("stream", views.stream, name="stream"),
    path("webhooks", views.webhooks, name="webhooks"),
    path("webhooks/new", views.add_webhook, name="add_webhook"),
    path("webhooks/<uuid:key>/", views.webhook, name="webhook"),
    path("webhooks/<uuid:key>/test", views.try_webhook, name="try_webhook"),
    path("webhooks/<uuid:key>/<slug:state>", views.change_webhook, name="change_webhook"),
    path("deliveries/<uuid:key>/repeat", views.repeat_delivery, name="repeat_delivery"),
    path("<uuid:key>/", views.message, name="message"),
]
