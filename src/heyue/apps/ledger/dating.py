"""期限的推算: which days follow from the records, each with its reason and article; the law's own days are asked of the law's rules.

Days before which a reminder comes are this program's defaults, which a firm may change; they are no days of the law.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeAlias
from uuid import UUID

import polars as pl

from heyue.apps.ledger.tables import as_day, choice_words
from heyue.law.calendar import next_workday, previous_workday
from heyue.law.cite import Cite
from heyue.law.facts.people import people
from heyue.law.facts.source import source
from heyue.law.question import Outcome, ask
from heyue.law.records import Records

Pair: TypeAlias = tuple[str, str]
LATE, RETIRING, MONTHS = timedelta(days=60), timedelta(days=550), 3
"""过去多久的还列出；退休提前多久列出；每月的期限列几个月."""


@dataclass(frozen=True, slots=True)
class Kind:
    """一种期限: its name, whose day it is (statutory, agreed, own), the days before on which we remind, the article."""

    zh: str
    en: str
    due_kind: str
    leads: tuple[int, ...]
    minutes: int
    """大约要花的分钟: an estimate of our own."""
    cite: Cite | None = None


KINDS: dict[str, Kind] = {
    "contract_end": Kind("劳动合同到期", "Contract ends", "agreed", (60, 30, 7), 60, Cite("劳动合同法", 44, item=1)),
    "probation_end": Kind("试用期结束", "Probation ends", "agreed", (14, 3), 20, Cite("劳动合同法", 21)),
    "contract_due": Kind(
        "签书面劳动合同", "Sign the written contract", "statutory", (14, 3), 30, Cite("劳动合同法", 10, 2)
    ),
    "insurance_due": Kind(
        "办社会保险登记", "Enrol in social insurance", "statutory", (14, 3), 30, Cite("社会保险法", 58, 1)
    ),
    "insurance_month": Kind(
        "申报缴纳社会保险费", "Declare and pay social insurance", "own", (5, 1), 30, Cite("社会保险法", 60, 1)
    ),
    "pay_day": Kind("发工资", "Pay wages", "agreed", (3,), 30, Cite("工资支付暂行规定", 7)),
    "retirement": Kind(
        "到法定退休年龄",
        "Statutory retirement age",
        "statutory",
        (180, 60),
        60,
        Cite("国务院关于渐进式延迟法定退休年龄的办法", 1),
    ),
    "birth": Kind("预产期", "Expected birth", "agreed", (45, 15), 15, Cite("女职工劳动保护特别规定", 7, 1)),
    "leave_end": Kind(
        "产假最后一天", "Last day of maternity leave", "agreed", (14,), 10, Cite("女职工劳动保护特别规定", 7, 1)
    ),
    "nursing_end": Kind(
        "哺乳期最后一天", "Last day of nursing protection", "statutory", (14,), 5, Cite("女职工劳动保护特别规定", 9, 1)
    ),
    "leaver_papers": Kind(
        "转档案和社保关系", "Transfer a leaver's file and insurance", "statutory", (7, 1), 30, Cite("劳动合同法", 50, 1)
    ),
    "collective_filing": Kind(
        "报送集体合同", "File the collective contract", "statutory", (5, 1), 45, Cite("集体合同规定", 42, 1)
    ),
    "collective_end": Kind(
        "集体合同到期", "Collective contract ends", "agreed", (90, 30), 120, Cite("集体合同规定", 38, 2)
    ),
    "injury_report": Kind(
        "申请工伤认定", "Apply for recognition of the injury", "statutory", (15, 5, 1), 60, Cite("工伤保险条例", 17, 1)
    ),
    "permit_end": Kind("证照到期", "Permit expires", "agreed", (60, 30, 7), 60),
    "training_again": Kind("下次培训", "Next training", "own", (14, 3), 60),
}


@dataclass(frozen=True, slots=True)
class Day:
    """一个期限: `who` the employee number or "", `of` what makes it one of its kind, reason in both languages."""

    kind: str
    of: str
    due: date
    reason: Pair
    who: str = ""
    cite: Cite | None = None

    @property
    def key(self) -> str:
        return f"{self.kind}/{self.of}"


def days(
    records: Records,
    simple: Mapping[str, Sequence[tuple[UUID, Mapping[str, Any]]]],
    *,
    today: date,
    insurance_day: int | None,
) -> list[Day]:
    """Every day that follows: `simple` holds the firm's own tables as (record's lasting id, values)."""
    found: list[Day] = []
    if "roster" in records.frames:
        given = source(records.frames, records.given, as_of=today)
        persons = people(given)
        contracts = _contracts(records)
        employed = persons.filter(pl.col("employed"))
        rows = employed.select(
            "employee",
            "status",
            "started",
            "enrolled",
            "birth",
            "sex",
            "post",
            "retirement",
            "due_date",
            "child_born",
            "protected_to",
        ).to_dicts()
        for row in rows:
            found += _of_person(row, contracts.get(row["employee"]), records.given, today)
        found += _leavers(persons, records.given, today)
        found += _leave(records, set(employed.get_column("employee")), today)
        found += _monthly(records, insurance_day, today, any_employed=bool(rows))
    found += _own(simple)
    return [day for day in found if day.due >= today - LATE]


def _contracts(records: Records) -> dict[str, dict[str, Any]]:
    """Each person's latest contract."""
    frame = records.frames.get("contracts")
    if frame is None:
        return {}
    newest = (
        frame.filter(pl.col("starts").is_not_null())
        .sort("employee", "starts")
        .group_by("employee", maintain_order=True)
        .last()
    )
    return {row["employee"]: row for row in newest.to_dicts()}


