"""调用示例: examples.yaml, put into the OpenAPI document and called by the tests, so that what is shown is what works."""

from __future__ import annotations

import functools
import re
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

_STANDS_FOR = re.compile(r"<(version of )?([a-z ]+)>")
_SAMPLES = uuid.UUID("6f1c1a52-6d0b-4c53-9d6f-2f6a5c0e7a10")
PATHS = {
    "rule": "severance",
    "code": "440105",
    "form": "xlsx",
    "number": 1,
    "statute": "labour_contract_law",
    "article": "47",
}
PATHS |= {"figure": "minimum_wage.monthly"}
"""地址里的部分: what stands in an address besides ids."""


@functools.cache
def examples() -> Mapping[str, Mapping[str, Any]]:
    """operation → query, form or body."""
    text = Path(__file__).with_name("examples.yaml").read_text("utf-8")
    found: dict[str, dict[str, Any]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return found


def filled(value: Any, of: Callable[[bool, str], Any]) -> Any:
    """The example with what stands for ids and versions put in: `of(True, "task")` is the version of a task."""
    match value:
        case str() if found := _STANDS_FOR.fullmatch(value):
            return of(found[1] is not None, found[2])
        case dict():
            return {name: filled(inner, of) for name, inner in value.items()}
        case list():
            return [filled(inner, of) for inner in value]
    return value


def shown(value: Any) -> Any:
    """As the document shows it: ids and versions of nothing in particular."""
    return filled(value, lambda version, kind: 0 if version else str(uuid.uuid5(_SAMPLES, kind)))


def put_in(told: dict[str, Any]) -> None:
    """Adds the examples to the parameters and bodies of the OpenAPI document."""
    for methods in told["paths"].values():
        for operation in methods.values():
            one = examples().get(operation["operationId"], {})
            asked = {**PATHS, "key": "<thing>", **one.get("query", {})}
            for parameter in operation.get("parameters", ()):
                if parameter["name"] in asked:
                    parameter["example"] = shown(asked[parameter["name"]])
            for kind in operation.get("requestBody", {}).get("content", {}).values():
                kind["example"] = shown(one.get("body") or one.get("form") or {})
