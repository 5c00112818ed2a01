"""体检的接口: hand in files, follow the run, read the report and its findings, plan, share and take along.

The report under /report is the JSON that docs/interfaces.md promises for `heyue checkup --format json`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from ninja import File, Form, Query, Router, UploadedFile
from pydantic import BaseModel, Field

from heyue.apps.checkups import access, operations, paper, queries, reports
from heyue.apps.checkups.filling_api import filling
from heyue.apps.checkups.forms import MOST_BYTES, UploadForm
from heyue.apps.checkups.given import verified
from heyue.apps.deeds import NotFound
from heyue.apps.deeds.both import both, lang
from heyue.apps.deeds.policy import policy
from heyue.apps.lists.api import Asked, Given, Page, Paging, Short, Word, acting, cut, fit, paged, shown, unfit, yuan
from heyue.intake.mapping import BadMapping

checkups = Router()
ROUTERS = {"/checkups": checkups, "/drafts": filling}


class FileShown(BaseModel):
    """交来的一个文件."""

    number: int
    name: str
    size: int
    sha256: str


class CheckupLine(BaseModel):
    """一次体检. `state`: queued, reading, checking, needs_mapping, done or failed; the figures are there once it is done."""

    id: UUID
    organisation: UUID
    organisation_name: str
    state: str
    state_words: str
    percent: int
    as_of: date
    place: str
    made: datetime
    finished: datetime | None
    score: int | None
    grade: str
    exposure: str | None
    exposure_max: str | None
    findings: int | None
    high: int | None


class DoubtShown(BaseModel):
    """没认出来的一张表: what it was taken for, if anything, and the labels of its columns."""

    number: int
    file: str
    sheet: str | None
    reason: str
    table: str
    header_row: int
    labels: list[str]


class CheckupShown(CheckupLine):
    """一次体检, with its files, the sheets somebody has to explain and, where it failed, why."""

    files: list[FileShown]
    failure: str
    doubts: list[DoubtShown]
    law_version: str
    inputs: str


class FindingShown(BaseModel):
    """一处发现; `body` is the entry of the report's `findings`."""

    id: UUID
    rule: str
    subject: str
    severity: str
    employee: str
    since: date | None
    until: date | None
    exposure: str | None
    due: date | None
    body: dict[str, Any]


class Filter(Paging):
    """哪些发现."""

    subject: Word = ""
    level: Literal["", "high", "medium", "low"] = ""
    employee: Short = ""
    rule: Word = ""


class Starting(Given):
    """开始体检. `place` as a code or a full name; the employer's own place and today unless it is said otherwise."""

    organisation: UUID | None = None
    place: Annotated[str, Field(max_length=40, pattern=r"^[^\x00-\x1f]*$")] = ""
    as_of: date | None = None


class ShareShown(BaseModel):
    """一个分享链接."""

    id: UUID
    made: datetime
    until: datetime
    ended: datetime | None
    opened: int
    last_opened: datetime | None


class ShareMade(ShareShown):
    """新的分享链接, with its address, told this once."""

    address: str


class PlanMade(BaseModel):
    """生成的整改计划."""

    plan: UUID


# ---- list and hand-in ----------------------------------------------------------------------------------------------


@checkups.get("", response=Page[CheckupLine])
@policy("checkups.read", token=True)
def list_checkups(request: HttpRequest, asked: Query[Asked]) -> Any:
    """Check-ups one may see; `chip` is all, running, asked, high or clear."""
    actor = acting(request)
    found = shown(queries.listing(several=bool(actor.grants)), queries.checkups(actor), asked)
    return paged(found, asked, lambda row: CheckupLine(**_line(row)))


