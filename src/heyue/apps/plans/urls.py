"""整改的地址."""

from __future__ import annotations

from django.urls import path

from heyue.apps.plans import views

urlpatterns = [
    path("", views.list_plans, name="list"),
    path("<uuid:key>/", views.plan, name="plan"),
    path("<uuid:key>/print", views.print_plan, name="print"),
    path("tasks/<uuid:key>/", views.task, name="task"),
    path("tasks/<uuid:key>/finish", views.finish, name="finish"),
    path("tasks/<uuid:key>/set-aside", views.set_aside, name="set_aside"),
    path("tasks/<uuid:key>/dispute", views.dispute, name="dispute"),
    path("tasks/<uuid:key>/reopen", views.reopen, name="reopen"),
    path("tasks/<uuid:key>/assign", views.assign, name="assign"),
]
