"""查找的表: which sealed text of which thing, and the keyed marks of its pairs of characters."""

from __future__ import annotations

import uuid

from django.db import models


class Text(models.Model):
    """一段加密的文字: `kind` and `subject` say whose it is; what it says stands only with that thing, sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=32)
    subject = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "subject"], name="search_text_once")]


class Mark(models.Model):
    """一个标记: the keyed digest of one pair of neighbouring characters that the text has."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="marks")
    mark = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["mark", "text"], name="search_mark_word")]
