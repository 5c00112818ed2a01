"""用工体检命令: `heyue checkup FILE…`."""

from __future__ import annotations

import importlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from heyue.cli import options
from heyue.cli.stop import Stop, say

if TYPE_CHECKING:
    from datetime import date

    from heyue.law.records import Records

RANK = {"high": 0, "medium": 1, "low": 2}
FILES_ONLY = ("xlsx", "pdf")
"""Formats that are no text for a terminal."""


def run(words: Sequence[str], lang: str) -> int:
    """Reads the files, checks them and writes the report; 1 where `--fail-on` is met, 2 where nothing could be checked."""
    chosen = _parser(lang).parse_intermixed_args(words)
    if (kind := chosen.format) in FILES_ONLY and chosen.output is None:
        raise Stop(say(lang, f"{kind} 报告请用 -o 写明文件名", f"a report as {kind} needs a file name: -o FILE.{kind}"))
    out = options.target(chosen.output, lang) if chosen.output is not None else None
    as_of = options.day(chosen.as_of, lang) if chosen.as_of else options.today()
    place = options.place_code(chosen.place, lang) if chosen.place else ""
    records = _read(chosen.files, chosen.mapping, as_of, lang)
    report = _check(records, chosen.files, as_of, place, lang)
    _write(report, chosen.format, out, lang)
    return int(_fails(report, chosen.fail_on))


def _parser(lang: str) -> options.Arguments:
    description = "用工体检 / check-up of one company's workbooks"
    parser = options.Arguments(lang=lang, prog="heyue checkup", description=description)
    parser.add_argument("files", nargs="+", metavar="FILE", help="xlsx、xls、csv 文件，可以多个 / one or more files")
    parser.add_argument("--mapping", metavar="FILE.yaml", help="列对应表 / saved column mapping")
    parser.add_argument("--place", metavar="CODE", help="用工所在地代码或地名 / place of work")
    parser.add_argument("--as-of", metavar="DATE", help="体检日，默认今天 / as-of day, today by default")
    parser.add_argument("--format", choices=("text", "json", "html", *FILES_ONLY), default="text")
    parser.add_argument("-o", "--output", metavar="OUT", help="写到文件 / write to a file")
    parser.add_argument(
        "--fail-on", choices=tuple(RANK), metavar="LEVEL", help="有此级别及以上发现时退出码为 1：high、medium、low"
    )
    return parser


def _read(files: Sequence[str], mapping: str | None, as_of: date, lang: str) -> Records:
    from heyue.intake import aside
    from heyue.intake.unusable import Unusable

    if not all(Path(name).name for name in files):
        raise Stop(
            say(lang, "有一个文件名是空的，请写明要检查哪个文件", "one file name is empty; name the file to check")
        )
    try:
        started = aside.start([Path(name) for name in files], mapping=Path(mapping) if mapping else None)
        with options.uncollected():  # while the files are read
            importlib.import_module("heyue.law.checkup").ready(as_of)
        return started.records()
    except Unusable as unusable:
        raise Stop(say(lang, unusable.message_zh, unusable.message_en)) from None


def _check(records: Records, files: Sequence[str], as_of: date, place: str, lang: str) -> dict[str, Any]:
    from heyue.law.checkup import check_up

    if "roster" not in records.given:
        raise Stop(_no_roster(records, files, lang))
    return check_up(records, as_of=as_of, place=place, lang=lang)


def _no_roster(records: Records, files: Sequence[str], lang: str) -> str:
    """Says which files were read and which sheets were found in them, so that a person sees what is still to be given."""
    from heyue.law.tables import TABLES

    known = [table for name, table in TABLES.items() if name in records.given]
    named = [Path(name).name for name in files[:3]]
    zh, en = "、".join(named), ", ".join(named)
    if len(files) > len(named):
        zh, en = f"{zh} 等 {len(files)} 个文件", f"{en} and {len(files) - len(named)} more"
    found_zh = f"认出了：{'、'.join(table.zh for table in known)}" if known else "别的表也没有认出"
    found_en = (
        f"recognised: {', '.join(table.en for table in known)}" if known else "nothing else was recognised either"
    )
    return say(
        lang,
        f"{zh}：没有找到花名册（{found_zh}）；请再给一张含姓名、用工起始日期的人员表（heyue template 可写出样表）",
        f"{en}: no roster found ({found_en}); add a sheet with names and first days employed (see heyue template)",
    )


def _write(report: dict[str, Any], kind: str, out: Path | None, lang: str) -> None:
    if kind == "json":
        options.write(json.dumps(report, ensure_ascii=False, indent=1), out, lang)
    elif kind == "text":
        from heyue.papers.report_text import render_text

        options.write(render_text(report, lang=lang), out, lang)
    elif kind == "html":
        from heyue.papers.report_html import render_html

        options.write(render_html(report, lang=lang), out, lang)
    elif out is not None and kind == "pdf":
        _write_pdf(report, out, lang)
    elif out is not None:
        from heyue.papers.report_xlsx import write_xlsx

        with options.writing(out, lang):
            write_xlsx(report, out, lang=lang)


def _write_pdf(report: dict[str, Any], out: Path, lang: str) -> None:
    from heyue.papers.extra import NotInstalled
    from heyue.papers.report_pdf import report_pdf

    try:
        made = report_pdf(report, lang=lang)
    except NotInstalled as absent:
        raise Stop(say(lang, absent.message_zh, absent.message_en)) from None
    with options.writing(out, lang):
        out.write_bytes(made)


def _fails(report: dict[str, Any], level: str | None) -> bool:
    if level is None:
        return False
    return any(not f["question"] and RANK[f["severity"]] <= RANK[level] for f in report["findings"])
