"""行为的名称: each app's verbs.yaml gives every verb its sentence in both languages, what it keeps, and what is personal in it.

"checkups.started":
  zh: "开始了体检（{files} 个文件）"
  en: "started a check-up ({files} files)"
  keeps: [files]          # identifiers, counts, states: stays in the event
  personal: [name]        # sealed beside the event; erased with the person
  read: true              # a look at something sensitive, not a change
"""

from __future__ import annotations

import functools
import string
from dataclasses import dataclass
from pathlib import Path

import yaml

APPS = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Verb:
    name: str
    zh: str
    en: str
    keeps: frozenset[str]
    personal: frozenset[str]
    read: bool = False

    def sentence(self, values: dict[str, object], lang: str) -> str:
        """The sentence with its values; a value that was erased reads 已删除 / erased."""
        gone = "已删除" if lang == "zh" else "erased"
        text = self.zh if lang == "zh" else self.en
        names = [name for _, name, _, _ in string.Formatter().parse(text) if name]
        return text.format(**{name: values.get(name, gone) for name in names})


@functools.cache
def verbs() -> dict[str, Verb]:
    """All verbs by name; a fault in a file is a ValueError that names the verb."""
    found: dict[str, Verb] = {}
    for path in sorted(APPS.glob("*/verbs.yaml")):
        for name, entry in (yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader) or {}).items():
            if not name.startswith(f"{path.parent.name}."):
                raise ValueError(f"{path}: {name} does not begin with its app's name")
            verb = Verb(
                name=name,
                zh=entry["zh"],
                en=entry["en"],
                keeps=frozenset(entry.get("keeps", ())),
                personal=frozenset(entry.get("personal", ())),
                read=bool(entry.get("read", False)),
            )
            for text in (verb.zh, verb.en):
                asked = {field for _, field, _, _ in string.Formatter().parse(text) if field}
                if asked - verb.keeps - verb.personal:
                    raise ValueError(
                        f"{path}: {name} speaks of {sorted(asked - verb.keeps - verb.personal)}, which it does not keep"
                    )
            found[name] = verb
    return found


def verb(name: str) -> Verb:
    try:
        return verbs()[name]
    except KeyError:
        raise LookupError(f"{name}: no sentence for it in apps/{name.partition('.')[0]}/verbs.yaml") from None
