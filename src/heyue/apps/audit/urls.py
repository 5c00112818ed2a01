"""地址: /audit/…"""

from django.urls import path

from heyue.apps.audit import views

urlpatterns = [
    path("", views.list_, name="list"),
    path("mine", views.mine, name="mine"),
]
