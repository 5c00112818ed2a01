"""账户的建立: part of signing up and of taking an invitation, never a deed of its own."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from heyue.apps.accounts.models import Person
from heyue.apps.accounts.operations.rights import NOTICE
from heyue.apps.audit.operation import Deed
from heyue.apps.deeds import Conflict

LOGIN_TAKEN = (
    "这个手机号或邮箱已经有账户，请直接登录",
    "this mobile number or e-mail address already has an account; please sign in",
)


def new_person(deed: Deed, *, name: str, login: str, password: str | None) -> Person:
    """An account with the version of the notice that was shown; Conflict where the login is taken. Part of an operation."""
    person = Person(
        login=login,
        name=name,
        email=login if "@" in login else "",
        language=deed.lang,
        joined=deed.now,
        notice_version=NOTICE,
    )
    person.set_password(password)
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict(LOGIN_TAKEN) from error
    return person