def _of_person(
    row: Mapping[str, Any], contract: Mapping[str, Any] | None, given: Mapping[str, frozenset[str]], today: date
) -> Iterator[Day]:
    who, started = row["employee"], row["started"]
    if contract is not None and contract["ends"] is not None and contract["term"] != "open":
        reason = (
            "合同写到这一天。到期前定好续签还是终止：续签要另签书面合同，单位不续签的要付经济补偿。",
            "The contract runs to this day. Decide in time: a renewal is a new written contract; "
            "if the employer does not renew, severance is due.",
        )
        yield Day("contract_end", who, contract["ends"], reason, who)
    if contract is not None and contract["probation_ends"] is not None:
        reason = (
            "试用期的最后一天。不符合录用条件要解除的，须在这天之前说明理由。",
            "Last day of probation. Anybody found unsuitable must be told so, with reasons, by then.",
        )
        yield Day("probation_end", who, contract["probation_ends"], reason, who)
    if row["status"] != "full_time":
        return
    recent = started is not None and started >= today - 2 * LATE
    if recent and contract is None and "contracts" in given:
        facts = {
            "started": started,
            "status": "full_time",
            "has_contracts": True,
            "signed_unclear": False,
            "last_day": today,
        }
        yield from _asked("contract_due", "contracts.written_missing", facts, today, who, _WRITTEN)
    if recent and row["enrolled"] is None and "enrolled" in given["roster"]:
        facts = {"started": started, "status": "full_time", "enrolled_given": True, "last_day": today}
        yield from _asked("insurance_due", "insurance.enrolled_late", facts, today, who, _ENROLMENT)
    retirement = row["retirement"]
    if retirement is not None and today - LATE <= retirement <= today + RETIRING:
        category = "male_60" if row["sex"] == "male" else "female_50" if row["post"] == "worker" else "female_55"
        answer = ask("retirement.date", {"born": row["birth"], "category": category}, day=max(today, _DELAY_BEGINS))
        if isinstance(answer.value, date):
            yield Day("retirement", who, answer.value, _RETIREMENT, who)
    if row["sex"] == "female":
        if row["due_date"] is not None and row["child_born"] is None:
            yield Day("birth", who, row["due_date"], _BIRTH, who)
        if row["child_born"] is not None and row["protected_to"] is not None:
            yield Day("nursing_end", who, row["protected_to"], _NURSING, who)


_DELAY_BEGINS = date(2025, 1, 1)
_WRITTEN = (
    "入职满一个月以前要签好书面合同，晚了每月要多付一倍工资。",
    "The written contract must be signed within a month of the first day; after that a second wage is owed each month.",
)
_ENROLMENT = (
    "入职三十天内要办社保登记；最后一天是休息日的，顺延到下一个工作日。",
    "Enrolment is due within thirty days of the first day; a last day off moves to the next working day.",
)
_RETIREMENT = (
    "按出生日期和岗位类别推算的法定退休日；本人可以选择弹性提前或协商延后。请提前核对缴费年限、约定办理时间。",
    "Worked out from date of birth and kind of post; earlier or later retirement may be chosen or agreed. "
    "Check contribution years in good time.",
)
_BIRTH = (
    "记录的预产期。产假 98 天，其中产前可以休 15 天；孕期不得因此降工资或解除合同。",
    "The birth is expected on this day. Leave is 98 days, 15 of which may be taken before; "
    "no pay cut or dismissal for pregnancy.",
)
_NURSING = (
    "婴儿满一周岁的前一天。到这天为止不安排加班和夜班，每天有一小时哺乳时间。",
    "The day before the child's first birthday. Until then no overtime or night work, and an hour a day for nursing.",
)


def _asked(kind: str, rule: str, facts: Mapping[str, object], today: date, who: str, reason: Pair) -> Iterator[Day]:
    """The day the rule names as its step "deadline", with the rule's own article for it."""
    step = _deadline(ask(rule, facts, day=today))
    if step is not None:
        yield Day(kind, who, step[0], reason, who, step[1])


def _deadline(answer: Outcome) -> tuple[date, Cite | None] | None:
    found = next((step for step in answer.steps if step.name == "deadline"), None)
    return (found.value, found.cite) if found is not None and isinstance(found.value, date) else None


