"""消息的登记: the app's name and label."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "heyue.apps.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
