"""账号的登记: the app, what it hears of sign-ins, and the names it gives to the record of deeds."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "heyue.apps.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from allauth.account import signals as account  # noqa: PLC0415 - models exist only once all apps are loaded
        from allauth.mfa import signals as mfa  # noqa: PLC0415

        from heyue.apps.accounts import naming, sign_in  # noqa: PLC0415
        from heyue.apps.audit import names  # noqa: PLC0415

        account.user_logged_in.connect(sign_in.signed_in, dispatch_uid="heyue.signed_in")
        account.password_changed.connect(sign_in.password_changed, dispatch_uid="heyue.password_changed")
        mfa.authenticator_added.connect(sign_in.factor_added, dispatch_uid="heyue.factor_added")
        mfa.authenticator_removed.connect(sign_in.factor_removed, dispatch_uid="heyue.factor_removed")
        names.offer("person", naming.people)
        names.offer("organisation", naming.organisations)
        names.offer("mandate", naming.mandates)
