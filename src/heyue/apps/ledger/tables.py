"""台账的各张表: the law's eight tables, and those a firm keeps beside them; their keys, their times, and what each is called.

A state (花名册、企业信息、制度) is true until it changes; an event (合同、工资、请假 …) has its own days and stays true.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from heyue.law.tables import TABLES as OF_LAW
from heyue.law.tables.column import Choice, Column, Table

C = Column

COLLECTIVE = Table(
    "collective",
    "集体合同",
    "Collective contracts",
    (
        C(
            "kind",
            "choice",
            "种类",
            "Kind",
            choices=(
                Choice("general", "综合集体合同", "General"),
                Choice("wages", "工资专项", "Wages"),
                Choice("women", "女职工权益专项", "Women's protection"),
                Choice("safety", "劳动安全卫生专项", "Safety and health"),
                Choice("other", "其他专项", "Other"),
            ),
            required=True,
        ),
        C("signed", "date", "签字日期", "Signed on", required=True),
        C("filed", "date", "报送日期", "Filed on", "还没报送就留空", "Leave empty until filed"),
        C("starts", "date", "开始日期", "From"),
        C("ends", "date", "终止日期", "To"),
        C("note", "text", "备注", "Note"),
    ),
)
TRAINING = Table(
    "training",
    "培训",
    "Training",
    (
        C(
            "kind",
            "choice",
            "种类",
            "Kind",
            choices=(
                Choice("safety", "安全培训", "Safety"),
                Choice("skills", "职业技能", "Skills"),
                Choice("rules", "规章制度", "Company rules"),
                Choice("other", "其他", "Other"),
            ),
            required=True,
        ),
        C("day", "date", "日期", "Day", required=True),
        C("title", "text", "内容", "Subject", required=True),
        C("hours", "hours", "学时（小时）", "Hours"),
        C("people", "count", "参加人数", "People taking part"),
        C("provider", "text", "谁来讲", "Given by"),
        C("again", "date", "下次培训日期", "Next due", "没有就留空", "Leave empty if none"),
    ),
)
ACCIDENTS = Table(
    "accidents",
    "安全和事故",
    "Safety and accidents",
    (
        C(
            "kind",
            "choice",
            "种类",
            "Kind",
            choices=(
                Choice("injury", "有人受伤", "Somebody was hurt"),
                Choice("illness", "职业病诊断", "Occupational illness diagnosed"),
                Choice("near", "没有人受伤", "Nobody was hurt"),
            ),
            required=True,
        ),
        C("day", "date", "发生或诊断日期", "Day it happened or was diagnosed", required=True),
        C(
            "applied",
            "date",
            "申请工伤认定日期",
            "Recognition applied for on",
            "还没申请就留空",
            "Leave empty until applied for",
        ),
        C("what", "text", "经过和处理", "What happened and what was done", required=True, personal=True),
    ),
)
PERMITS = Table(
    "permits",
    "证照和审批",
    "Permits and approvals",
    (
        C(
            "kind",
            "choice",
            "种类",
            "Kind",
            choices=(
                Choice("dispatch", "劳务派遣经营许可", "Labour dispatch licence"),
                Choice("agency", "人力资源服务许可", "HR service licence"),
                Choice("hours", "特殊工时审批", "Special hours approval"),
                Choice("operator", "特种作业人员证", "Special operator's certificate"),
                Choice("other", "其他", "Other"),
            ),
            required=True,
        ),
        C("title", "text", "名称", "Name", required=True),
        C("number", "text", "编号", "Number"),
        C("starts", "date", "有效期从", "Valid from"),
        C("ends", "date", "有效期到", "Valid to", required=True),
    ),
)

OWN: dict[str, Table] = {table.name: table for table in (COLLECTIVE, TRAINING, ACCIDENTS, PERMITS)}
ALL: dict[str, Table] = {**OF_LAW, **OWN}
STATES = frozenset({"company", "roster", "bodies"})
BY_PERSON = frozenset(name for name, table in OF_LAW.items() if "employee" in table.by_name)
LISTED_WHEN_GONE = frozenset({"roster", "contracts", "leave"})
"""少了要问的: a later file need not repeat months of pay, but it does list the people and their contracts."""
SPANS: dict[str, tuple[str, str]] = {
    "contracts": ("starts", "ends"),
    "leave": ("starts", "ends"),
    "payroll": ("month", "month"),
    "insurance": ("month", "month"),
    "collective": ("starts", "ends"),
    "training": ("day", "day"),
    "accidents": ("day", "day"),
    "permits": ("starts", "ends"),
}
WORDS = {"contracts": "term", "leave": "kind", "roster": "form", **dict.fromkeys(OWN, "kind")}


def key_of(table: str, row: Mapping[str, Any]) -> str:
    """Which of a person's rows in a table this is; rows of one key are kept together in their order."""
    match table:
        case "contracts":
            return _iso(row.get("starts"))
        case "payroll" | "insurance":
            return _iso(row.get("month"))[:7]
        case "leave":
            return f"{row.get('kind') or ''}/{_iso(row.get('starts'))}"
        case "attendance":
            return _iso(row.get("day") or row.get("month"))[:7]
        case _:
            return ""


def span_of(table: str, row: Mapping[str, Any]) -> tuple[date | None, date | None]:
    """An event's first and last day as the row says them; (None, None) for a state."""
    names = SPANS.get(table)
    if names is None:
        return None, None
    first, last = (as_day(row.get(name)) for name in names)
    return first or as_day(row.get("signed")), last


def word_of(table: str, row: Mapping[str, Any]) -> str:
    """The row's choice for lists."""
    return str(row.get(WORDS[table]) or "")[:40] if table in WORDS else ""


def as_day(value: object) -> date | None:
    if isinstance(value, date):
        return value
    return date.fromisoformat(value) if isinstance(value, str) and value else None


def choice_words(table: str, value: str) -> tuple[str, str]:
    """A stored choice as the table words it, in both languages."""
    column = ALL[table].by_name.get(WORDS.get(table, ""))
    found = next((one for one in column.choices if one.value == value), None) if column else None
    return (found.zh, found.en) if found else (value, value)


def _iso(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")
