"""账户的信: every e-mail about an account, in our own words, Chinese first and then English; plain text, no link but to ourselves.

The sign-in library's own letters come here too, by the names it gives them (sign_in.py); one that has no words here is an
error, not a letter in somebody else's words. A letter is sealed and handed to the worker, so that no page waits for a mail
server and no stored task tells a link.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.conf import settings
from django.utils.module_loading import import_string

from heyue.apps.sealed.fields import seal, unseal

TASK = "heyue.apps.accounts.tasks.send"
NOT_YOU = (
    "如果不是你本人，请马上改密码，并告诉本单位管理成员的人。",
    "If this was not you, change your password at once and tell whoever looks after the members of your organisation.",
)
LETTERS: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "reset_link": (
        ("重设和约的登录密码", "Reset your heyue password"),
        (
            "点这个链接重设和约的登录密码，一小时内有效，只能用一次：\n{link}\n如果不是你申请的，不用理会，密码不会变。",
            "Follow this link to reset your heyue password; it works once, within an hour:\n{link}\n"
            "If you did not ask, ignore this; nothing changes.",
        ),
    ),
    "factor_asked": (
        ("有人申请重置你的第二重验证", "Somebody asked to reset your second factor"),
        (
            "有人用你的密码登录，说手机和恢复码都不在了，申请重置第二重验证。要由管理成员的人核实后才会重置。\n"
            + NOT_YOU[0],
            "Somebody signed in with your password, said that both phone and recovery codes are lost, and asked to reset "
            "the second factor. It is reset only after whoever looks after the members has made sure.\n" + NOT_YOU[1],
        ),
    ),
    "factor_reset": (
        ("你的第二重验证已重置", "Your second factor was reset"),
        (
            "你的第二重验证和恢复码都已取消，所有登录都已结束。下次登录后请重新开通：\n{link}\n" + NOT_YOU[0],
            "Your second factor and your recovery codes are gone, and all sessions have ended. Please set it up again after "
            "signing in:\n{link}\n" + NOT_YOU[1],
        ),
    ),
    "account/email/password_changed": (
        ("和约的登录密码已修改", "Your heyue password was changed"),
        (
            "你的登录密码刚才改了，别处的登录都已结束。\n" + NOT_YOU[0],
            "Your password has just been changed, and sessions elsewhere have ended.\n" + NOT_YOU[1],
        ),
    ),
    "mfa/email/totp_activated": (
        ("第二重验证已开通", "The second factor is on"),
        (
            "从现在起，登录要用手机上的验证码。请把恢复码放在手机以外的地方。\n" + NOT_YOU[0],
            "From now on signing in takes a code from your phone. Keep the recovery codes somewhere else than on it.\n"
            + NOT_YOU[1],
        ),
    ),
    "mfa/email/totp_deactivated": (
        ("第二重验证已关闭", "The second factor is off"),
        (
            "你的第二重验证刚才关闭了，别处的登录都已结束。\n" + NOT_YOU[0],
            "Your second factor has just been turned off, and sessions elsewhere have ended.\n" + NOT_YOU[1],
        ),
    ),
    "mfa/email/recovery_codes_generated": (
        ("换了新的恢复码", "There are new recovery codes"),
        ("以前的恢复码都不能用了。\n" + NOT_YOU[0], "The former recovery codes no longer work.\n" + NOT_YOU[1]),
    ),
    "socialaccount/email/account_connected": (
        ("连上了单位账号", "An account of your organisation was linked"),
        (
            "以后可以用单位账号登录和约。\n" + NOT_YOU[0],
            "You can now sign in to heyue with the account of your organisation.\n" + NOT_YOU[1],
        ),
    ),
    "socialaccount/email/account_disconnected": (
        ("断开了单位账号", "An account of your organisation was unlinked"),
        (
            "不能再用那个单位账号登录和约。\n" + NOT_YOU[0],
            "That account no longer signs in to heyue.\n" + NOT_YOU[1],
        ),
    ),
}
"""每封信: name → subject and text, each in both languages."""
NEVER = {
    "account/email/account_already_exists": "nobody signs up through the library",
    "account/email/email_changed": "the library's page of e-mail addresses is not open",
    "account/email/email_confirm": "the library's page of e-mail addresses is not open",
    "account/email/email_confirmation": "a login is not confirmed by e-mail",
    "account/email/email_confirmation_signup": "nobody signs up through the library",
    "account/email/email_deleted": "the library's page of e-mail addresses is not open",
    "account/email/login_code": "nobody signs in by a code in an e-mail",
    "account/email/password_reset": "passwords are reset by our own link",
    "account/email/password_reset_code": "passwords are reset by our own link",
    "account/email/password_reset_key": "passwords are reset by our own link",
    "account/email/password_set": "the library's page for a first password is not open",
    "account/email/unknown_account": "an unknown address is sent nothing",
    "mfa/email/webauthn_added": "no such keys here",
    "mfa/email/webauthn_removed": "no such keys here",
}
"""这些信从不发出: the library's letters that nothing here can cause, each with the reason."""


def written(name: str, values: Mapping[str, str]) -> tuple[str, str]:
    """Subject and text of a letter."""
    subject, text = LETTERS[name]
    end = f"和约 · heyue\n{settings.HEYUE_ORIGIN}\n"
    zh, en = (part.format(**values) for part in text)
    return f"{subject[0]} / {subject[1]}", f"{zh}\n\n{en}\n\n{end}"


def post(name: str, to: str, **values: str) -> None:
    """Hands a letter to the worker; to whoever has no address, nothing. LookupError for a letter that has no words."""
    if name not in LETTERS:
        raise LookupError(f"{name}: no such letter in accounts/letters.py")
    if "@" in to:
        import_string(TASK).enqueue(seal(json.dumps([name, to, values]), "accounts.letter"))


def opened(sealed: str) -> tuple[str, str, dict[str, str]]:
    """What was handed over: the letter's name, whom it is for, and what stands in it."""
    name, to, values = json.loads(unseal(sealed, "accounts.letter"))
    return name, to, values


def address(person: object) -> str:
    """Where letters about the account itself go: the login where it is an address, else the address for notices."""
    login, email = str(getattr(person, "login", "")), str(getattr(person, "email", ""))
    return login if "@" in login else email
