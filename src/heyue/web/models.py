"""接口的表: calls made under an Idempotency-Key, with their answers, for a day."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from heyue.apps.sealed import SealedText


class Call(models.Model):
    """一次带键的调用: the same key of the same caller is answered once; `request` tells a repetition from another request.

    Written in the transaction of the deed, so that what was not done leaves no answer behind. The answer is sealed; what is older
    than a day is removed with the next call that bears a key.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.UUIDField()
    organisation = models.UUIDField()
    key = models.CharField(max_length=128)
    request = models.CharField(max_length=64)
    """SHA-256 over method, address and content."""
    status = models.SmallIntegerField(default=0)
    answer = SealedText(null=True)
    made = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "organisation", "key"], name="web_call_once")
        ]
        indexes: ClassVar = [models.Index(fields=["made"], name="web_call_made")]
