"""服务事项的登记: the app, and the hold that an open case puts on its organisations' records."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "heyue.apps.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from heyue.apps.cases import parties  # noqa: PLC0415 - models exist only once all apps are loaded
        from heyue.apps.deeds import holds  # noqa: PLC0415

        holds.register("cases", parties.with_open_cases)
