"""报告页的样子: what the queries found, arranged for the page's parts; words and addresses, nothing decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html

from heyue.apps.deeds.both import both

Group = Mapping[str, Any]


Excused = Mapping[str, Mapping[str, Any]]


def groups(
    found: Sequence[Group], checkup: UUID, *, links: bool, excused: Excused | None = None
) -> list[dict[str, Any]]:
    """Kinds of finding as parts/finding.html takes them: the leading one in full, the sum and number of all.

    `excused`: findings by key to which an objection was accepted; said beside them, the finding itself stays as it is.
    """
    made = [_group(number, group, checkup, links=links) for number, group in enumerate(found, start=1)]
    for view, group in zip(made, found, strict=True):
        told = [excused[key] for key in group.get("keys", ()) if key in excused] if excused else []
        if told:
            view["view"]["remark"] = remark(told[-1], len(told), group["count"])
    return made


def remark(told: Mapping[str, Any], of: int = 1, count: int = 1) -> dict[str, Any]:
    """The accepted objection as a line beside a finding."""
    day = told["day"].isoformat() if told["day"] else ""
    part = "" if of == count else f"（{count} 处中的 {of} 处）"
    part_en = "" if of == count else f" ({of} of {count})"
    return {
        "words": both(f"异议成立{part}，{day}：{told['why']}", f"Objection accepted{part_en}, {day}: {told['why']}"),
        "address": told["address"],
    }


def _group(number: int, group: Group, checkup: UUID, *, links: bool) -> dict[str, Any]:
    lead, count, fen = group["lead"], group["count"], group["fen"]
    view = dict(lead)
    actions = ""
    if count > 1:
        view["exposure"] = {"amount": f"{fen // 100}.{fen % 100:02d}" if fen else None}
        view["meta"] = _counted(count, group["people"])
        view["explanation"] = both(
            f"其中一处，{lead['meta']}：{lead['explanation']}", f"One of them, {lead['meta']}: {lead['explanation']}"
        )
        if links:
            address = reverse("checkups:findings", args=[checkup]) + "?" + urlencode({"rule": group["rule"]})
            actions = format_html(
                '<a class="button plain" href="{}">{}</a>', address, both(f"看全部 {count} 处", f"See all {count}")
            )
    return {"view": view, "actions": actions, "anchor": f"f{number}", "rule": group["rule"]}


def _counted(count: int, people: int) -> str:
    if not people:
        return both(f"共 {count} 处", f"{count} in all")
    return both(f"{people} 名员工，共 {count} 处", f"{people} employee{'s' if people > 1 else ''}, {count} in all")


def first(found: Sequence[Group]) -> list[dict[str, Any]]:
    """The three most urgent kinds, as parts/task.html takes them."""
    made = []
    for number, group in enumerate(found[:3], start=1):
        lead = group["lead"]
        note = lead["remedy"]
        made.append(
            {
                "task": {
                    "title": lead["title"],
                    "address": f"#f{number}",
                    "due": lead["due"],
                    "due_kind": lead["due_kind"],
                    "level": lead["severity"],
                    "note": note,
                }
            }
        )
    return made


def filters(found: Mapping[str, Sequence[Mapping[str, Any]]], chosen: Mapping[str, str]) -> dict[str, Any]:
    """Chips by level and subject with their counts and addresses; the employees stay a choice."""
    total = sum(one["count"] for one in found["level"])
    chips = [_chip(both("全部", "All"), total, chosen, {"level": "", "subject": "", "rule": ""})]
    chips += [
        _chip(one["word"], one["count"], chosen, {"level": one["value"], "subject": ""})
        for one in found["level"]
        if one["count"]
    ]
    chips += [
        _chip(one["word"], one["count"], chosen, {"subject": one["value"], "level": ""}) for one in found["subject"]
    ]
    return {"chips": chips, "filters": found, "chosen": chosen}


def _chip(word: Any, count: int, chosen: Mapping[str, str], sets: Mapping[str, str]) -> dict[str, Any]:
    asked = {name: value for name, value in {**chosen, **sets}.items() if value}
    current = all(chosen.get(name, "") == value for name, value in sets.items())
    return {"word": word, "count": count, "address": f"?{urlencode(asked)}" if asked else "?", "current": current}


def pager(page: Any, chosen: Mapping[str, str]) -> dict[str, Any]:
    """Pages, as parts/pager.html takes them."""

    def address(number: int) -> str:
        return "?" + urlencode({**chosen, "page": number})

    return {
        "page": page.number,
        "pages": page.paginator.num_pages,
        "previous": address(page.number - 1) if page.has_previous() else "",
        "following": address(page.number + 1) if page.has_next() else "",
    }


def comparison(told: Mapping[str, Sequence[Mapping[str, Any]]], points: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The four lists of a comparison with their headings, and the rows behind the trend."""
    sizes = {name: sum(row["count"] for row in rows) for name, rows in told.items()}
    new, still, closed, unseen = (sizes[name] for name in ("new", "still", "closed", "unseen"))
    note = both(
        "这次没有交相关的表，或者没有查到这些人、这些月份，所以不算办成。",
        "The sheets, people or months they rest on were not given this time, so they do not count as put right.",
    )
    sections = [
        {"title": both(f"新出现 {new} 处", f"{new} new"), "note": "", "rows": told["new"]},
        {"title": both(f"还在的 {still} 处", f"{still} still there"), "note": "", "rows": told["still"]},
        {"title": both(f"办成的 {closed} 处", f"{closed} put right"), "note": "", "rows": told["closed"]},
        {
            "title": both(f"这次没查到的 {unseen} 处", f"{unseen} not looked at this time"),
            "note": note,
            "rows": told["unseen"],
        },
    ]
    rows = [
        [point["as_of"].isoformat(), "–" if point["score"] is None else str(point["score"]), f"¥{point['yuan']}"]
        for point in points
    ]
    columns = [both("体检日", "As of"), both("得分", "Score"), both("风险金额", "At stake")]
    return {"sections": sections, "rows": rows, "columns": columns, "sizes": sizes}


def removal() -> dict[str, Any]:
    """The question before a check-up is deleted."""
    happens = [
        both(
            "报告、发现和交来的文件一起删掉，找不回来",
            "The report, its findings and the files are deleted and cannot be brought back",
        ),
        both("分享出去的链接打不开了", "Shared links no longer open"),
        both("已经生成的整改计划还在", "A plan made from it stays"),
    ]
    return {
        "what": both("删除这次体检？", "Delete this check-up?"),
        "happens": happens,
        "submit": both("删除", "Delete"),
    }
