"""登录的规矩: what the sign-in library is told about our accounts, and what is noted when it acts.

Named in the settings: ACCOUNT_ADAPTER, MFA_ADAPTER, SOCIALACCOUNT_ADAPTER, AXES_USERNAME_CALLABLE. The receivers are joined
in apps.py.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from heyue.apps.accounts import access, letters, operations
from heyue.apps.accounts.logins import normal
from heyue.apps.accounts.models import Person
from heyue.apps.deeds import Actor, NotFound
from heyue.apps.deeds.both import both
from heyue.apps.sealed.fields import seal, unseal

METHODS = "account_authentication_methods"
INVITATION = "invitation"
"""会话里的邀请: the token of a link that was opened, so that signing in elsewhere can come back to it."""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """账户: no sign-up through the library (ours is /accounts/sign-up), faults in both languages."""

    error_messages = {  # noqa: RUF012 - the library's attribute
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": both(
            "手机号、邮箱或密码不对", "This mobile number, e-mail address or password is not right"
        ),
        "too_many_login_attempts": both(
            "试错次数太多，请过几分钟再试", "Too many attempts; please try again in a few minutes"
        ),
        "account_inactive": both("这个账户已停用", "This account is shut"),
        "enter_current_password": both("现在的密码不对", "This is not the present password"),
        "incorrect_password": both("密码不对", "The password is not right"),
        "incorrect_code": both(
            "验证码不对或已用过，请用下一个", "The code is not right or was used; please take the next one"
        ),
        "rate_limited": both("试得太快，请过几分钟再试", "Too many attempts; please try again in a few minutes"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In our own words, by the worker; a letter of the library that has none here is an error."""
        letters.post(template_prefix, email)

    def send_notification_mail(
        self, template_prefix: str, user: Person, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tells a person what was done to his account, wherever he is reached."""
        letters.post(template_prefix, email or letters.address(user))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:me")


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """第二重验证: the secret behind the codes is stored sealed."""

    error_messages = {  # noqa: RUF012 - the library's attribute
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": both(
            "验证码不对或已用过，请用下一个", "The code is not right or was used; please take the next one"
        ),
    }

    def encrypt(self, text: str) -> str:
        return seal(text, "mfa")

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, "mfa")


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """单位账号登录: an identity not seen before gets an account only by taking an invitation that was opened in this session."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        try:
            invitation = access.invitation_of(request.session.get(INVITATION, ""))
        except NotFound:
            return False
        now = request.actor.now  # type: ignore[attr-defined]
        return invitation.taken is None and invitation.withdrawn is None and invitation.until > now

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Person:
        """Named by what the provider says; its e-mail address is not taken over.

        Otherwise somebody could sign in by an address he only claims.
        """
        person: Person = sociallogin.user
        account = sociallogin.account
        person.login = f"{account.provider}:{account.uid}".lower()[:254]
        person.name = str(data.get("name") or data.get("username") or "—")[:60]
        person.email = ""
        sociallogin.email_addresses = []
        return person

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Person:
        """The account, its link to the provider and the membership of the invitation: all or nothing."""
        actor: Actor = request.actor  # type: ignore[attr-defined]
        person: Person = sociallogin.user
        person.joined, person.notice_version = actor.now, operations.NOTICE
        person.set_unusable_password()
        with transaction.atomic():
            sociallogin.save(request)
            operations.take_invitation(
                replace(actor, person=person.id),
                access.invitation_of(request.session.pop(INVITATION, "")),
                person=person,
            )
        return person


class CodeView(AuthenticateView):  # type: ignore[misc]
    """验证码页: the library's, which takes a post without any code for another kind of factor; here it is an empty code."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and "code" not in request.POST:
            request.POST = request.POST.copy()  # type: ignore[assignment]
            request.POST["code"] = ""  # type: ignore[index]
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer


def axes_name(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str | None:
    """Under which name failed attempts are counted: the login evened out, whatever way it was typed."""
    given = (credentials or {}).get("username") or (credentials or {}).get("login")
    if given is None and request is not None:
        given = request.POST.get("login")
    return normal(given) if given else None


# ---- what is noted -------------------------------------------------------------------------------------------------


def signed_in(request: HttpRequest, user: Person, **kwargs: Any) -> None:
    operations.note_sign_in(_as(request, user), user)


def password_changed(request: HttpRequest, user: Person, **kwargs: Any) -> None:
    end_sessions(user, but=request.session.session_key)
    operations.note_password_changed(_as(request, user), user)


def factor_added(request: HttpRequest, user: Person, authenticator: Authenticator, **kwargs: Any) -> None:
    """The code that turned it on was a proof of possession: this session counts as opened with it."""
    if authenticator.type == Authenticator.Type.TOTP:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
        operations.note_factor_added(_as(request, user), user)


def factor_removed(request: HttpRequest, user: Person, authenticator: Authenticator, **kwargs: Any) -> None:
    """Neither this session nor any other goes on as if the factor were still there."""
    if authenticator.type == Authenticator.Type.TOTP:
        request.session[METHODS] = [one for one in request.session.get(METHODS, []) if one.get("method") != "mfa"]
        end_sessions(user, but=request.session.session_key)
        operations.note_factor_removed(_as(request, user), user)


def end_sessions(person: Person, *, but: str | None = None) -> None:
    """Ends all sessions of a person but one."""
    for session in UserSession.objects.filter(user=person).exclude(session_key=but or ""):
        session.end()


def _as(request: HttpRequest, person: Person) -> Actor:
    return replace(request.actor, person=person.id)  # type: ignore[attr-defined]
