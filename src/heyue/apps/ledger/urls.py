"""台账的地址."""

from __future__ import annotations

from django.urls import path

from heyue.apps.ledger import views

urlpatterns = [
    path("", views.company, name="company"),
    path("people/", views.people, name="people"),
    path("people/<uuid:key>/", views.person, name="person"),
    path("people/<uuid:key>/identity", views.identity, name="identity"),
    path("people/<uuid:key>/hold", views.hold, name="hold"),
    path("people/<uuid:key>/release", views.release, name="release"),
    path("people/<uuid:key>/restrict", views.restrict, name="restrict"),
    path("contracts/", views.contracts, name="contracts"),
    path("tables/<slug:name>/", views.table, name="table"),
    path("tables/<slug:name>/add", views.add, name="add"),
    path("records/<uuid:key>/", views.record, name="record"),
    path("records/<uuid:key>/correct", views.correct, name="correct"),
    path("records/<uuid:key>/strike", views.strike, name="strike"),
    path("proposals/<uuid:key>/", views.proposal, name="proposal"),
    path("proposals/<uuid:key>/take-over", views.take_over, name="take_over"),
    path("proposals/<uuid:key>/discard", views.discard, name="discard"),
    path("dates/", views.dates, name="dates"),
    path("dates/settings", views.settings, name="settings"),
    path("dates/<uuid:key>/handle", views.handle, name="handle"),
    path("dates/<uuid:key>/unhandle", views.unhandle, name="unhandle"),
    path("feeds/", views.feeds, name="feeds"),
    path("feeds/<uuid:key>/end", views.end_feed, name="end_feed"),
    path("feed/<str:token>.ics", views.feed, name="feed"),
    path("services/", views.services, name="services"),
    path("services/enter", views.enter_service, name="enter_service"),
    path("services/<uuid:key>/withdraw", views.withdraw_service, name="withdraw_service"),
]
