"""证明材料的登记: the app's name and label."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "heyue.apps.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from heyue.apps.cases import proofs  # noqa: PLC0415 - models exist only once all apps are loaded
        from heyue.apps.evidence import queries, subjects  # noqa: PLC0415

        subjects.register(proofs.SUBJECT, subjects.of_case)
        proofs.offer(queries.pieces)
