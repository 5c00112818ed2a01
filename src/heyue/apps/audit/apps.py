"""操作记录的登记: the app's name and label."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "heyue.apps.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
