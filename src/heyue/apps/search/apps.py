"""查找的登记: the app's name and label."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "heyue.apps.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"
