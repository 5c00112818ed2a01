"""体检的登记: the app, its column in the lists of clients, and the progress it reports."""

from django.apps import AppConfig


class CheckupsConfig(AppConfig):
    name = "heyue.apps.checkups"
    label = "checkups"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from heyue.apps.accounts import columns  # noqa: PLC0415 - models exist only once all apps are loaded
        from heyue.apps.checkups import queries  # noqa: PLC0415
        from heyue.apps.deeds.both import both  # noqa: PLC0415
        from heyue.apps.notices import stream  # noqa: PLC0415

        words = both("最近体检", "Last check-up")
        columns.offer(columns.Column("last_checkup", words, frozenset({"clients", "district"}), queries.last_checkups))
        stream.progress_of("checkups", queries.moved)
