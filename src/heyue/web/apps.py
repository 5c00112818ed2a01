"""网站的登记: the app, its checks, and Django's words for an empty field in both languages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "heyue.web"
    label = "web"

    def ready(self) -> None:
        from django.forms import Field

        from heyue.apps.deeds.both import both
        from heyue.web import checks  # noqa: F401 - registers itself

        Field.default_error_messages["required"] = both("请填写这一项", "Please fill this in")
