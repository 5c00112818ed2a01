"""体检里有什么: lists, comparison and trend, forms being filled in, cards of the home page; one report is in reports.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from heyue.apps.accounts.models import Organisation
from heyue.apps.checkups import reports
from heyue.apps.checkups.comparing import Compared, Scope, Seen, compare, scope_of
from heyue.apps.checkups.models import Checkup, Draft, DraftPerson, Finding, Share, UploadFile
from heyue.apps.deeds import Actor
from heyue.apps.deeds.both import both
from heyue.apps.lists import Chip, Column, Listing
from heyue.apps.plans import queries as plans
from heyue.law.wording import day_in_words

WORDS = {
    "queued": both("排队中", "Waiting"),
    "reading": both("正在读表", "Reading the sheets"),
    "checking": both("正在检查", "Checking"),
    "needs_mapping": both("等你对列", "Needs your word on columns"),
    "done": both("已完成", "Finished"),
    "failed": both("没有做成", "Not done"),
}
RUNNING = ("queued", "reading", "checking")
CHIPS = {
    "all": (both("全部", "All"), Q()),
    "running": (both("进行中", "Running"), Q(state__in=RUNNING)),
    "asked": (both("等你处理", "Needs you"), Q(state__in=("needs_mapping", "failed"))),
    "high": (both("有高风险", "With high risk"), Q(state="done", high_count__gt=0)),
    "clear": (both("没有高风险", "No high risk"), Q(state="done", high_count=0)),
}


# ---- lists ---------------------------------------------------------------------------------------------------------


def checkups(actor: Actor) -> QuerySet[Checkup]:
    """Check-ups this actor may see."""
    rows: QuerySet[Checkup] = Checkup.objects.visible_to(actor).select_related("organisation").defer("doubts")
    return rows


def listing(*, several: bool) -> Listing:
    """The list of check-ups; with the employer's name first for whoever acts for `several`."""
    day = Column(
        "day", both("体检日", "As of"), lambda row: row.as_of, kind="day", sort=("as_of", "made"), link=_address
    )
    employer = Column(
        "employer",
        both("企业", "Employer"),
        lambda row: row.organisation.name,
        kind="organisation",
        sort="organisation__name",
        link=_address,
    )
    rest = (
        Column("state", both("情况", "State"), _state, kind="level"),
        Column("score", both("得分", "Score"), lambda row: row.score, kind="number", sort="score"),
        Column(
            "exposure",
            both("风险金额", "At stake"),
            lambda row: row.exposure if row.state == "done" else None,
            kind="yuan",
            sort="exposure",
        ),
        Column(
            "findings",
            both("发现", "Findings"),
            lambda row: row.findings_count if row.state == "done" else None,
            kind="number",
            sort="findings_count",
        ),
        Column("made", both("提交时间", "Handed in"), lambda row: row.made, kind="moment", sort="made", phone=False),
    )
    plain = Column("day", day.words, day.value, kind="day", sort=day.sort)
    columns = (employer, plain, *rest) if several else (day, *rest)
    chips = tuple(Chip(name, word, where or None) for name, (word, where) in CHIPS.items())
    search = ("organisation__name", "files__name") if several else ("files__name",)
    hint = both("企业名或文件名", "Employer or file name") if several else both("文件名", "File name")
    return Listing("checkups", columns, order="-day", search=search, chips=chips, hint=hint)


def _address(row: Checkup) -> str:
    return reverse("checkups:checkup", args=[row.pk])


def _state(row: Checkup) -> tuple[str, Any]:
    """The state as a tag: what is finished by its gravest finding."""
    if row.state != "done":
        return ("medium" if row.state in {"needs_mapping", "failed"} else "none", WORDS[row.state])
    if row.high_count:
        return "high", both(f"高风险 {row.high_count} 处", f"{row.high_count} high")
    return ("medium", both("有发现", "Findings")) if row.findings_count else ("good", both("没有发现", "Clear"))


def employers(actor: Actor) -> list[Organisation]:
    """The employers this actor may hand files in for: its own, or its clients'."""
    reach = actor.reach("checkups.run")
    rows = Organisation.unscoped.filter(pk__in=reach, kind="enterprise", closed__isnull=True)
    return sorted(rows, key=lambda one: (one.pk != actor.organisation, one.name))


def shares(checkup: Checkup) -> list[Share]:
    """Links of a check-up already fetched, the newest first."""
    return list(Share.unscoped.filter(checkup=checkup).order_by("-made"))


