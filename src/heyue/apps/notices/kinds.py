"""消息种类: each app's notices.yaml names the kinds of messages it sends, in both languages.

"cases.moved":
  zh: "服务事项有进展"
  en: "progress of a case"
  mail: true              # e-mail unless the person turned it off; default false
  always: true            # cannot be turned off on the page of messages; default false
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

import yaml

from heyue.apps.audit.verbs import verbs

APPS = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Kind:
    """一种消息."""

    name: str
    zh: str
    en: str
    mail: bool
    always: bool

    @property
    def words(self) -> tuple[str, str]:
        return self.zh, self.en


@functools.cache
def kinds() -> dict[str, Kind]:
    """All kinds by name; a fault in a file is a ValueError that names the kind."""
    found: dict[str, Kind] = {}
    for path in sorted(APPS.glob("*/notices.yaml")):
        for name, entry in (yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader) or {}).items():
            if not name.startswith(f"{path.parent.name}."):
                raise ValueError(f"{path}: {name} does not begin with its app's name")
            strange = sorted(set(entry) - {"zh", "en", "mail", "always"})
            if strange or not entry.get("zh") or not entry.get("en"):
                raise ValueError(f"{path}: {name} has no words in both languages, or strange entries {strange}")
            found[name] = Kind(
                name, entry["zh"], entry["en"], bool(entry.get("mail", False)), bool(entry.get("always", False))
            )
    return found


def kind(name: str) -> Kind:
    try:
        return kinds()[name]
    except KeyError:
        raise LookupError(f"{name}: no such kind of message in apps/{name.partition('.')[0]}/notices.yaml") from None


def listenable() -> list[str]:
    """The verbs an endpoint may ask for: changes, not looks, and not those of this app."""
    return sorted(name for name, one in verbs().items() if not one.read and not name.startswith("notices."))


def deed_words(name: str) -> tuple[str, str]:
    """What a verb says without its values: the sentence up to the first of them."""
    one = verbs()[name]
    return _bare(one.zh) or name, _bare(one.en) or name


def _bare(text: str) -> str:
    for sign in ("{", "（", "("):
        text = text.partition(sign)[0]
    return text.strip(" ，,：:")
