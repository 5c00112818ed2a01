"""台账的登记: the app, and its column in the list of clients."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "heyue.apps.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from heyue.apps.accounts import columns  # noqa: PLC0415 - models exist only once all apps are loaded
        from heyue.apps.deeds.both import both  # noqa: PLC0415
        from heyue.apps.ledger import taken  # noqa: PLC0415
        from heyue.apps.ledger.deadlines import next_days  # noqa: PLC0415
        from heyue.apps.notices import stream  # noqa: PLC0415

        columns.offer(
            columns.Column("ledger_next", both("下一个期限", "Next deadline"), frozenset({"clients"}), next_days)
        )
        stream.progress_of("ledger", taken.moved)
