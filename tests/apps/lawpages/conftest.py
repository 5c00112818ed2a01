"""What the law-page tests share: a browser without anything, and the words of a page."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.test.client import Client as Browser


@pytest.fixture
def visitor(db: Any) -> Browser:
    """Somebody who never signed in."""
    return Client()


@pytest.fixture
def words() -> Callable[[Any], str]:
    """The text of a page as it is read: without markup, with single spaces."""

    def read(response: Any) -> str:
        text = re.sub(r"<(script|style)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())

    return read
