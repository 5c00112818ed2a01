"""服务事项的登记: the app's name and label."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "heyue.apps.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"
