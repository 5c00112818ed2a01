"""引用核对: are the statutes on file sound, and do the articles recorded exist in the stored texts.

`python -m heyue.law.cites [DIR]` compares every record with the texts in DIR (Markdown, one file a statute) and exits 1
on a mismatch. Without the texts the records can only be held against themselves, as `check_statutes` does for lint.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from heyue.law.cite import Statute, statutes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TEXTS = Path("../shared/law/statutes")
_DIGIT = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALE = {"十": 10, "百": 100, "千": 1000}
_NUMERAL = "[零〇一二两三四五六七八九十百千]+"
_ARTICLE = re.compile(rf"第({_NUMERAL}|\d+)条(?:之({_NUMERAL}))?(?:第{_NUMERAL}款)?(?=[\s【]|$)")
_POINT = re.compile(rf"#*\s*({_NUMERAL})、")
_ITEM = re.compile(rf"[（(](?:{_NUMERAL}|\d+)[）)]|\d+[.．、]|[①-⑳]|\|")
_ANNEX = re.compile(r"#*\s*附(?:录|件)")
_SCHEDULE = re.compile(rf"#*\s*(?:附表|\S{{0,12}}税率表)({_NUMERAL})")
_CLOSED = tuple("。；：！？”》）)|;:")


def number_of(numeral: str) -> int:
    """中文数字: 一百二十五 → 125, 十五 → 15, 二〇 → 20; plain digits pass. Raises ValueError on anything else."""
    if numeral.isascii() and numeral.isdigit():
        return int(numeral)
    if not numeral or any(char not in _DIGIT and char not in _SCALE for char in numeral):
        raise ValueError(f"不是中文数字：{numeral!r}")
    if not any(char in _SCALE for char in numeral):
        return int("".join(str(_DIGIT[char]) for char in numeral))
    total, digit = 0, 0
    for position, char in enumerate(numeral):
        if char in _DIGIT:
            digit = _DIGIT[char]
        else:
            # 十五 is 15: a leading 十 stands for 一十.
            total += (1 if position == 0 else digit) * _SCALE[char]
            digit = 0
    return total + digit


def parts_of(text: str, divided: str = "article") -> dict[str, int | None]:
    """逐条数款: number → paragraphs (款) of every article, annex and schedule of a stored text, in the text's order.

    An article starts at 第X条 at the head of a line (a point at 一、). Each further line is one more paragraph unless it is
    an item （(一), 1., a table row) or carries on a line broken in mid-sentence; a heading, 附录 or 附件 ends it. 第X条之一 is
    "X-1". Annex and schedules ("annex", "schedule1") and points have None: nobody cites their paragraphs. A letter
    without any number is "whole".
    """
    found: dict[str, int | None] = {}
    current, open_item = None, False
    for line in filter(None, (raw.strip() for raw in text.splitlines())):
        if head := (_POINT if divided == "point" else _ARTICLE).match(line):
            current = str(number_of(head[1]))
            if divided == "article" and head[2]:
                current = f"{current}-{number_of(head[2])}"
            found[current] = None if divided == "point" else 1
            open_item = False
        elif schedule := _SCHEDULE.match(line):
            current = None
            found[f"schedule{number_of(schedule[1])}"] = None
        elif _ANNEX.match(line):
            current = None
            found["annex"] = None
        elif line.startswith(("#", "附：", "附:")):
            current = None
        elif current is not None and (count := found[current]) is not None:
            is_item = _ITEM.match(line) is not None
            if not is_item and not open_item:
                found[current] = count + 1
            open_item = (is_item or open_item) and not line.endswith(_CLOSED)
    return found or {"whole": None}


def compact(numbers: Iterable[str]) -> str:
    """条号清单: numbers in the form `article_numbers` reads back, such as "1-98,100,276~1,schedule1"."""
    plain = sorted(int(number) for number in numbers if number.isdigit())
    runs: list[list[int]] = []
    for number in plain:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    ranges = [str(first) if first == last else f"{first}-{last}" for first, last in runs]
    return ",".join(ranges + [number.replace("-", "~") for number in numbers if not number.isdigit()])


def check_statutes() -> list[str]:
    """法规记录自查: what is missing or contradictory in the statutes on file, one sentence each; empty when sound."""
    return [problem for one in statutes().values() for problem in _of_record(one)]


def not_held() -> list[str]:
    """原文未取得: the statutes cited from published accounts only, one sentence each; facts for the reader, not faults."""
    return [f"{one.zh}：{one.status}（{one.source}）。" for one in statutes().values() if one.text == "not_held"]


def _of_record(one: Statute) -> list[str]:
    where = f"{one.slug}.yaml"
    problems = [f"{where}：缺少 {name}。" for name in ("zh", "en", "number") if not getattr(one, name)]
    if one.text not in ("held", "extract", "not_held") or one.divided not in ("article", "point"):
        problems.append(f"{where}：text 只能是 held、extract、not_held，divided 只能是 article、point。")
    if one.until is not None and one.until < one.in_force:
        problems.append(f"{where}：until 早于 in_force。")
    if not one.articles:
        problems.append(f"{where}：没有收录任何条文。")
    if one.text == "not_held":
        if not one.source or not one.status:
            problems.append(f"{where}：原文未取得时必须写明 source 和 status。")
    else:
        problems += [
            f"{where}：缺少 {name}。" for name in ("text_file", "sha256", "has_articles") if not getattr(one, name)
        ]
    for article in one.articles.values():
        problems += [
            f"{where}：第{article.number}条缺少 {name} 摘要。" for name in ("zh", "en") if not getattr(article, name)
        ]
        if one.text != "not_held" and article.number not in one.has:
            problems.append(f"{where}：第{article.number}条不在 has_articles（{one.has_articles}）内。")
        if one.divided == "article" and one.text != "not_held" and article.number.isdigit() and not article.paragraphs:
            problems.append(f"{where}：第{article.number}条没有写明款数 paragraphs。")
    return problems


def check_against(folder: Path) -> list[str]:
    """与原文核对: what differs between the statutes on file and the texts in `folder`, one sentence each.

    Raises OSError when a text that is there cannot be read.
    """
    problems: list[str] = []
    for one in statutes().values():
        if one.text == "not_held":
            continue
        path = folder / one.text_file
        if not path.is_file():
            problems.append(f"{one.slug}.yaml：找不到原文 {one.text_file}。")
            continue
        raw = path.read_bytes()
        if hashlib.sha256(raw).hexdigest() != one.sha256:
            problems.append(f"{one.slug}.yaml：{one.text_file} 与核对时的原文不同（sha256 不一致）。")
        parts = parts_of(raw.decode("utf-8"), one.divided)
        if frozenset(parts) != one.has:
            problems.append(f"{one.slug}.yaml：原文的条号是 {compact(parts)}，记录的是 {one.has_articles}。")
        for article in one.articles.values():
            if article.number not in parts:
                problems.append(f"{one.slug}.yaml：原文没有第{article.number}条。")
            elif article.paragraphs != parts[article.number]:
                problems.append(
                    f"{one.slug}.yaml：第{article.number}条原文有 {parts[article.number]} 款，记录的是 {article.paragraphs} 款。"
                )
    return problems


def table() -> str:
    """法规目录: docs/statutes.md, every law string with number, dates and the articles on file, as Markdown."""
    lines = [
        "# 法规目录 Statutes on file",
        "",
        "由 `python -m heyue.law.cites --table` 生成。引用时 `law` 只写第一列的简称；括号内是该条的款数。"
        "摘要是自己的话，不是法条原文。",
        "",
        "Generated by `python -m heyue.law.cites --table`. Cite by the title in the first column; the number in",
        "brackets is how many paragraphs (款) the article has. The summaries are our own words, not the law's.",
        "",
        '款与项要分清：第38条第1款第2项写 `Cite("劳动合同法", 38, 1, 2)`；只有一款的条文，项写 `Cite("劳动合同法", 39, item=2)`。'
        " Paragraph (款) and item (项) differ: an article of one paragraph takes `item=`.",
        "",
        "| 简称 law | English | 文号 number | 施行 in force | 原文 text | 条 articles |",
        "|---|---|---|---|---|---|",
    ]
    state = {"held": "有", "extract": "节录", "not_held": "无 not held"}
    for one in sorted(statutes().values(), key=lambda known: known.slug):
        dates = one.in_force.isoformat() + (f" – {one.until.isoformat()}" if one.until else "")
        articles = ", ".join(a.number + (f"({a.paragraphs})" if a.paragraphs else "") for a in one.articles.values())
        lines.append(f"| {one.zh} | {one.en} | {one.number} | {dates} | {state[one.text]} | {articles} |")
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """命令行: print the report and return 0 (sound) or 1 (something differs)."""
    parser = argparse.ArgumentParser(
        prog="python -m heyue.law.cites", description="核对引用的条文 Check the articles cited"
    )
    parser.add_argument("folder", nargs="?", type=Path, default=TEXTS, help="原文所在文件夹 folder of the texts")
    parser.add_argument("--table", action="store_true", help="只打印目录 print the table of statutes instead")
    given = parser.parse_args(arguments)
    if given.table:
        sys.stdout.write(table())
        return 0
    problems = check_statutes()
    if given.folder.is_dir():
        problems += check_against(given.folder)
    else:
        print(
            "没有原文，只核对了记录的条号和校验值。 Texts not here: only the recorded article numbers and hashes were checked."
        )
    for sentence in not_held():
        print(f"原文未取得 text not held: {sentence}")
    for sentence in problems:
        print(f"不一致 mismatch: {sentence}")
    counted = sum(len(one.articles) for one in statutes().values())
    print(f"{len(statutes())} 部法规，{counted} 条，{len(problems)} 处不一致。 Statutes, articles, mismatches.")
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
