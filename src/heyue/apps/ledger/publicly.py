"""公共服务: what the law has the authorities offer everywhere, and the words of each kind; the places themselves officers enter."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

import heyue.catalog

FILE = Path(heyue.catalog.__file__).with_name("public_services.yaml")


@dataclass(frozen=True, slots=True)
class National:
    """全国都有的: what may be asked for, of whom, and the article that says so."""

    kind: str
    title: tuple[str, str]
    body: tuple[str, str]
    article: tuple[str, str]
    law: str
    number: str
    version: str
    says: str
    """条文里的原词: a few words of the article by which a test finds it again."""


@functools.cache
def _raw() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(FILE.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return loaded


KINDS: dict[str, tuple[str, str]] = {name: (entry["zh"], entry["en"]) for name, entry in _raw()["kinds"].items()}


@functools.cache
def national() -> tuple[National, ...]:
    """The entries of the file; one without an article or of an unknown kind is a ValueError."""
    found = []
    for entry in _raw()["national"]:
        if entry["kind"] not in KINDS or not entry.get("article"):
            raise ValueError(f"{FILE.name}: {entry.get('zh')}: unknown kind, or no article")
        law, number = entry["law"], entry["article"]
        found.append(
            National(
                kind=entry["kind"],
                title=(entry["zh"], entry["en"]),
                body=(entry["body_zh"], entry["body_en"]),
                article=(f"{law}第{number}条", f"{entry['law_en']}, art. {number}"),
                law=law,
                number=number,
                version=entry["version"],
                says=entry["says"],
            )
        )
    return tuple(found)
