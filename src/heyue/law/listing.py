"""检查一览: docs/checks.md, every check and calculator, and what was left out of the wider list of legal requirements and why.

`python -m heyue.law.listing > docs/checks.md` writes the page from the rules themselves. The wider list and the reasons are
`left_out.yaml`; an entry is covered where a rule names it in `rulebook=`, so nothing is said twice.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

from heyue.law import registry, subjects
from heyue.law.rule import Breach, Rule
from heyue.law.tables import TABLES

FILE = Path(__file__).parent / "left_out.yaml"
KINDS = {
    "needs_document": ("要看文书", "needs a document"),
    "no_data": ("表格没有", "not in the sheets"),
    "local": ("各地规定", "set locally"),
    "unverified": ("原文未取得", "text not on file"),
    "later": ("还没施行", "not in force yet"),
    "advisory": ("没有可查的违规", "no breach to find"),
}
_SEVERITY = {"high": "高", "medium": "中", "low": "低"}
_GRAIN = {
    "employment": "每人",
    "contract": "每份合同",
    "pay_month": "每人每月",
    "day": "每人每天",
    "leave": "每次请假",
    "company": "单位",
}
_RESULT = {"deadline": "日期", "yuan": "金额", "days": "天数", "months": "月数", "ratio": "比例", "times": "倍数"}


@dataclass(frozen=True, slots=True)
class Reason:
    """不做的原因: why no check was made of an entry; `kind` is one of KINDS."""

    kind: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Section:
    """一节: a part of the wider list and the ids of its entries."""

    zh: str
    en: str
    ids: tuple[str, ...]


@cache
def _kept() -> tuple[tuple[Section, ...], dict[str, Reason]]:
    import yaml  # noqa: PLC0415 - the rules alone need no YAML

    with FILE.open("rb") as stream:
        raw = yaml.load(stream, Loader=yaml.CSafeLoader)
    sections = tuple(Section(one["zh"], one["en"], tuple(one["ids"])) for one in raw["rulebook_ids"])
    reasons = {name: Reason(one["kind"], one["zh"], one["en"]) for name, one in raw["left_out"].items()}
    return sections, reasons


def sections() -> tuple[Section, ...]:
    """要求清单: the wider list of requirements, in sections."""
    return _kept()[0]


def left_out() -> dict[str, Reason]:
    """没有做的: entries of which neither a check nor a calculator was made."""
    return _kept()[1]


def covered() -> dict[str, tuple[str, ...]]:
    """做了的: entries named by rules, each with the ids of those rules. A rule names several separated by spaces."""
    found: dict[str, dict[str, None]] = {}
    for rule_id, texts in registry.all_rules().items():
        for text in texts:
            for entry in text.rulebook.split():
                found.setdefault(entry, {})[rule_id] = None
    return {entry: tuple(rules) for entry, rules in found.items()}


def problems() -> list[str]:
    """哪里对不上: entries in neither list or in both, names that are no entry, reasons of an unknown kind."""
    known = [entry for section in sections() for entry in section.ids]
    done, reasons = covered(), left_out()
    found = [f"{entry} is listed {count} times" for entry, count in Counter(known).items() if count > 1]
    for entry in known:
        if entry in done and entry in reasons:
            found.append(f"{entry} has a reason although {', '.join(done[entry])} covers it")
        if entry not in done and entry not in reasons:
            found.append(f"{entry} has neither a rule nor a reason")
    found += [
        f"{', '.join(rules)} names {entry}, which is no entry" for entry, rules in done.items() if entry not in known
    ]
    found += [f"{entry} has a reason but is no entry" for entry in reasons if entry not in known]
    for entry, reason in reasons.items():
        if reason.kind not in KINDS or not reason.zh or not reason.en:
            found.append(f"{entry}: the reason needs a kind out of {', '.join(KINDS)} and both languages")
    return found


def page() -> str:
    """检查一览的全文: the page as Markdown."""
    rules = registry.all_rules()
    lines = _head(rules)
    for subject in dict.fromkeys(texts[0].subject for texts in rules.values()):
        lines += _subject(subject, [texts for texts in rules.values() if texts[0].subject == subject])
    lines += _against_list()
    return "\n".join(lines) + "\n"


def _is_check(texts: tuple[Rule, ...]) -> bool:
    return texts[0].kind == "check"


def _head(rules: dict[str, tuple[Rule, ...]]) -> list[str]:
    checks = [texts for texts in rules.values() if _is_check(texts)]
    asked = sum(all(text.question for text in texts) for texts in checks)
    summed = sum(any(_sum(text) != "–" for text in texts) for texts in checks)
    entries = sum(len(section.ids) for section in sections())
    kinds = Counter(reason.kind for reason in left_out().values())
    why_zh = "、".join(f"{KINDS[kind][0]} {kinds[kind]}" for kind in KINDS if kinds[kind])
    why_en = ", ".join(f"{KINDS[kind][1]} {kinds[kind]}" for kind in KINDS if kinds[kind])
    done = entries - len(left_out())
    return [
        "# 检查和计算一览 · Checks and calculators",
        "",
        "由 `python -m heyue.law.listing` 从规则生成，请不要手改。",
        "",
        f"- 检查 {len(checks)} 项：报告违规的 {len(checks) - asked} 项，只提请核对、从不算违规的 {asked} 项；"
        f"给出金额的 {summed} 项。",
        f"- 计算 {len(rules) - len(checks)} 项。",
        f"- 我们整理的劳动用工法律要求共 {entries} 条：做成检查或计算的 {done} 条，没有做的 {len(left_out())} 条"
        f"（{why_zh}）。每一条没有做的，文末都写明原因。做成的一条也可能只查了一部分，界限写在每项检查的说明里。",
        "",
        f"**In English.** {len(checks)} checks, of which {len(checks) - asked} report breaches and {asked} only ask for "
        f"something to be looked at; {summed} give a sum. {len(rules) - len(checks)} calculators. Of {entries} legal "
        f"requirements we listed, {done} became a check or a calculator and {len(left_out())} did not ({why_en}); the last "
        "part of this page gives the reason for each. A requirement may be checked in part only: each finding states its limits.",
        "",
        "程度：高、中、低。金额：“有”是算出的数，“最多”是只能说最多可能多少，“–”是不算金额。结论：“违规”或“核对”。"
        "看什么：按什么逐条检查，以及要用到哪些表和公布的数字。",
        "",
    ]


def _subject(subject: str, rules: list[tuple[Rule, ...]]) -> list[str]:
    zh, en = subjects.title(subject)
    lines = [f"## {zh} · {en}", ""]
    checks = [text for texts in rules if _is_check(texts) for text in texts]
    if checks:
        lines += [
            "| 检查 | 查什么 | 依据 | 看什么 | 程度 | 金额 | 结论 | 适用于 |",
            "|---|---|---|---|---|---|---|---|",
        ]
        lines += [
            f"| `{text.id}` | {text.title[0]} | {_articles(text)} | {_needs(text)} | {_SEVERITY[text.severity]} "
            f"| {_sum(text)} | {'核对' if text.question else '违规'} | {_from(text)} |"
            for text in checks
        ]
        lines.append("")
    sums = [text for texts in rules if not _is_check(texts) for text in texts]
    if sums:
        lines += ["| 计算 | 算什么 | 依据 | 结果 | 适用于 |", "|---|---|---|---|---|"]
        lines += [
            f"| `{text.id}` | {text.title[0]} | {_articles(text)} | {_result(text)} | {_from(text)} |" for text in sums
        ]
        lines.append("")
    return lines


def _articles(text: Rule) -> str:
    """Articles in the rule's order; a law named just before is not named again."""
    words, last = "", ""
    for cite in text.cites:
        words += f"、{cite.zh.removeprefix(cite.law)}" if cite.law == last else f"；{cite.zh}"
        last = cite.law
    return words.removeprefix("；")


