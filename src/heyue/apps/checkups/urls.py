"""体检的地址."""

from __future__ import annotations

from django.urls import path

from heyue.apps.checkups import filling_views, views

urlpatterns = [
    path("", views.list_checkups, name="list"),
    path("new", views.new, name="new"),
    path("template/<str:lang>", views.template, name="template"),
    path("district", views.district, name="district"),
    path("fill", filling_views.fill, name="fill"),
    path("fill/<uuid:key>/", filling_views.people, name="people"),
    path("fill/<uuid:key>/person", filling_views.fill_person, name="add_person"),
    path("fill/<uuid:key>/person/<int:number>", filling_views.fill_person, name="fill_person"),
    path("fill/<uuid:key>/person/<int:number>/drop", filling_views.drop_person, name="drop_person"),
    path("fill/<uuid:key>/submit", filling_views.submit, name="submit"),
    path("shared/<str:token>", views.shared, name="shared"),
    path("shares/<uuid:key>/end", views.unshare, name="unshare"),
    path("<uuid:key>/", views.checkup, name="checkup"),
    path("<uuid:key>/mapping", views.mapping, name="mapping"),
    path("<uuid:key>/findings", views.findings, name="findings"),
    path("<uuid:key>/compare", views.compare, name="compare"),
    path("<uuid:key>/again", views.again, name="again"),
    path("<uuid:key>/plan", views.plan, name="plan"),
    path("<uuid:key>/download/<str:form>", views.download, name="download"),
    path("<uuid:key>/share", views.share, name="share"),
    path("<uuid:key>/remove", views.remove, name="remove"),
    path("<uuid:key>/published", views.published, name="published"),
]
