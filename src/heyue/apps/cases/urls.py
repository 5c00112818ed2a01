"""地址: /cases/…"""

from __future__ import annotations

from django.urls import path

from heyue.apps.cases import views

urlpatterns = [
    path("", views.list_cases, name="list"),
    path("new", views.choose, name="choose"),
    path("new/<slug:name>", views.open_case, name="open_case"),
    path("<uuid:key>/", views.case, name="case"),
    path("<uuid:key>/move/<slug:name>", views.move, name="move"),
    path("<uuid:key>/comment", views.comment, name="comment"),
    path("<uuid:key>/assign", views.assign, name="assign"),
]
