"""法律规则命令: `heyue law list`, `heyue law show RULE`, `heyue law RULE name=value …`."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from heyue.cli import options
from heyue.cli.stop import Stop, say
from heyue.law.question import BadQuestion, Outcome, ask
from heyue.law.registry import UnknownRule, rule_ids, variants
from heyue.law.rule import Rule
from heyue.law.wording import fact_in_words, in_words, pick

_USAGE = ("heyue law list | show RULE | RULE 事实=值 …", "heyue law list | show RULE | RULE fact=value …")


def run(words: Sequence[str], lang: str) -> int:
    """Lists, shows or asks the rules."""
    if not words or words[0] in {"-h", "--help"}:
        print(pick(_USAGE, lang))
        return 0
    if words[0] == "list":
        return _list(words[1:], lang)
    if words[0] == "show":
        return _show(words[1:], lang)
    return _ask(words, lang)


def _known(rule_id: str, lang: str) -> tuple[Rule, ...]:
    try:
        return variants(rule_id)
    except UnknownRule:
        hint = ", ".join(_near(rule_id)) or "heyue law list"
        raise Stop(say(lang, f"没有规则“{rule_id}”；相近的有：{hint}", f"no rule {rule_id!r}; near: {hint}")) from None


def _near(rule_id: str) -> list[str]:
    """Rules whose id or last part is spelt like what was asked, then those of the same subject."""
    ids = rule_ids()
    lasts = {name: name.rpartition(".")[2] for name in ids}
    last = rule_id.rpartition(".")[2]
    alike = [
        *get_close_matches(rule_id, ids, n=4, cutoff=0.7),
        *(name for name in ids if last and (last in lasts[name] or get_close_matches(last, [lasts[name]], cutoff=0.8))),
        *(name for name in ids if name.partition(".")[0] == rule_id.partition(".")[0]),
    ]
    return list(dict.fromkeys(alike))[:8]


def described(text: Rule, lang: str) -> dict[str, Any]:
    """One rule as JSON: id, subject, title, kind, citations and questions."""
    return {
        "id": text.id,
        "subject": text.subject,
        "title": pick(text.title, lang),
        "kind": text.kind,
        "unit": text.unit.name,
        "since": text.since.isoformat(),
        "until": text.until.isoformat() if text.until else None,
        "place": text.place or None,
        "grain": text.facts.grain,
        "severity": text.severity if text.kind == "check" else None,
        "question": text.question,
        "cites": [{**cite.as_json(), "text": cite.zh if lang == "zh" else cite.en} for cite in text.cites],
        "questions": [
            {
                "name": name,
                "zh": asked.zh,
                "en": asked.en,
                "kind": asked.kind.name,
                "unit": asked.kind.unit.name,
                "required": asked.required,
                "one_of": asked.one_of,
                "choices": [choice.value for choice in asked.choices],
            }
            for name, asked in text.trace.reads.items()
        ],
        "figures": [use.figure.name for use in text.trace.figures.values()],
        "limits": [pick(words, lang) for words in text.limits],
        "rulebook": text.rulebook or None,
    }


def _list(words: Sequence[str], lang: str) -> int:
    parser = options.Arguments(lang=lang, prog="heyue law list", description="全部规则 / all rules")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(words)
    texts = [variants(rule_id)[0] for rule_id in rule_ids()]
    if chosen.json:
        print(json.dumps([described(text, lang) for text in texts], ensure_ascii=False, indent=1))
        return 0
    for text in texts:
        cites = "、".join(cite.zh for cite in text.cites) if lang == "zh" else "; ".join(cite.en for cite in text.cites)
        print(f"{text.id:<36}{pick(text.title, lang)}  {cites}")
    return 0


def _show(words: Sequence[str], lang: str) -> int:
    parser = options.Arguments(lang=lang, prog="heyue law show", description="一条规则 / one rule")
    parser.add_argument("rule", metavar="RULE")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(words)
    texts = _known(chosen.rule, lang)
    data = [described(text, lang) for text in texts]
    if chosen.json:
        print(json.dumps(data[0] if len(data) == 1 else data, ensure_ascii=False, indent=1))
        return 0
    for one in data:
        print(f"{one['id']}  {one['title']}")
        where = one["place"] or say(lang, "全国", "national")
        print(say(lang, f"适用：{where}，{one['since']} 起", f"Applies: {where}, from {one['since']}"))
        print(say(lang, "依据：", "Basis: ") + "；".join(cite["text"] for cite in one["cites"]))
        print(say(lang, "要问的事实：", "Facts asked:"))
        for question in one["questions"]:
            need = "" if question["required"] else say(lang, "（可不填）", " (optional)")
            print(f"  {question['name']:<24}{question[lang]}{need}")
        for name in one["figures"]:
            print(say(lang, f"  取用公布标准：{name}", f"  published figure: {name}"))
        for line in one["limits"]:
            print(say(lang, f"没有考虑：{line}", f"Not considered: {line}"))
    return 0


def _ask(words: Sequence[str], lang: str) -> int:
    parser = options.Arguments(lang=lang, prog=f"heyue law {words[0]}", description="问一条规则 / ask one rule")
    parser.add_argument("rule", metavar="RULE")
    parser.add_argument("facts", nargs="*", metavar="name=value")
    parser.add_argument("--place", metavar="CODE")
    parser.add_argument("--date", metavar="DATE")
    parser.add_argument(
        "--facts",
        dest="file",
        metavar="FILE.json",
        help="一个问题或一列问题；- 为标准输入 / one case or a list; - for stdin",
    )
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_intermixed_args(words)  # options may stand before, between and after the facts
    _known(chosen.rule, lang)
    default_day = options.day(chosen.date, lang) if chosen.date else options.today()
    place = options.place_code(chosen.place, lang) if chosen.place else ""
    if chosen.file is not None:
        return _from_file(chosen, place, default_day, lang)
    facts: dict[str, object] = {}
    figures: dict[str, object] = {}
    for word in chosen.facts:
        name, sign, value = word.partition("=")
        if not sign:
            raise Stop(say(lang, f"“{word}”应写成 事实=值", f"{word!r} should be fact=value"))
        (figures if "." in name else facts)[name] = value
    try:
        outcome = ask(chosen.rule, facts, place=place, day=default_day, figure_values=figures)
    except BadQuestion as refused:
        raise Stop(f"{chosen.rule}: {say(lang, refused.zh, refused.en)}") from None
    if chosen.json:
        print(json.dumps(outcome.as_json(), ensure_ascii=False, indent=1))
    else:
        print(_in_words(outcome, lang))
    return 0


def _from_file(chosen: Any, place: str, day: Any, lang: str) -> int:
    """Cases from a JSON file: one answer, or a list of answers where one bad question never stops the others."""
    try:
        text = sys.stdin.read() if chosen.file == "-" else Path(chosen.file).read_text("utf-8")
        data = json.loads(text)
    except OSError as error:
        why = error.strerror
        raise Stop(say(lang, f"{chosen.file} 打不开：{why}", f"{chosen.file}: cannot be opened: {why}")) from None
    except (ValueError, RecursionError) as error:
        raise Stop(say(lang, f"{chosen.file} 读不出 JSON：{error}", f"{chosen.file}: not JSON: {error}")) from None
    cases = data if isinstance(data, list) else [data]
    answers = [_case(chosen.rule, case, place, day, lang) for case in cases]
    if not isinstance(data, list) and "error" in answers[0]:
        raise Stop(f"{chosen.rule}: {answers[0]['error']}")
    print(json.dumps(answers if isinstance(data, list) else answers[0], ensure_ascii=False, indent=1))
    return 0


def _case(rule_id: str, case: object, place: str, day: Any, lang: str) -> dict[str, Any]:
    if not isinstance(case, Mapping):
        said = say(lang, '一个问题要写成 {"facts": {...}}', 'a question is an object like {"facts": {...}}')
        return {"rule": rule_id, "value": None, "error": said}
    wrapped = "facts" in case
    facts = case["facts"] if wrapped else case
    try:
        if not isinstance(facts, Mapping):
            raise BadQuestion('"facts" is an object of names and values', '"facts" 要写成 {"名称": 值}')
        where = options.place_code(str(case["place"]), lang) if wrapped and case.get("place") else place
        when = options.day(str(case["date"]), lang) if wrapped and case.get("date") else day
        figures = (case.get("figures") or {}) if wrapped else {}
        if not isinstance(figures, Mapping):
            raise BadQuestion('"figures" is an object of names and values', '"figures" 要写成 {"名称": 值}')
        return ask(rule_id, facts, place=where, day=when, figure_values=figures).as_json()
    except BadQuestion as refused:
        return {"rule": rule_id, "value": None, "error": say(lang, refused.zh, refused.en)}
    except Stop as refused:
        return {"rule": rule_id, "value": None, "error": str(refused)}


def _in_words(outcome: Outcome, lang: str) -> str:
    text = outcome.rule
    lines = [
        f"{pick(text.title, lang)}：{_value(outcome, lang)}"
        if lang == "zh"
        else f"{pick(text.title, lang)}: {_value(outcome, lang)}"
    ]
    lines += [
        f"  {pick(step.words, lang)}  {in_words(step.value, step.unit, lang)}"
        + (f"  〔{step.cite.zh if lang == 'zh' else step.cite.en}〕" if step.cite else "")
        for step in outcome.steps
    ]
    for name in outcome.missing:
        asked = text.facts.asks.get(name)
        words = (asked.zh if lang == "zh" else asked.en) if asked else name
        lines.append(say(lang, f"还缺：{words}（{name}）", f"Missing: {words} ({name})"))
    for name, value in outcome.assumed.items():
        lines.append(say(lang, f"按你给的标准计算：{name} = {value}", f"Assumed as given: {name} = {value}"))
    for name in outcome.tentative:
        lines.append(say(lang, f"所用标准未经官方核实：{name}", f"Figure not officially verified: {name}"))
    lines += [
        say(lang, f"没有考虑：{pick(words, lang)}", f"Not considered: {pick(words, lang)}") for words in text.limits
    ]
    cites = "；".join(cite.zh for cite in text.cites) if lang == "zh" else "; ".join(cite.en for cite in text.cites)
    return "\n".join([*lines, say(lang, f"依据：{cites}", f"Basis: {cites}")])


def _value(outcome: Outcome, lang: str) -> str:
    verdicts = {
        "breach": ("不符合规定", "not in order"),
        "passed": ("符合规定", "in order"),
        "not_applicable": ("不适用", "not applicable"),
    }
    if outcome.value is None:
        return say(lang, "还不能回答", "cannot be answered yet")
    if outcome.rule.kind == "check":
        return pick(verdicts[outcome.value], lang)
    if isinstance(outcome.value, str):
        return fact_in_words(next(iter(outcome.rule.facts.asks.values())), outcome.value, lang)
    return in_words(outcome.value, outcome.rule.unit, lang)
