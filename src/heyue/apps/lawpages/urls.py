"""法律页面的地址: /law/…, open to everyone."""

from django.urls import path

from heyue.apps.lawpages import views

urlpatterns = [
    path("", views.home, name="home"),
    path("search", views.search, name="search"),
    path("rules/<str:rule_id>", views.rule, name="rule"),
    path("statutes/", views.statutes, name="statutes"),
    path("statutes/<slug:slug>", views.statute, name="statute"),
    path("articles/<slug:slug>/<slug:number>", views.article, name="article"),
    path("places/", views.places, name="places"),
    path("places/names", views.find_place, name="find_place"),
    path("places/<slug:code>", views.place, name="place"),
    path("figures/<str:name>", views.figure, name="figure"),
    path("language/<slug:code>", views.language, name="language"),
]
