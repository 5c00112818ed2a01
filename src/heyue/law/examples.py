"""规则的例子: the worked examples beside each rule, read and compared with what the rule answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from heyue.law.question import BadQuestion, ask
from heyue.law.registry import FOLDER

KINDS = ("typical", "boundary", "missing", "before")
_DEFAULT_DAY = date(2026, 10, 31)


@dataclass(frozen=True, slots=True)
class Example:
    """一个例子: a question and the answer the statute or a published source gives."""

    rule: str
    data: dict[str, Any]

    @property
    def name(self) -> str:
        return f"{self.rule}: {self.data.get('name', '?')}"


def path_of(rule_id: str) -> Path:
    subject, _, name = rule_id.partition(".")
    return FOLDER / subject / f"{name or subject}.yaml"


def examples(rule_id: str) -> list[Example]:
    """The rule's examples; an absent file gives none."""
    path = path_of(rule_id)
    if not path.exists():
        return []
    raw = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader) or {}
    return [Example(rule_id, entry) for entry in raw.get("examples", [])]


def disagreements(example: Example) -> list[str]:
    """What the rule answers otherwise than the example says; empty when they agree."""
    data = example.data
    day = date.fromisoformat(data["date"]) if "date" in data else _DEFAULT_DAY
    try:
        outcome = ask(
            example.rule,
            data.get("facts") or {},
            place=str(data.get("place", "")),
            day=day,
            figure_values=data.get("figures") or {},
        )
    except BadQuestion as refused:
        wanted = data.get("error")
        return [] if wanted and str(wanted) in str(refused) else [f"refused: {refused}"]
    answer = outcome.as_json()
    found = []
    if "error" in data:
        found.append(f"expected to be refused ({data['error']}), answered {answer['value']}")
        return found
    found += _differs("value", data.get("value"), answer["value"])
    if "missing" in data:
        found += _differs("missing", sorted(data["missing"]), sorted(answer["missing"]))
    steps = {step["name"]: step["value"] for step in answer["steps"]}
    for name, value in (data.get("steps") or {}).items():
        found += _differs(f"step {name}", value, steps.get(name))
    if "exposure" in data:
        found += _differs("exposure", data["exposure"], answer["exposure"]["amount"])
    if "max" in data:
        found += _differs("max", data["max"], answer["exposure"].get("max"))
    if "due" in data:
        found += _differs("due", data["due"], answer["due"])
    return found


def _differs(what: str, wanted: Any, got: Any) -> list[str]:
    same = wanted == got or (wanted is not None and got is not None and _plain(wanted) == _plain(got))
    return [] if same else [f"{what}: the source says {wanted!r}, the rule {got!r}"]


def _plain(value: Any) -> Any:
    if isinstance(value, list | bool):
        return value
    text = str(value)
    try:
        return float(text)
    except ValueError:
        return text
