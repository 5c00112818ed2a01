"""演示辖区里的日子: a year of what firms keep and ask for, made through the operations of real use, as the people of that day.

Everything follows from a firm's number, so two demonstrations are alike. Whoever acts is asked of `Cast`, on the day of the deed.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol
from uuid import UUID

from PIL import Image, ImageDraw

from heyue.apps.accounts.models import Organisation
from heyue.apps.cases import operations as cases
from heyue.apps.deeds import Actor
from heyue.apps.evidence import operations as evidence
from heyue.apps.ledger import operations as ledger


class Cast(Protocol):
    """谁在那天办事: somebody of this organisation in this role, so many days before today."""

    def __call__(self, body: Organisation, role: str, days_ago: float = 0) -> Actor: ...


# ---- what a firm keeps beside its people ---------------------------------------------------------------------------


def own_records(cast: Cast, firm: Organisation, number: int, day: date) -> int:
    """A year of the firm's own tables: safety training each quarter, contracts, permits, an accident here and there."""
    made = 0
    for days, table, values in sorted(_own(number, day), key=lambda one: -one[0]):
        ledger.add(cast(firm, "owner", days), firm.pk, table, values)
        made += 1
    return made


def _own(number: int, day: date) -> Iterator[tuple[int, str, dict[str, Any]]]:
    def ago(days: int) -> str:
        return (day - timedelta(days=days)).isoformat()

    yield 300, "training", _training("rules", ago(301), "员工手册和考勤制度", 200, 12, ago(-60))
    yield 150, "training", _training("safety", ago(151), "消防演练和用电安全", 300, 9, ago(-30))
    if number % 2:
        yield 40, "training", _training("skills", ago(41), "收银和服务礼仪", 600, 5, "")
    if number % 3 == 0:
        yield (
            200,
            "collective",
            {"kind": "wages", "signed": ago(205), "filed": ago(198), "starts": ago(195), "ends": ago(-170)},
        )
    if number % 9 == 1:
        yield 9, "collective", {"kind": "general", "signed": ago(9), "starts": ago(5), "ends": ago(-1090)}
    if number % 4 == 1:
        yield (
            180,
            "permits",
            {
                "kind": "operator",
                "title": "电工作业证",
                "number": f"DEMO-{number:04d}",
                "starts": ago(700),
                "ends": ago(-25),
            },
        )
    if number % 5 == 2:
        yield (
            120,
            "permits",
            {
                "kind": "hours",
                "title": "综合计算工时审批",
                "number": f"ZH-{number:03d}",
                "starts": ago(130),
                "ends": ago(-235),
            },
        )
    if number % 7 == 1:
        yield (
            20,
            "accidents",
            {"kind": "injury", "day": ago(22), "what": "搬货时扭伤手腕，当天送医，休息三天（演示）"},
        )


def _training(kind: str, day: str, title: str, hours: int, people: int, again: str) -> dict[str, Any]:
    values: dict[str, Any] = {"kind": kind, "day": day, "title": title, "hours": hours, "people": people}
    return {**values, "again": again} if again else values


# ---- what firms ask of their agencies ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Wish:
    """一件请机构办的事: what is asked, what is talked about, and what is delivered."""

    title: str
    wish: str
    word: str
    answer: str
    result: str


WISHES = (
    Wish("补签两名员工的劳动合同", "入职快满一个月还没有签，请帮忙准备合同文本。", "试用期写多长合适？", "合同期一年，试用期不超过两个月，文本今天发您。", "两份合同已签好，扫描件附上。"),
    Wish("本月新进员工参保登记", "四名新员工，入职日期见台账。", "有一名是外地户口，要另外准备什么吗？", "不用，身份证复印件就行。", "四人都已办好参保，回执在材料里。"),
    Wish("核对上个月加班费", "国庆值班的算法拿不准，请核对工资表。", "调休能不能代替法定节假日的加班费？", "法定节假日不能用调休代替，要付三倍。", "差额已列清，按新表补发就可以。"),
    Wish("办理离职员工的档案和社保转移", "一名员工月底离职，请在十五天内办好。", "离职证明今天已经给本人。", "收到，社保减员已提交。", "转移手续办完，凭证已上传。"),
    Wish("起草女职工特殊保护制度", "店里有三名女员工，想把产假和哺乳时间写清楚。", "哺乳时间怎么排班？", "每天一小时，可以合并使用，写在第四条。", "制度文本已交付，请公示后让员工签收。"),
    Wish("准备工资集体协商", "想和员工代表谈明年的工资，请帮忙准备材料。", "员工代表已经选好三位。", "请先发出协商要约，模板附上。", "要约书、议题和会议记录的模板都已交付。"),
    Wish("申请综合计算工时", "旺季排班不均，想申请综合计算工时。", "最近三个月的考勤已经放进台账。", "材料齐了，下周一递交。", "已批准一年，批复附上。"),
    Wish("处理一名员工的工伤申报", "搬货时扭伤，当天就医。", "医院诊断书已拿到。", "从受伤起三十天内要申报，我们这周就办。", "已受理，等认定结果。"),
)  # fmt: skip
WAYS: tuple[tuple[str, ...], ...] = (
    ("accept", "start", "deliver", "confirm", "close"),
    ("accept", "start", "deliver"),
    ("accept", "start"),
    ("accept",),
    (),
    ("accept", "start", "deliver", "return"),
    ("decline",),
    ("accept", "start", "deliver", "confirm"),
    ("withdraw",),
)
"""走到哪一步: the moves a request has made so far, one way for each number."""
BY_FIRM = frozenset({"confirm", "return", "withdraw", "close"})
ENDED = frozenset({"close", "decline", "withdraw"})


