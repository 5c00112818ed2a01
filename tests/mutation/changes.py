"""改动: every small change to a module that its tests ought to notice, each as a tree ready to compile.

A change swaps one operator, turns one comparison, moves one whole number by one, or replaces one call by its opposite.
Left alone: annotations, decorators and type tests (they judge nothing at run time), words, and the arguments named in
QUIET, which fix an order or check an invariant without deciding a value.
"""

from __future__ import annotations

import ast
import copy
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
OPPOSITE = {
    "min": "max",
    "max": "min",
    "min_horizontal": "max_horizontal",
    "max_horizontal": "min_horizontal",
    "any_horizontal": "all_horizontal",
    "all_horizontal": "any_horizontal",
    "any": "all",
    "all": "any",
    "is_null": "is_not_null",
    "is_not_null": "is_null",
    "later": "earlier",
    "earlier": "later",
    "greatest": "least",
    "least": "greatest",
    "month_start": "month_end",
    "month_end": "month_start",
    "first": "last",
    "last": "first",
    "ratio_up": "ratio",
    "next_workday": "previous_workday",
    "previous_workday": "next_workday",
}
DROPPED = frozenset({"fill_null", "clip", "filter", "abs", "strip", "normalize"})
"""Methods whose result may be replaced by what they were called on."""
QUIET = frozenset({"maintain_order", "check_sortedness", "strict", "slots", "frozen", "eq", "maxsize"})


@dataclass(frozen=True, slots=True)
class Change:
    """一处改动: its name, unlike every other of the module and free of line numbers, its line, and the changed module."""

    name: str
    line: int
    tree: ast.Module


def changes(source: str) -> Iterator[Change]:
    """All changes of a module, in the order of its lines; each tree differs from the source in one place."""
    tree = ast.parse(source)
    places = sorted(_places(tree), key=lambda place: (place[0].lineno, place[0].col_offset))
    alike: Counter[str] = Counter()
    for node, path, function in places:
        for after in _variants(node):
            changed = copy.deepcopy(tree)
            _put(changed, path, after)
            ast.fix_missing_locations(changed)
            name = f"{function}: {_short(node)} -> {_short(after)}"
            alike[name] += 1
            yield Change(f"{name} #{alike[name]}" if alike[name] > 1 else name, node.lineno, changed)


Step = tuple[str, int | None]
Place = tuple[ast.expr | ast.AugAssign, tuple[Step, ...], str]


def _places(tree: ast.Module) -> Iterator[Place]:
    """Every node that can be changed, the way to it from the root, and the function or class it stands in."""
    waiting: list[tuple[ast.AST, tuple[Step, ...], str]] = [(tree, (), "")]
    while waiting:
        node, path, inside = waiting.pop()
        if isinstance(node, (ast.expr, ast.AugAssign)):
            yield node, path, inside or "module"
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            inside = f"{inside}.{node.name}" if inside else node.name
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"isinstance", "TypeVar"}:
            continue
        for name, value in ast.iter_fields(node):
            if name in {"annotation", "returns", "decorator_list", "slice"} and not _counted(node, name):
                continue
            if isinstance(value, ast.AST):
                waiting.append((value, (*path, (name, None)), inside))
            elif isinstance(value, list):
                waiting += [
                    (each, (*path, (name, at)), inside)
                    for at, each in enumerate(value)
                    if isinstance(each, ast.AST) and not (isinstance(each, ast.keyword) and each.arg in QUIET)
                ]


def _counted(node: ast.AST, name: str) -> bool:
    """A subscript of a value is run; one of a type (`dict[str, int]`, `Callable[...]`) only describes."""
    if name != "slice" or not isinstance(node, ast.Subscript):
        return False
    base = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
    return base not in {"dict", "list", "tuple", "type", "set", "frozenset", "Callable", "Literal", "ndarray", "dtype"}


def _put(tree: ast.Module, path: tuple[Step, ...], node: ast.AST) -> None:
    parent: ast.AST = tree
    for name, at in path[:-1]:
        value = getattr(parent, name)
        parent = value if at is None else value[at]
    name, at = path[-1]
    if at is None:
        setattr(parent, name, node)
    else:
        getattr(parent, name)[at] = node


def _variants(node: ast.expr | ast.AugAssign) -> Iterator[ast.AST]:
    if isinstance(node, ast.Compare):
        for at, old in enumerate(node.ops):
            for new in COMPARED[type(old)]:
                yield ast.Compare(node.left, [*node.ops[:at], new(), *node.ops[at + 1 :]], node.comparators)
    elif isinstance(node, ast.BinOp) and type(node.op) in COMPUTED:
        if not isinstance(node.op, ast.Mod) or not isinstance(node.left, ast.Constant):
            yield ast.BinOp(node.left, COMPUTED[type(node.op)](), node.right)
    elif isinstance(node, ast.AugAssign) and type(node.op) in COMPUTED:
        yield ast.AugAssign(node.target, COMPUTED[type(node.op)](), node.value)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    elif isinstance(node, ast.UnaryOp):
        yield node.operand
    elif isinstance(node, ast.IfExp):
        yield ast.IfExp(node.test, node.orelse, node.body)
    elif isinstance(node, ast.Constant):
        yield from _numbers(node)
    elif isinstance(node, ast.Call):
        yield from _calls(node)


def _numbers(node: ast.Constant) -> Iterator[ast.AST]:
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int):
        yield ast.Constant(node.value + 1)
        yield ast.Constant(node.value - 1)


def _calls(node: ast.Call) -> Iterator[ast.AST]:
    function = node.func
    if isinstance(function, ast.Name) and OPPOSITE.get(function.id):
        yield ast.Call(ast.Name(OPPOSITE[function.id], ast.Load()), node.args, node.keywords)
    if not isinstance(function, ast.Attribute):
        return
    if OPPOSITE.get(function.attr):
        yield ast.Call(ast.Attribute(function.value, OPPOSITE[function.attr], ast.Load()), node.args, node.keywords)
    if function.attr in DROPPED:
        yield function.value


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 110 else text[:54] + " … " + text[-54:]