@checkups.post("", response={202: CheckupShown})
@policy("checkups.run", "POST", token=True)
def start(request: HttpRequest, data: Form[Starting], files: File[list[UploadedFile]]) -> Any:
    """Hands files in and puts the check-up in the queue; multipart. Ask again until `state` is done, failed or needs_mapping."""
    actor = acting(request)
    employers = queries.employers(actor)
    if not employers or (data.organisation is not None and data.organisation not in {one.pk for one in employers}):
        raise NotFound
    if any((one.size or 0) > MOST_BYTES for one in files):
        raise RequestDataTooBig
    whose = data.organisation or (employers[0].pk if len(employers) == 1 else "")
    values = {"organisation": str(whose), "place": data.place, "as_of": data.as_of.isoformat() if data.as_of else ""}
    given = fit(UploadForm(values, MultiValueDict({"files": files}), employers=employers, today=actor.day))
    made = operations.start(
        actor, organisation=given["organisation"], place=given["place"], as_of=given["as_of"], files=given["files"]
    )
    return _one(access.checkup(actor, made.pk))


@checkups.get("/{uuid:key}", response=CheckupShown)
@policy("checkups.read", token=True)
def checkup(request: HttpRequest, key: UUID) -> Any:
    """One check-up: how far it is and, once done, its figures."""
    return _one(access.checkup(acting(request), key))


@checkups.delete("/{uuid:key}", response={204: None})
@policy("checkups.remove", "DELETE", token=True)
def remove(request: HttpRequest, key: UUID) -> Any:
    """Removes report, findings, links and files; plans made from it stay."""
    operations.remove(acting(request), key)


@checkups.post("/{uuid:key}/again", response={202: CheckupShown})
@policy("checkups.run", "POST", token=True)
def again(request: HttpRequest, key: UUID) -> Any:
    """A new check-up of the same files as of today."""
    actor = acting(request)
    return _one(access.checkup(actor, operations.again(actor, key, as_of=actor.day).pk))


class SheetGiven(Given):
    """一张表是什么: `doubt` is its number; left out (`skip`), or a table with its label → column."""

    doubt: Annotated[int, Field(ge=0, le=1000)]
    skip: bool = False
    table: Word = ""
    header_row: Annotated[int, Field(ge=1, le=100)] = 1
    columns: Annotated[dict[Short, Word], Field(max_length=200, default_factory=dict)]
    month: Word = ""


class Mapped(Given):
    """对列: `remember` keeps it for sheets with the same headers."""

    sheets: Annotated[list[SheetGiven], Field(min_length=1, max_length=100)]
    remember: bool = True


@checkups.post("/{uuid:key}/mapping", response={202: CheckupShown})
@policy("checkups.map", "POST", token=True)
def mapping(request: HttpRequest, key: UUID, data: Mapped) -> Any:
    """Says what the sheets in doubt are; the check-up goes on, a finished one is done anew."""
    actor = acting(request)
    doubts = access.checkup(actor, key, "checkups.map").doubts or []
    entries: dict[int, dict[str, dict[str, Any]]] = {}
    for at, one in enumerate(data.sheets):
        if one.doubt >= len(doubts):
            raise unfit("body", f"sheets.{at}.doubt", both("没有这张表", "there is no such sheet"))
        doubt = doubts[one.doubt]
        entry: dict[str, Any] = {"skip": True}
        if not one.skip:
            entry = {"table": one.table, "header_row": one.header_row, "columns": one.columns} | (
                {"month": one.month} if one.month else {}
            )
        try:
            verified(doubt["name"], {doubt["sheet"] or "csv": entry})
        except BadMapping as bad:
            raise unfit("body", f"sheets.{at}", both(bad.zh, bad.en)) from None
        entries.setdefault(doubt["file"], {})[doubt["sheet"] or "csv"] = entry
    made = operations.mapping(actor, key, entries=entries, remember=data.remember)
    return _one(access.checkup(actor, made.pk))


# ---- the report ----------------------------------------------------------------------------------------------------


@checkups.get("/{uuid:key}/report", response=dict[str, Any])
@policy("checkups.read", token=True)
def report(request: HttpRequest, key: UUID) -> Any:
    """The report in the caller's language; that it was taken is written down."""
    actor = acting(request)
    return reports.report(operations.download(actor, key, "json", lang()), lang())


