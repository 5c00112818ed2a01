"""接口说明里的名字: the description tells shapes by their class's name alone, so two of one name would describe the wrong one."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
from collections import defaultdict

from pydantic import BaseModel

import heyue.apps
from heyue.web.api.building import document


def shapes() -> dict[str, set[str]]:
    """Every shape of the API by its name: the modules that have one of that name."""
    found: dict[str, set[str]] = defaultdict(set)
    for app in pkgutil.iter_modules(heyue.apps.__path__):
        try:
            module = importlib.import_module(f"heyue.apps.{app.name}.api")
        except ModuleNotFoundError:
            continue
        for name, one in inspect.getmembers(module, inspect.isclass):
            if issubclass(one, BaseModel):
                found[name].add(one.__module__)
    return found


def test_no_two_shapes_of_the_interface_have_one_name() -> None:
    assert {name: sorted(modules) for name, modules in shapes().items() if len(modules) > 1} == {}


def test_a_move_of_a_task_and_one_of_a_case_are_described_each_as_it_is() -> None:
    told = json.loads(document())
    body = {
        one["operationId"]: next(iter(one["requestBody"]["content"].values()))["schema"]["$ref"].rpartition("/")[2]
        for methods in told["paths"].values()
        for one in methods.values()
        if one["operationId"] in {"plans_finish", "cases_move"}
    }
    required = {name: set(told["components"]["schemas"][shape]["required"]) for name, shape in body.items()}
    assert required == {"plans_finish": {"version"}, "cases_move": {"version", "move"}}