def _leavers(persons: pl.DataFrame, given: Mapping[str, frozenset[str]], today: date) -> Iterator[Day]:
    if "certificate" not in given["roster"]:
        return
    left = persons.filter(
        (pl.col("ended") >= today - LATE) & pl.col("certificate").is_null() & (pl.col("status") == "full_time")
    )
    for who, ended in left.select("employee", "ended").iter_rows():
        reason = (
            "离职后十五天内转档案和社会保险关系；离职证明在离职当天就要出。",
            "Files and insurance are transferred within fifteen days of leaving; "
            "the leaving certificate is due on the day itself.",
        )
        yield Day("leaver_papers", who, _moved_on(ended, 15), reason, who)


def _leave(records: Records, employed: set[str], today: date) -> Iterator[Day]:
    frame = records.frames.get("leave")
    if frame is None:
        return
    rows = frame.filter((pl.col("kind") == "maternity") & (pl.col("ends") >= today - LATE))
    for who, starts, ends in rows.select("employee", "starts", "ends").iter_rows():
        if who in employed:
            reason = (
                "记录的产假到这天为止；本省另外延长的产假请按当地规定核对。",
                "The leave on record ends on this day; check the longer leave your province adds.",
            )
            yield Day("leave_end", f"{who}/{starts}", ends, reason, who)


def _monthly(records: Records, insurance_day: int | None, today: date, *, any_employed: bool) -> Iterator[Day]:
    if not any_employed:
        return
    company = records.frames.get("company")
    pay_day = company.get_column("pay_day").item(0) if company is not None and company.height else None
    for kind, number in (("insurance_month", insurance_day), ("pay_day", pay_day)):
        for first in _months(today) if number and 1 <= number <= 31 else ():
            due = first.replace(day=min(number, calendar.monthrange(first.year, first.month)[1]))
            due = previous_workday(due, itself=True) if kind == "pay_day" else due
            if due >= today:
                yield Day(kind, f"{first:%Y-%m}", due, _MONTHLY[kind])


_MONTHLY = {
    "insurance_month": (
        "你设置的每月申报缴费最后一天；各地不同，以当地税务和社保部门公布的为准。",
        "The last day of each month as you set it; it differs by place, so follow what the local authority publishes.",
    ),
    "pay_day": (
        "企业信息表里写的发薪日。工资要在约定的日期发；遇节假日或休息日，提前到最近的工作日。",
        "The pay day in your company sheet. Wages are paid on the agreed day; before it where that is a day off.",
    ),
}


def _months(today: date) -> Iterator[date]:
    for ahead in range(MONTHS):
        index = today.year * 12 + today.month - 1 + ahead
        yield date(index // 12, index % 12 + 1, 1)


def _own(simple: Mapping[str, Sequence[tuple[UUID, Mapping[str, Any]]]]) -> Iterator[Day]:
    for of, values in simple.get("collective", ()):
        kind = choice_words("collective", values.get("kind") or "")
        signed, filed, ends = (as_day(values.get(name)) for name in ("signed", "filed", "ends"))
        if signed and not filed:
            step = _deadline(ask("union.collective_filed_late", {"collective_signed": signed}, day=signed))
            if step is not None:
                reason = (
                    f"{kind[0]}：签字后十天内报送人社部门。",
                    f"{kind[1]}: filed with the labour authority within ten days of signing.",
                )
                yield Day("collective_filing", str(of), step[0], reason, cite=step[1])
        if ends:
            reason = (
                f"{kind[0]}写到这一天；期满前三个月内，任何一方都可以提出续订。",
                f"{kind[1]}: runs to this day; in the last three months either side may ask to renew it.",
            )
            yield Day("collective_end", str(of), ends, reason)
    for of, values in simple.get("accidents", ()):
        happened = as_day(values.get("day"))
        if happened and values.get("kind") in {"injury", "illness"} and not values.get("applied"):
            reason = (
                "事故发生或职业病诊断之日起三十天内申请工伤认定；晚了，这段时间的工伤待遇费用由单位负担。",
                "Recognition is applied for within thirty days of the accident or diagnosis; "
                "if later, the costs until then fall on the employer.",
            )
            yield Day("injury_report", str(of), _moved_on(happened, 30), reason)
    for of, values in simple.get("permits", ()):
        ends, kind = as_day(values.get("ends")), choice_words("permits", values.get("kind") or "")
        if ends:
            yield Day(
                "permit_end",
                str(of),
                ends,
                (
                    f"{kind[0]}的有效期到这一天；要继续用，提前办延续。",
                    f"{kind[1]}: valid to this day; renew it beforehand if it is still needed.",
                ),
            )
    for of, values in simple.get("training", ()):
        again, kind = as_day(values.get("again")), choice_words("training", values.get("kind") or "")
        if again:
            yield Day(
                "training_again",
                str(of),
                again,
                (f"{kind[0]}：你记下的下次培训日期。", f"{kind[1]}: the day you noted for the next training."),
            )


def _moved_on(day: date, count: int) -> date:
    """So many days later, moved on from a day off as 民法典第二百零三条 has it."""
    return next_workday(day + timedelta(days=count), itself=True)


def leads_of(kind: str, chosen: Mapping[str, Sequence[int]]) -> tuple[int, ...]:
    """Days before on which this kind is reminded of: the firm's own or our default, the longest first."""
    own = chosen.get(kind)
    return tuple(sorted(own, reverse=True)) if own else KINDS[kind].leads