@checkups.get("/{uuid:key}/findings", response=Page[FindingShown])
@policy("checkups.read", token=True)
def findings(request: HttpRequest, key: UUID, asked: Query[Filter]) -> Any:
    """Single findings in the report's order; whoever is not of the employer leaves a trace by looking."""
    actor = acting(request)
    found = access.checkup(actor, key)
    if found.state != "done":
        raise NotFound
    if found.organisation_id != actor.organisation:
        operations.open_report(actor, key)
    chosen = asked.model_dump(include={"subject", "level", "employee", "rule"})
    return cut(reports.findings(found, chosen), asked, _finding)


@checkups.get("/{uuid:key}/download/{form}")
@policy("checkups.read", token=True)
def download(request: HttpRequest, key: UUID, form: Literal["xlsx", "pdf", "html", "json"]) -> HttpResponse:
    """The report as a file."""
    found = operations.download(acting(request), key, form, lang())
    content = paper.write(reports.report(found, lang()), form, lang())
    response = HttpResponse(content, content_type=paper.TYPES[form])
    name = quote(f"{found.organisation.name} {found.as_of.isoformat()}.{form}")
    response["Content-Disposition"] = f"attachment; filename=\"heyue.{form}\"; filename*=UTF-8''{name}"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    return response


@checkups.post("/{uuid:key}/plan", response={201: PlanMade})
@policy("plans.make", "POST", token=True)
def plan(request: HttpRequest, key: UUID) -> Any:
    """Makes the rectification plan; asked twice, the same plan."""
    return PlanMade(plan=operations.plan(acting(request), key).pk)


class RuleCompared(BaseModel):
    """一条规则的发现, counted."""

    title: str
    severity: str
    count: int
    employees: list[str]
    exposure: str


class PointShown(BaseModel):
    """走势上的一天."""

    as_of: date
    score: int | None
    grade: str
    exposure: str
    findings: int
    high: int


class Comparison(BaseModel):
    """和上次比: closed, still open, new, and not looked at this time; the days before it, the oldest first."""

    before: UUID
    closed: list[RuleCompared]
    still: list[RuleCompared]
    new: list[RuleCompared]
    unseen: list[RuleCompared]
    trend: list[PointShown]


@checkups.get("/{uuid:key}/compare", response=Comparison)
@policy("checkups.read", token=True)
def compare(request: HttpRequest, key: UUID) -> Any:
    """What became of the findings of the check-up before this one; absent where there is none before."""
    found = access.checkup(acting(request), key)
    before = queries.previous(found) if found.state == "done" else None
    if before is None:
        raise NotFound
    told = queries.told(found, before, lang())
    same = ("title", "severity", "count", "employees")
    lines = {
        part: [RuleCompared(**{name: one[name] for name in same}, exposure=yuan(one["fen"]) or "") for one in rows]
        for part, rows in told.items()
    }
    trend = [
        PointShown(
            as_of=one["as_of"], score=one["score"], grade=one["grade"], exposure=one["yuan"],
            findings=one["findings_count"], high=one["high_count"],
        )
        for one in queries.trend(found)
    ]  # fmt: skip
    return Comparison(before=before.pk, **lines, trend=trend)


# ---- the district --------------------------------------------------------------------------------------------------


class DistrictLine(BaseModel):
    """一家公开了情况的企业. `checkup` only where it opened its report."""

    name: str
    place: str
    as_of: date
    score: int | None
    grade: str
    exposure: str | None
    findings: int
    high: int
    checkup: UUID | None


class District(BaseModel):
    """辖区的体检情况: numbers of those who show them."""

    employers: int
    open: int
    checked: int
    with_high: int
    median: int | None
    exposure: str
    items: list[DistrictLine]