def files(checkup: Checkup) -> list[dict[str, Any]]:
    """The files of a check-up already fetched: name, size and hash."""
    return [dict(row) for row in checkup.files.order_by("number").values("number", "name", "size", "sha256")]


def stored(checkup: Checkup) -> list[tuple[str, str, Mapping[str, Any]]]:
    """Name, stored name and answers of each file, for the worker and for the ledger's reading of the same records."""
    return list(checkup.files.order_by("number").values_list("name", "stored", "answers"))


def stored_names() -> list[str]:
    """The stored name of every file that a check-up has."""
    return list(UploadFile.unscoped.values_list("stored", flat=True))


def stalled(now: datetime) -> list[UUID]:
    """Runs whose lease is over: their worker died, or they were never taken up."""
    rows = Checkup.unscoped.filter(state__in=RUNNING, lease__lt=now)
    return list(rows.order_by("made").values_list("pk", flat=True)[:100])


def progress(checkup: Checkup) -> dict[str, Any]:
    """How far a run is, as parts/progress.html takes it."""
    stages = (
        ("queued", both("排队", "Wait")),
        ("reading", both("读表", "Read the sheets")),
        ("checking", both("逐条检查", "Check each rule")),
    )
    now = RUNNING.index(checkup.state) if checkup.state in RUNNING else -1
    steps = [
        {"words": words, "state": "done" if at < now else "now" if at == now else "next"} for at, (_, words) in enumerate(stages)
    ]  # fmt: skip
    return {
        "id": checkup.pk,
        "title": both("正在体检", "Checking"),
        "doing": WORDS[checkup.state],
        "percent": checkup.percent,
        "address": _address(checkup),
        "steps": steps,
        "note": both("可以离开这一页，过一会儿回来看。", "You may leave this page and come back."),
    }


# ---- comparing -----------------------------------------------------------------------------------------------------


def seen(of: Iterable[Checkup] | QuerySet[Checkup]) -> list[Seen]:
    """The findings (not the questions) of some check-ups, enough to compare by; each key once."""
    rows = Finding.unscoped.filter(checkup__in=of, question=False).order_by("number")
    found = {row[0]: Seen(*row) for row in rows.values_list("key", "rule", "employee", "since", "until")}
    return list(found.values())


def scope(checkup: Checkup) -> Scope:
    """What a check-up looked at: rules, employees, months of pay."""
    whole = reports.head(checkup)
    return scope_of(whole["zh"]["coverage"], whole["scope"]["employees"], whole["scope"]["months"])


def previous(checkup: Checkup) -> Checkup | None:
    """The finished check-up of the same employer before this one."""
    rows = Checkup.unscoped.filter(organisation_id=checkup.organisation_id, state="done").exclude(pk=checkup.pk)
    earlier = rows.filter(Q(as_of__lt=checkup.as_of) | Q(as_of=checkup.as_of, made__lt=checkup.made))
    return earlier.defer("doubts").order_by("-as_of", "-made").first()


def compared(checkup: Checkup, before: Checkup) -> Compared:
    """What closed, is still open, is new, or was not looked at this time."""
    return compare(seen([before]), seen([checkup]), scope(checkup))


def told(checkup: Checkup, before: Checkup, lang: str) -> dict[str, list[dict[str, Any]]]:
    """The comparison in words: closed and unseen ones as the earlier report had them, open and new ones as this one has."""
    found = compared(checkup, before)
    return {
        "closed": by_keys(before, found.closed, lang),
        "still": by_keys(checkup, found.still, lang),
        "new": by_keys(checkup, found.new, lang),
        "unseen": by_keys(before, found.unseen, lang),
    }


def by_keys(checkup: Checkup, keys: Sequence[str], lang: str) -> list[dict[str, Any]]:
    """Findings of a check-up by comparison key, those of one rule together: title, employees, number, sum."""
    found: dict[str, dict[str, Any]] = {}
    for row in Finding.unscoped.filter(checkup=checkup, key__in=keys).order_by("rank", "number"):
        if row.rule not in found:
            found[row.rule] = {
                "title": row.body[lang]["title"],
                "severity": row.severity,
                "count": 0,
                "employees": [],
                "fen": 0,
            }
        entry = found[row.rule]
        entry["count"] += 1
        entry["fen"] += row.exposure or 0
        if row.employee and row.employee not in entry["employees"]:
            entry["employees"].append(row.employee)
    return list(found.values())


