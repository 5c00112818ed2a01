"""地方标准命令: `heyue places [CODE]`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from heyue.cli import options
from heyue.cli.stop import say
from heyue.law import places


def run(words: Sequence[str], lang: str) -> int:
    """Lists the places on file, or what is known for one place, from when, by whom, and what is not."""
    parser = options.Arguments(
        lang=lang, prog="heyue places", description="各地公布的标准 / published figures by place"
    )
    parser.add_argument("place", nargs="?", metavar="CODE", help="行政区划代码或地名 / code or name")
    parser.add_argument("--json", action="store_true", help="输出 JSON / as JSON")
    chosen = parser.parse_args(words)
    if chosen.place is None:
        rows = places.listing()
        print(json.dumps(rows, ensure_ascii=False, indent=1) if chosen.json else _listing(rows, lang))
        return 0
    data = places.describe(options.place_code(chosen.place, lang))
    data["rules"] = _own_rules(data["code"], lang)
    print(json.dumps(data, ensure_ascii=False, indent=1) if chosen.json else _place(data, lang))
    return 0


def _own_rules(code: str, lang: str) -> list[dict[str, str]]:
    """Rules whose shape differs at this place."""
    from heyue.law.registry import all_rules
    from heyue.law.wording import pick

    return [
        {"rule": text.id, "title": pick(text.title, lang), "place": text.place}
        for texts in all_rules().values()
        for text in texts
        if text.place and code.startswith(text.place)
    ]


def _listing(rows: list[dict[str, Any]], lang: str) -> str:
    lines = []
    for row in rows:
        name = row["zh"] if lang == "zh" else row["en"] or row["zh"]
        wage = " / ".join(row["minimum_wage"])
        since = say(lang, f"（{row['minimum_wage_from']} 起）", f" (from {row['minimum_wage_from']})") if wage else ""
        latest = say(lang, f"月最低工资 {wage}{since}", f"monthly minimum wage {wage}{since}") if wage else ""
        count = say(lang, f"{row['figures']} 项标准", f"{row['figures']} figures")
        lines.append(f"{row['code']:<7}{name}  {count}  {latest}".rstrip())
    lines.append(
        say(lang, "heyue places 代码 看一个地方的全部标准和来源", "heyue places CODE shows one place with its sources")
    )
    return "\n".join(lines)


def _place(data: dict[str, Any], lang: str) -> str:
    lines = [f"{data['full_name']}  {data['code']}", ""]
    for figure in data["figures"]:
        lines.append(f"{figure['zh'] if lang == 'zh' else figure['en']}  {figure['figure']}")
        mine = {tier["tier"] for tier in figure["tiers"]}
        if figure.get("tier_unknown"):
            lines.append(say(lang, "  这里属于哪一档没有可靠来源", "  which tier applies here is not reliably known"))
        lines += [_value(value, lang) for value in figure["values"] if not mine or value["tier"] in mine]
    if data["unknown"]:
        lines += ["", say(lang, "这里还不知道的标准：", "Not known here:")]
        lines += [f"  {item['zh'] if lang == 'zh' else item['en']}  {item['figure']}" for item in data["unknown"]]
    if data["gaps"]:
        lines += ["", say(lang, "资料的缺口：", "Gaps in the data:")]
        lines += [f"  {gap.get(lang) or gap.get('zh')}" for gap in data["gaps"]]
    if data["rules"]:
        lines += ["", say(lang, "这里有自己写法的规则：", "Rules with a text of their own here:")]
        lines += [f"  {rule['rule']}  {rule['title']}" for rule in data["rules"]]
    return "\n".join(lines)


def _value(value: dict[str, Any], lang: str) -> str:
    until = say(lang, f" 至 {value['until']}", f" to {value['until']}") if value["until"] else ""
    firm = (
        "" if value["firm"] else say(lang, "（未核实，不作违规依据）", " (not verified, never the ground of a finding)")
    )
    basis = "; ".join(filter(None, [value["document"], *value["source"]]))
    checked = say(lang, f"核对于 {value['checked']}", f"checked {value['checked']}")
    since = say(lang, f"{value['from']} 起{until}", f"from {value['from']}{until}")
    return f"  {value['value']:>10}  {since}  [{value['status']}]{firm}  {basis}  {checked}"
