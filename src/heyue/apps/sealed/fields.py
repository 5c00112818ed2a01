"""加密字段: AES-256-GCM with the key's id in front; table, column and row are bound in, so a value cannot be moved elsewhere.

Stored form: `1|<key id>|<base64url nonce+ciphertext>`. A model with such a field must have its primary key when it is saved
(ours are UUIDs drawn at construction).
"""

from __future__ import annotations

import base64
import functools
import json
import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models

from heyue.apps.sealed.keys import keys


class Unreadable(ValueError):
    """打不开: the stored value was altered or moved, or its key is gone."""


@functools.lru_cache(maxsize=16)
def cipher(key: bytes) -> AESGCM:
    """One cipher a key: its schedule is worked out once, not for every value."""
    return AESGCM(key)


def seal(plain: str, context: str) -> str:
    """`plain` sealed for one place; opens only with the same context."""
    name, key = keys().newest
    nonce = secrets.token_bytes(12)
    body = cipher(key).encrypt(nonce, plain.encode(), context.encode())
    return f"1|{name}|{base64.urlsafe_b64encode(nonce + body).decode()}"


def unseal(stored: str, context: str) -> str:
    """What was sealed there; Unreadable where it was changed, moved or its key is not at hand."""
    version, _, rest = stored.partition("|")
    name, _, body = rest.partition("|")
    key = keys().field.get(name)
    if version != "1" or key is None:
        raise Unreadable(f"sealed with key {name!r}, which is not here")
    try:
        raw = base64.urlsafe_b64decode(body)
        return cipher(key).decrypt(raw[:12], raw[12:], context.encode()).decode()
    except (ValueError, InvalidTag) as error:
        raise Unreadable(f"{context}: altered or moved") from error


class _Sealed:
    """取值: opens the stored form when it is first read; holds what was set until it is saved."""

    def __init__(self, field: SealedText) -> None:
        self.field = field

    def __get__(self, row: models.Model | None, owner: type | None = None) -> Any:
        if row is None:
            return self
        name = self.field.attname
        value = row.__dict__.get(name)
        if isinstance(value, Stored):
            value = row.__dict__[name] = self.field.from_text(unseal(value, self.field.context(row)))
        return value

    def __set__(self, row: models.Model, value: Any) -> None:
        row.__dict__[self.field.attname] = value


class Stored(str):
    """还没打开的值: as it came from the database."""

    __slots__ = ()


class SealedText(models.TextField):  # type: ignore[type-arg]
    """加密文本: str in Python, sealed in the database. Not searchable; store a `digest` beside it for that."""

    # Django's signature
    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:  # noqa: FBT001, FBT002
        super().contribute_to_class(cls, name, private_only)
        if not cls._meta.abstract:
            setattr(cls, name, _Sealed(self))

    def context(self, row: models.Model) -> str:
        return f"{self.model._meta.db_table}.{self.column}/{row.pk}"

    def to_text(self, value: Any) -> str:
        return str(value)

    def from_text(self, text: str) -> Any:
        return text

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        return None if value is None or value == "" else Stored(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001 - Django's signature
        value = model_instance.__dict__.get(self.attname)
        if value is None or isinstance(value, Stored):
            return value
        if model_instance.pk is None:
            raise ValueError(f"{self.model.__name__}.{self.name}: a sealed value needs its row's key first")
        return Stored(seal(self.to_text(value), self.context(model_instance)))

    def get_prep_value(self, value: Any) -> Any:
        if value is None or isinstance(value, Stored):
            return None if value is None else str(value)
        raise TypeError(f"{self.name} is sealed: it cannot be compared or updated in bulk; use its digest")

    def value_to_string(self, obj: models.Model) -> str:
        raise TypeError(f"{self.name} is sealed: it is not serialised")


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


class SealedJSON(SealedText):
    """加密 JSON: any JSON value in Python, sealed in the database."""

    def to_text(self, value: Any) -> str:
        return _JSON(value)

    def from_text(self, text: str) -> Any:
        return json.loads(text)