def trend(checkup: Checkup, most: int = 12) -> list[dict[str, Any]]:
    """Score and exposure of the employer's finished check-ups up to this one, the oldest first; one a day, the latest."""
    rows = Checkup.unscoped.filter(organisation_id=checkup.organisation_id, state="done", as_of__lte=checkup.as_of)
    latest: dict[Any, dict[str, Any]] = {}
    for row in rows.order_by("-as_of", "-made").values(
        "pk", "as_of", "score", "grade", "exposure", "findings_count", "high_count"
    )[: most * 4]:
        latest.setdefault(row["as_of"], dict(row))
    points = sorted(latest.values(), key=lambda row: row["as_of"])[-most:]
    return [{**row, "yuan": f"{row['exposure'] // 100}.{row['exposure'] % 100:02d}"} for row in points]


# ---- filling in online ---------------------------------------------------------------------------------------------


def open_draft(actor: Actor, organisation: UUID) -> Draft | None:
    """The employer's unfinished form."""
    found: Draft | None = (
        Draft.objects.visible_to(actor).filter(organisation_id=organisation, closed__isnull=True).first()
    )
    return found


def people(actor: Actor, draft: Draft) -> list[DraftPerson]:
    """The people of a form, by number."""
    return list(DraftPerson.objects.visible_to(actor).filter(draft=draft).order_by("number"))


# ---- home ----------------------------------------------------------------------------------------------------------


def latest(actor: Actor, organisations: Iterable[UUID]) -> dict[UUID, Checkup]:
    """The newest finished check-up of each employer."""
    rows = (
        Checkup.objects.visible_to(actor).filter(organisation_id__in=list(organisations), state="done").defer("doubts")
    )
    found: dict[UUID, Checkup] = {}
    for row in rows.order_by("-as_of", "-made"):
        found.setdefault(row.organisation_id, row)
    return found


def last_checkups(actor: Actor, organisations: Sequence[UUID]) -> dict[UUID, object]:
    """The last score and high findings of each employer, for the worklists of clients and districts; as far as one may know."""
    rows = Checkup.unscoped.filter(organisation_id__in=organisations, state="done")
    if actor.can("checkups.overview"):
        rows = rows.filter(
            organisation__openness__in=("summary", "report"), organisation__place__startswith=actor.place or "-"
        )
    else:
        rows = rows.filter(organisation_id__in=actor.reach("checkups.read"))
    found: dict[UUID, object] = {}
    for key, day, score, high in rows.order_by("-as_of", "-made").values_list(
        "organisation_id", "as_of", "score", "high_count"
    ):
        if key not in found:
            told = day_in_words(day, "zh"), day_in_words(day, "en")
            points = ("–", "–") if score is None else (f"{score} 分", f"{score}")
            found[key] = both(f"{points[0]}，高风险 {high} 处（{told[0]}）", f"{points[1]}, {high} high ({told[1]})")
    return found


def moved(actor: Actor, since: datetime) -> list[tuple[str, dict[str, Any]]]:
    """Runs that moved lately, for the stream of messages: the page that waits asks again at once."""
    if not actor.can("checkups.read"):
        return []
    rows = Checkup.objects.visible_to(actor).filter(moved__gt=since)
    return [
        (str(key), {"percent": percent}) for key, percent in rows.order_by("moved").values_list("pk", "percent")[:20]
    ]


def home(actor: Actor) -> list[dict[str, Any]]:
    """首页: an owner's score and sum over time, an agency's clients by urgency, an officer's figures of the place."""
    if actor.kind == "enterprise" and actor.can("checkups.read") and actor.organisation is not None:
        return [_own(actor, actor.organisation)]
    if actor.kind == "agency" and actor.can("checkups.read"):
        rows = clients(actor)
        card = {"template": "checkups/home_clients.html", "order": 10, "clients": rows[:FIRST], "all": len(rows)}
        return [card | {"headline": _of_clients(rows), "lead": CLIENTS_LEAD}] if rows else [card]
    if actor.can("checkups.overview"):
        figures = overview(actor)
        card = {
            "template": "checkups/home_district.html",
            "order": 10,
            "overview": figures,
            "grave": figures["rows"][:8],
        }
        return [card | {"headline": _of_district(figures), "lead": DISTRICT_LEAD}]
    return []


FIRST = 20
"""首页列几家: how many clients stand on an agency's home page, the urgent first; the others are a press away."""
CLIENTS_LEAD = both(
    "已过日期的在最前，然后按最近的日期和高风险排。",
    "Days that have passed come first, then the next days and high risk.",
)
DISTRICT_LEAD = both(
    "只统计企业自己公开的体检；没有公开的只计入总数。",
    "Only check-ups their employers show are counted; the others count in the total alone.",
)


