"""出处: where a published value comes from, from when, and how sure it is, for the page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from heyue.apps.deeds.both import both
from heyue.law.divisions import full_name
from heyue.law.place_files import Value
from heyue.law.places import name as place_name

STATUS = {
    "verified": both("已核对通知原文或一致的公开副本", "read in the notice or in agreeing public copies"),
    "official-url": both("公开记录，注明了官方网页", "from a public record that cites the official page"),
    "cited": both("官方网页引用的文号", "a document cited by an official page"),
    "derived": both("由公布的数推算", "computed from a published number"),
    "secondary": both("转载资料，不是官方网页", "from a public source other than the official page"),
    "bounded": both("只知道大致范围，请向当地核实", "known only within bounds; please confirm locally"),
    "UNVERIFIED": both("没有核实，请向当地确认", "not confirmed; please check locally"),
    "announced": both("已宣布调整，数值还不知道", "a change is announced, its amount is not known"),
}


def value_of(value: Value, lang: str) -> dict[str, Any]:
    """Where a published value comes from, for the page."""
    return {
        "from": value.from_,
        "until": value.until,
        "place": place_name(value.place, "en") or full_name(value.place) if lang == "en" else full_name(value.place),
        "place_code": value.place,
        "tier": value.tier,
        "document": value.document,
        "sources": [source(one) for one in value.source],
        "status": str(STATUS[value.status]),
        "firm": value.firm,
        "checked": value.checked,
        "note": value.note if lang == "zh" else value.note_en,
    }


def source(text: str) -> dict[str, str]:
    """A source as the page shows it: the site's name as a link, or the words as they are."""
    host = urlsplit(text).hostname if text.startswith(("https://", "http://")) else None
    return {"text": text} if host is None else {"text": host.removeprefix("www."), "address": text}