def requests(cast: Cast, firm: Organisation, agency: Organisation, number: int) -> list[UUID]:
    """One old request that is settled and one that is under way, for a client of an agency; the cases' keys."""
    made = []
    if number % 2 == 0:
        made.append(_request(cast, firm, agency, WISHES[(number + 3) % len(WISHES)], WAYS[0], ago=80, pace=6.0))
    way = WAYS[number % len(WAYS)]
    days = 2.0 if not way else 14.0
    made.append(_request(cast, firm, agency, WISHES[number % len(WISHES)], way, ago=days, pace=days / (len(way) + 2)))
    return made


def _request(
    cast: Cast, firm: Organisation, agency: Organisation, asked: Wish, way: tuple[str, ...], *, ago: float, pace: float
) -> UUID:
    case = cases.open_case(
        cast(firm, "owner", ago), name="service_request", organisation=firm.pk,
        title=asked.title, wish=asked.wish, agency=agency.pk,
    )  # fmt: skip
    version = case.version
    cases.comment(cast(firm, "owner", ago - pace * 0.3), case.pk, asked.word, shared=True)
    for step in way:
        ago -= pace
        actor = cast(firm, "owner", ago) if step in BY_FIRM else cast(agency, "specialist", ago)
        moved = cases.move(
            actor, case.pk, step, version, note=_note(step, asked), assignee=actor.person if step == "start" else None
        )
        version = moved.version
        if step == "accept":
            cases.comment(cast(agency, "specialist", ago - pace * 0.2), case.pk, asked.answer, shared=True)
        if step == "start":
            cases.comment(
                cast(agency, "specialist", ago - pace * 0.2), case.pk, "客户资料已核对，先办这一件。", shared=False
            )
    return case.pk


def _note(step: str, asked: Wish) -> str:
    return {
        "deliver": asked.result,
        "decline": "这件事要由用人单位自己办，办法已写在留言里。",
        "return": "还差一份签字页，请补上。",
    }.get(step, "")


# ---- papers --------------------------------------------------------------------------------------------------------


def paper(cast: Cast, firm: Organisation, kind: str, key: UUID, title: str, dated: date) -> None:
    """A scanned page beside a task or a case."""
    evidence.add(
        cast(firm, "owner"), kind, key, title=f"{title}（演示）", dated=dated, name=f"{title}.png", content=_page(title)
    )


def _page(title: str) -> bytes:
    """A sheet with ruled lines, as a scan might look; says nothing that could be taken for somebody's paper."""
    sheet = Image.new("RGB", (620, 877), (252, 251, 248))
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((40, 40, 580, 837), outline=(120, 120, 120))
    for line in range(len(title) + 8):
        pen.line((80, 140 + 40 * line, 540 - 37 * (line % 4), 140 + 40 * line), fill=(90, 90, 90), width=3)
    held = io.BytesIO()
    sheet.save(held, "PNG")
    return held.getvalue()


SERVICES = (
    ("职工法律援助工作站（演示）", "020-00000001", "海珠区示范路 1 号 2 楼"),
    ("公共就业服务大厅（演示）", "020-00000002", "海珠区示范路 3 号"),
    ("职业技能培训中心（演示）", "020-00000003", "海珠区示范路 5 号"),
)


def services(officer: Actor, place: str, kinds: list[str]) -> None:
    """Where advice, legal aid and training are had, as an officer enters it."""
    for kind, (name, phone, address) in zip(kinds, SERVICES, strict=False):
        ledger.enter_service(
            officer,
            place=place,
            kind=kind,
            values={"name": name, "phone": phone, "address": address, "hours": "周一至周五 9:00–17:00"},
            source="演示数据，不是真实地点",
            source_day=officer.day,
        )