def _of_clients(rows: Sequence[dict[str, Any]]) -> tuple[str, str]:
    """One statement over an agency's clients: how many wait past a day, or else how many have something open."""
    late, busy = sum(bool(row["late"]) for row in rows), sum(bool(row["open"]) for row in rows)
    n = len(rows)
    if late:
        return (
            f"{n} 家客户里，{late} 家有过了日期的事",
            f"{late} of your {n} clients {'has' if late == 1 else 'have'} something overdue",
        )
    if busy:
        return (
            f"{n} 家客户里，{busy} 家有事待办",
            f"{busy} of your {n} clients {'has' if busy == 1 else 'have'} something to do",
        )
    return (f"{n} 家客户都没有待办的事", f"Nothing is open for your {n} {'client' if n == 1 else 'clients'}")


def _of_district(figures: dict[str, Any]) -> tuple[str, str]:
    n, shown, grave = figures["employers"], figures["checked"], figures["with_high"]
    if not n:
        return ("辖区里还没有企业", "No employer of the district is here yet")
    if not shown:
        return (f"辖区 {n} 家企业，还没有公开的体检", f"{n} employers; none shows a check-up yet")
    return (
        f"公开了体检的 {shown} 家里，{grave} 家有高风险",
        f"Of {shown} employers that show a check-up, {grave} have high risk",
    )


def _own(actor: Actor, organisation: UUID) -> dict[str, Any]:
    newest = (
        Checkup.objects.visible_to(actor).filter(organisation_id=organisation).defer("doubts").order_by("-made").first()
    )
    last = latest(actor, [organisation]).get(organisation)
    waiting = newest if newest is not None and newest.state != "done" else None
    points = trend(last) if last is not None else []
    words = WORDS[waiting.state] if waiting is not None else ""
    return {
        "template": "checkups/home_own.html",
        "order": 20,
        "last": last,
        "waiting": waiting,
        "waiting_words": words,
        "points": points,
    }


def clients(actor: Actor) -> list[dict[str, Any]]:
    """An agency's worklist: each client with its last score, sum at stake and next day, the most urgent first."""
    reach = [grant.client for grant in actor.grants if "checkups" in grant.scope]
    rows = {one.pk: one for one in Organisation.unscoped.filter(pk__in=reach)}
    last, due = latest(actor, rows), plans.next_due(actor, list(rows))
    found = [
        {"organisation": one, "checkup": last.get(key), **(due.get(key) or {"open": 0, "late": 0, "due": None})}
        for key, one in rows.items()
    ]  # fmt: skip
    return sorted(
        found,
        key=lambda row: (
            -row["late"],
            row["due"] is None,
            str(row["due"]),
            -(row["checkup"].high_count if row["checkup"] else 0),
            row["organisation"].name,
        ),
    )


def overview(actor: Actor) -> dict[str, Any]:
    """A bureau's figures: employers of its place, how many were checked and show it, and sums over those; numbers only."""
    rows = (
        Organisation.unscoped.filter(kind="enterprise", place__startswith=actor.place, closed__isnull=True)
        if actor.place
        else Organisation.unscoped.none()
    )
    total = rows.count()
    open_to = list(rows.filter(openness__in=("summary", "report")).values_list("pk", "name", "place", "openness"))
    newest: dict[UUID, dict[str, Any]] = {}
    done = Checkup.unscoped.filter(organisation_id__in=[one[0] for one in open_to], state="done")
    fields = (
        "pk",
        "organisation_id",
        "as_of",
        "score",
        "grade",
        "exposure",
        "findings_count",
        "high_count",
        "employees",
    )
    for row in done.order_by("-as_of", "-made").values(*fields):
        newest.setdefault(row["organisation_id"], row)
    scores = sorted(row["score"] for row in newest.values() if row["score"] is not None)
    listed = [
        {"name": name, "place": place, "report": openness == "report", **newest[key]}
        for key, name, place, openness in open_to
        if key in newest
    ]  # fmt: skip
    listed.sort(key=lambda row: (-row["high_count"], row["score"] if row["score"] is not None else 101))
    return {
        "employers": total,
        "open": len(open_to),
        "checked": len(newest),
        "with_high": sum(row["high_count"] > 0 for row in newest.values()),
        "median": scores[len(scores) // 2] if scores else None,
        "exposure": sum(row["exposure"] for row in newest.values()),
        "rows": listed,
    }