def _from(text: Rule) -> str:
    first = f"{text.since.isoformat()} 起"
    return first if text.until is None else f"{text.since.isoformat()} 至 {text.until.isoformat()}"


def _result(text: Rule) -> str:
    return _RESULT.get("deadline" if text.kind == "deadline" else text.unit.name, text.unit.zh or "结论")


def _sum(text: Rule) -> str:
    answer = text.trace.answer
    if text.question or not isinstance(answer, Breach):
        return "–"
    if answer.amount is not None:
        return "有"
    return "最多" if answer.at_most is not None else "–"


def _needs(text: Rule) -> str:
    """What a check goes through, then the sheets its judgement reads and the published figures."""
    answer, trace = text.trace.answer, text.trace
    exprs: list[pl.Expr] = []
    if isinstance(answer, Breach):
        exprs = [expr for expr in (answer.applies, answer.when) if expr is not None]
    roots = dict.fromkeys(name for expr in exprs for name in trace.roots(expr))
    used = {source.partition(".")[0] for name in roots if name in trace.reads for source in trace.reads[name].source}
    sheets = [table.zh for name, table in TABLES.items() if name in used]
    figures = [trace.figures[name].figure.zh for name in roots if name in trace.figures]
    grain = _GRAIN.get(text.facts.grain or "", "")
    return f"{grain}：{'、'.join(dict.fromkeys([*sheets, *figures])) or '–'}"


def _against_list() -> list[str]:
    done, reasons = covered(), left_out()
    lines = [
        "## 法律要求清单对照 · Against the list of requirements",
        "",
        "每一条要求，由哪几项检查或计算来做；没有做的，为什么。争议处理的各种期限没有列进来，能算的见“劳动争议”的计算。",
        "",
        "Each requirement with the checks and calculators made of it, or the reason why there is none.",
        "",
    ]
    for section in sections():
        lines += [f"### {section.zh} · {section.en}", "", "| 要求 | 检查和计算 | 没有做 | 原因 |", "|---|---|---|---|"]
        for entry in section.ids:
            rules = "、".join(f"`{rule}`" for rule in done.get(entry, ()))
            reason = reasons.get(entry)
            why = " | " if reason is None else f"{KINDS[reason.kind][0]} | {reason.zh} {reason.en}"
            lines.append(f"| `{entry}` | {rules or '–'} | {why} |")
        lines.append("")
    return lines[:-1]


if __name__ == "__main__":
    sys.stdout.write(page())