@checkups.get("/district", response=District)
@policy("checkups.overview", token=True)
def district(request: HttpRequest) -> Any:
    """How the employers of the place stand that opened a summary or their report, the most pressing first."""
    told = queries.overview(acting(request))
    counts = {name: told[name] for name in ("employers", "open", "checked", "with_high", "median")}
    items = [
        DistrictLine(
            **{name: row[name] for name in ("name", "place", "as_of", "score", "grade")},
            exposure=yuan(row["exposure"]),
            findings=row["findings_count"],
            high=row["high_count"],
            checkup=row["pk"] if row["report"] else None,
        )
        for row in told["rows"]
    ]
    return District(**counts, exposure=yuan(told["exposure"]) or "", items=items)


@checkups.get("/{uuid:key}/published", response=dict[str, Any])
@policy("checkups.overview", token=True)
def published(request: HttpRequest, key: UUID) -> Any:
    """A report that its employer opened to the bureau of its place; that it was read stands in the employer's record."""
    actor = acting(request)
    found = access.published(actor, key)
    operations.open_report(actor, key)
    return reports.report(found, lang())


# ---- sharing -------------------------------------------------------------------------------------------------------


class Sharing(Given):
    """链接几天后失效."""

    days: Literal[1, 7, 30] = 7


@checkups.get("/{uuid:key}/shares", response=Page[ShareShown])
@policy("checkups.share", token=True)
def shares(request: HttpRequest, key: UUID, asked: Query[Paging]) -> Any:
    """Links of this report, the newest first; their addresses are told only when they are made."""
    found = access.checkup(acting(request), key, "checkups.share")
    return cut(queries.shares(found), asked, lambda row: ShareShown(**_share(row)))


@checkups.post("/{uuid:key}/shares", response={201: ShareMade})
@policy("checkups.share", "POST", token=True)
def share(request: HttpRequest, key: UUID, data: Sharing) -> Any:
    """A link that opens the report until its day."""
    row, token = operations.share(acting(request), key, data.days)
    return ShareMade(**_share(row), address=settings.HEYUE_ORIGIN + reverse("checkups:shared", args=[token]))


@checkups.post("/shares/{uuid:key}/end", response=ShareShown)
@policy("checkups.share", "POST", token=True)
def unshare(request: HttpRequest, key: UUID) -> Any:
    """The link opens nothing from now on."""
    operations.unshare(acting(request), key)
    return ShareShown(**_share(access.share(acting(request), key)))


def _share(row: Any) -> dict[str, Any]:
    return {"id": row.pk, **{name: getattr(row, name) for name in ("made", "until", "ended", "opened", "last_opened")}}


def _finding(row: Any) -> FindingShown:
    same = ("rule", "subject", "severity", "employee", "since", "until", "due")
    return FindingShown(
        id=row.pk, **{name: getattr(row, name) for name in same}, exposure=yuan(row.exposure), body=row.body[lang()]
    )


def _doubt(number: int, one: Mapping[str, Any]) -> DoubtShown:
    labels = one["grid"][one["header"] - 1] if one["grid"] else []
    return DoubtShown(
        number=number,
        file=one["name"],
        sheet=one["sheet"],
        reason=one["reason"],
        table=one["table"] or "",
        header_row=one["header"],
        labels=[str(label) for label in labels],
    )


def _one(row: Any) -> CheckupShown:
    failure = row.failure_en if lang() == "en" else row.failure_zh
    files = [FileShown(**one) for one in queries.files(row)]
    doubts = [_doubt(number, one) for number, one in enumerate(row.doubts or ())]
    return CheckupShown(
        **_line(row), files=files, failure=failure, doubts=doubts, law_version=row.law_version, inputs=row.inputs
    )


def _line(row: Any) -> dict[str, Any]:
    done = row.state == "done"
    same = ("state", "percent", "as_of", "place", "made", "finished", "score", "grade")
    return {
        "id": row.pk, "organisation": row.organisation_id, "organisation_name": row.organisation.name,
        **{name: getattr(row, name) for name in same}, "state_words": str(queries.WORDS[row.state]),
        "exposure": yuan(row.exposure) if done else None, "exposure_max": yuan(row.exposure_max) if done else None,
        "findings": row.findings_count if done else None, "high": row.high_count if done else None,
    }  # fmt: skip
