"""主菜单: every page belongs to one entry, and the menu says which."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

CURRENT = re.compile(r'<a href="([^"]+)" aria-current="(page|true)"')


def marked(client, address: str) -> list[tuple[str, str]]:
    text = client.get(address).content.decode()
    nav = text[text.index('<nav id="rail"') :]
    return CURRENT.findall(nav[: nav.index("</nav>")])


@pytest.mark.parametrize(
    ("who", "address", "entry", "how"),
    [
        ("owner", "/", "/", "page"),
        ("owner", "/checkups/", "/checkups/", "page"),
        ("owner", "/checkups/new", "/checkups/", "true"),
        ("owner", "/ledger/people/", "/ledger/people/", "page"),
        ("owner", "/ledger/contracts/", "/ledger/people/", "true"),
        ("owner", "/ledger/feeds/", "/ledger/dates/", "true"),
        ("owner", "/ledger/dates/settings", "/ledger/dates/", "true"),
        ("owner", "/accounts/mandates/new", "/accounts/mandates", "true"),
        ("owner", "/law/rules/severance", "/law/", "true"),
        (None, "/law/statutes/", "/law/", "true"),
    ],
)
def test_a_page_marks_the_entry_it_belongs_to(district, who, address, entry, how):
    assert marked(district.client(who), address) == [(entry, how)]


def test_a_page_of_no_entry_marks_none(district):
    assert marked(district.client("owner"), reverse("accounts:me")) == []
