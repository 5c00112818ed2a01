"""整改的登记: the app, and its tasks as what evidence may be attached to."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "heyue.apps.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from heyue.apps.cases import outcomes  # noqa: PLC0415 - models exist only once all apps are loaded
        from heyue.apps.evidence import subjects  # noqa: PLC0415
        from heyue.apps.plans import access, operations  # noqa: PLC0415

        subjects.register("plans.task", access.evidence)
        outcomes.register("finding_dispute", operations.answered)
