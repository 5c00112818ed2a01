"""报告用词: the frame words of the reports in Chinese and English; everything else comes from the report model."""

from __future__ import annotations

from dataclasses import dataclass

# key → (Chinese, English) or (Chinese, English for one, English for several). `n` chooses the English number.
Entry = tuple[str, str] | tuple[str, str, str]

FRAME: dict[str, Entry] = {
    "html_lang": ("zh-CN", "en"),
    "brand": ("和约", "heyue"),
    "report": ("用工体检报告", "Employment check-up"),
    "demo": (
        "演示数据：企业、人员和金额都是虚构的",
        "Demonstration data: the company, the people and the sums are invented",
    ),
    "skip": ("跳到正文", "Skip to the report"),
    "page_title": ("用工体检报告 · {company}", "Employment check-up · {company}"),
    "as_of": ("截至 {date}", "as of {date}"),
    "staff": ("{n} 名员工", "{n} employee", "{n} employees"),
    "months_read": ("{n} 个月的工资和考勤", "{n} month of pay and attendance", "{n} months of pay and attendance"),
    "comma": ("，", ", "),
    "semicolon": ("；", "; "),
    "stop": ("。", ". "),
    "list": ("、", ", "),
    "colon": ("：", ": "),
    "brackets": ("（{text}）", " ({text})"),
    "none": ("–", "–"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
}

HEADLINES: dict[str, Entry] = {
    "do_high": (
        "有 {n} 处需要处理，先办 {high} 处高风险",
        "{n} things need attention; start with the {high} at high risk",
    ),
    "do_all_high": (
        "有 {n} 处需要处理，属于高风险",
        "{n} thing needs attention, and it is high risk",
        "{n} things need attention, all at high risk",
    ),
    "do_no_high": (
        "有 {n} 处需要处理，没有高风险",
        "{n} thing needs attention, none at high risk",
        "{n} things need attention, none at high risk",
    ),
    "clear": (
        "查过的 {n} 条都没有发现问题",
        "No problem found in the {n} rule checked",
        "No problem found in the {n} rules checked",
    ),
    "nothing_checked": ("资料还不够，一条也没能查", "Not enough was given to check anything yet"),
    "still_open": ("还有 {n} 条没查", "{n} rule is not checked yet", "{n} rules are not checked yet"),
    "all_checked": ("该查的都查了", "Everything that applies was checked"),
    "lead_findings": (
        "金额按法条和你给的表格估算，每一步都列出来。没查的另列，不当作通过。",
        "The sums are estimates from the law and your own tables, with every step shown. "
        "What was not checked is listed apart and never counted as passed.",
    ),
    "lead_clear": (
        "这只说明查过的部分。下面写着还有哪些没查、缺什么，补上就能接着查。",
        "This covers only what could be checked. Below is what was not, and what is missing.",
    ),
    "lead_nothing": (
        "下面写着缺哪些表、哪些列。补上任何一张，都能接着查。",
        "Below are the tables and columns that are missing. Adding any one of them opens more checks.",
    ),
    "do_first": ("先办这 {n} 件", "Do this first", "Do these {n} first"),
    "exposure": ("风险金额（预计）", "Sum at stake (estimate)"),
    "exposure_most": ("最多 {sum}", "at most {sum}"),
    "exposure_note": ("按查到的估算，不是应付款", "Estimated from what was found; not a debt"),
    "score": ("体检得分", "Score"),
    "points": ("分", "/ 100"),
    "score_is": ("得分 {score} 分", "score {score} of 100"),
    "grade": ("{grade} 级", "grade {grade}"),
    "checked_tile": ("已检查", "Checked"),
    "rules": ("条", "rules"),
    "of_rules": ("共 {n} 条", "of {n} rule", "of {n} rules"),
}

FINDINGS: dict[str, Entry] = {
    "high": ("高", "High"),
    "medium": ("中", "Medium"),
    "low": ("低", "Low"),
    "question": ("核对", "Check"),
    "count": ("{n} 处", "{n} finding", "{n} findings"),
    "people": ("{n} 人", "{n} person", "{n} people"),
    "count_level": ("{n} 处{level}", "{n} {level}"),
    "list_head": ("{n} 处发现：{levels}", "{n} finding: {levels}", "{n} findings: {levels}"),
    "whole_company": ("全公司", "Whole company"),
    "employee_no": ("员工 {id}", "Employee {id}"),
    "no_sum": ("不计金额", "no sum"),
    "asap": ("尽快", "Soon"),
    "due": ("最后一天", "Last day"),
    "due_is": ("最后一天 {date}", "last day {date}"),
    "due_advised": ("建议最晚", "Advised by"),
    "due_advised_is": ("建议最晚 {date}", "advised by {date}"),
    "days_left": ("还有 {n} 天", "{n} day left", "{n} days left"),
    "days_over": ("已过 {n} 天，现在补仍然有用", "{n} day past; still worth doing", "{n} days past; still worth doing"),
    "days_over_short": ("已过 {n} 天", "{n} day past", "{n} days past"),
    "today": ("就是今天", "today"),
    "what_to_do": ("怎么办", "What to do"),
    "working": ("怎么算的", "How it was worked out"),
    "step_basis": ("步骤和依据", "Step and basis"),
    "result": ("结果", "Result"),
    "given": ("来自你的表格", "from your tables"),
    "estimate": ("预计金额", "Estimated sum"),
    "estimate_most": ("最多", "At most"),
    "articles": ("依据哪些条文", "The articles"),
    "limits": ("没有考虑的情形", "Not taken into account"),
    "for_example": (
        "以{who}（{period}）为例，写出每一步：",
        "Every step, taking {who} ({period}) as the example:",
    ),
    "the_others": (
        "其余 {n} 处，每行写出各步的数",
        "The other {n}, with its own numbers",
        "The other {n}, each with its own numbers",
    ),
    "same_for_all": ("每一处都相同", "The same in every one"),
    "who": ("员工", "Employee"),
    "period": ("期间", "Period"),
    "steps": ("各步的数", "The numbers"),
    "amount": ("金额", "Sum"),
    "same_kind": ("同类另有 {n} 处，合计 {sum}", "{n} more like it, {sum} in all", "{n} more like it, {sum} in all"),
    "same_kind_plain": ("同类另有 {n} 处", "{n} more like it", "{n} more like it"),
    "see_steps": ("看每一步", "See each step"),
    "from_day": ("{date}起", "since {date}"),
    "until_day": ("截至{date}", "until {date}"),
    "article": ("第 {no} 条", "art. {no}"),
    "paragraph": ("第 {no} 款", "para. {no}"),
}

SECTIONS: dict[str, Entry] = {
    "share_head": ("{title}占风险金额的 {share}", "{title}: {share} of the sum at stake"),
    "share_only": ("风险金额都在{title}", "All of the sum at stake is in {title}"),
    "share_equal": ("各事项的风险金额", "The sum at stake by subject"),
    "subject_chart": ("各事项的风险金额", "Sum at stake by subject"),
    "month_head": ("{month}的风险金额最多：{sum}", "{month} weighs most: {sum}"),
    "month_chart": ("各月的风险金额", "Sum at stake by month"),
    "not_monthly": (
        "另有 {sum} 不按月产生，没有画在图里。",
        "A further {sum} does not arise month by month and is not drawn.",
    ),
    "see_data": ("看数据", "See the data"),
    "subject": ("事项", "Subject"),
    "month": ("月份", "Month"),
    "places_found": ("处", "Findings"),
    "total": ("合计", "Total"),
    "no_sum_row": ("不计金额", "no sum"),
    "questions_head": ("有 {n} 个问题要核对", "{n} thing to check", "{n} things to check"),
    "questions_note": (
        "光看表格定不了，不算有问题，也不计金额。核对后再看要不要办。",
        "The tables alone cannot settle these. They are not findings and carry no sum; check them, then decide.",
    ),
    "by_subject": ("按事项", "By subject"),
}

COVERAGE: dict[str, Entry] = {
    "head": (
        "{total} 条里查了 {checked} 条，{open} 条还没查",
        "{checked} of {total} rules checked, {open} not yet",
    ),
    "head_all": ("{total} 条里查了 {checked} 条", "{checked} of {total} rules checked"),
    "checked": ("已检查", "Checked"),
    "passed": ("通过", "Passed"),
    "found": ("有发现", "With findings"),
    "not_checked": ("未检查", "Not checked"),
    "not_applicable": ("不适用", "Not applicable"),
    "n_rules": ("{n} 条", "{n} rule", "{n} rules"),
    "n_found": ("{n} 条有发现", "{n} with findings", "{n} with findings"),
    "n_passed": ("{n} 条通过", "{n} passed", "{n} passed"),
    "n_not_checked": ("{n} 条未检查", "{n} not checked", "{n} not checked"),
    "n_not_applicable": ("{n} 条不适用", "{n} not applicable", "{n} not applicable"),
    "n_asked": ("{n} 条要核对", "{n} to be checked by you", "{n} to be checked by you"),
    "asked": ("要核对", "To be checked by you"),
    "by_subject": ("按事项看", "By subject"),
    "by_subject_caption": ("各事项的条数", "Number of rules by subject"),
    "one_by_one": ("{status}的 {n} 条，逐条看", "{status}: the {n} rule", "{status}: all {n} rules, one by one"),
    "rule": ("检查项", "Rule"),
    "why": ("原因", "Why"),
    "no_reason": ("没有写明原因", "no reason given"),
    "other_reasons": ("其他原因 {n} 条", "{n} for another reason", "{n} for other reasons"),
    "status": ("结果", "Result"),
    "rows_passed": ("通过的条目", "Cases passed"),
    "rows_breach": ("有问题的条目", "Cases with findings"),
    "rows_not_applicable": ("不适用的条目", "Cases not applicable"),
    "rows_not_checked": ("未检查的条目", "Cases not checked"),
    "passed_none": ("没有一条是全部通过的", "No rule passed in full"),
}

PROBLEMS: dict[str, Entry] = {
    "head": (
        "有 {n} 处没读出来，改好再传就能查",
        "{n} place could not be read",
        "{n} places could not be read",
    ),
    "note": (
        "这些内容没有参加检查，也没有被悄悄丢掉。按行改好，再查一次。",
        "These were left out of the check and are all listed here. Correct them and run the check-up again.",
    ),
    "see_all": ("逐处看", "See each one"),
    "where": ("在哪里", "Where"),
    "file": ("文件", "File"),
    "sheet": ("工作表", "Sheet"),
    "row": ("行", "Row"),
    "column": ("列", "Column"),
    "what": ("怎么改", "What to change"),
    "sheet_is": ("“{name}”表", "sheet “{name}”"),
    "row_is": ("第 {n} 行", "row {n}"),
    "column_is": ("“{name}”列", "column “{name}”"),
    "clean": ("表格都读出来了。", "Everything in the tables was read."),
}

ABOUT: dict[str, Entry] = {
    "head": ("看报告前先知道", "Before you read on"),
    "law": ("法规库版本 {version}，收录到 {date}。", "Law library {version}, complete to {date}."),
    "nature": (
        "本报告是自查工具的估算，不是法律意见，也不是仲裁或行政结论。",
        "This report is a self-check estimate. It is not legal advice, nor a finding of any tribunal or authority.",
    ),
    "privacy": (
        "报告里只用工号，没有姓名和身份证号。",
        "The report uses employee numbers only: no names, no identity numbers.",
    ),
    "company": ("这份报告的对象", "Who this report is about"),
    "name": ("企业", "Company"),
    "uscc": ("统一社会信用代码", "Unified social credit code"),
    "place": ("用工所在地", "Place of work"),
    "size": ("规模", "Size"),
    "size_large": ("大型企业", "large enterprise"),
    "size_medium": ("中型企业", "medium-sized enterprise"),
    "size_small": ("小型企业", "small enterprise"),
    "size_micro": ("微型企业", "micro-enterprise"),
    "as_of": ("截至", "As of"),
    "law_label": ("法规库", "Law library"),
    "employees": ("员工", "Employees"),
    "months": ("月份", "Months"),
    "contents": ("报告里有什么", "In this report"),
    "full_report": (
        "全部发现和每一步算法：加 --format html -o report.html，或 --format xlsx -o report.xlsx",
        "All findings with every step: add --format html -o report.html, or --format xlsx -o report.xlsx",
    ),
    "more_subjects": (
        "另有 {n} 个事项，见完整报告",
        "{n} more subject: see the full report",
        "{n} more subjects: see the full report",
    ),
    "more_groups": (
        "另有 {n} 类，见完整报告",
        "{n} more kind: see the full report",
        "{n} more kinds: see the full report",
    ),
    "more_questions": ("另有 {n} 个，见完整报告", "{n} more: see the full report", "{n} more: see the full report"),
    "more_problems": ("另有 {n} 处，见完整报告", "{n} more: see the full report", "{n} more: see the full report"),
    "basis": ("依据 {cites}", "under {cites}"),
}

SHEETS: dict[str, Entry] = {
    "summary": ("摘要", "Summary"),
    "coverage": ("检查范围", "Coverage"),
    "problems": ("没读出来的", "Not read"),
    "line": ("行", "Line"),
    "finding": ("发现", "finding"),
    "question": ("要核对", "to check"),
    "step": ("算法", "working"),
    "what": ("事项和步骤", "Finding and steps"),
    "level": ("程度", "Level"),
    "from": ("从", "From"),
    "to": ("到", "To"),
    "amount": ("金额（元）", "Sum (yuan)"),
    "most": ("最多（元）", "At most (yuan)"),
    "value": ("数值", "Value"),
    "unit": ("单位", "Unit"),
    "source": ("来源", "Source"),
    "computed": ("算出", "worked out"),
    "given": ("表格", "your tables"),
    "basis": ("依据", "Basis"),
    "explanation": ("说明", "Explanation"),
    "remedy": ("怎么办", "What to do"),
    "limits": ("没有考虑的情形", "Not taken into account"),
    "id": ("编号", "Reference"),
    "sheet_note": (
        "每处发现一行，下面的“算法”行是它的每一步；只看发现，请在“行”列里筛选。",
        "One line for each finding, followed by its working, step by step; filter the first column to see findings only.",
    ),
    "item": ("项目", "Item"),
    "content": ("内容", "Content"),
    "findings": ("发现（处）", "Findings"),
    "of_high": ("其中高风险", "Of which high"),
    "questions": ("要核对（个）", "To check"),
}

UNITS: dict[str, Entry] = {
    "yuan": ("元", "yuan"),
    "months": ("{amount} 个月", "{amount} month", "{amount} months"),
    "days": ("{amount} 天", "{amount} day", "{amount} days"),
    "hours": ("{amount} 小时", "{amount} hour", "{amount} hours"),
    "times": ("{amount} 倍", "{amount} times", "{amount} times"),
    "months_name": ("个月", "months"),
    "days_name": ("天", "days"),
    "hours_name": ("小时", "hours"),
    "times_name": ("倍", "times"),
    "yuan_name": ("元", "yuan"),
    "ratio_name": ("%", "%"),
    "count_name": ("", ""),
}

BOOK: dict[str, dict[str, Entry]] = {
    "": FRAME | HEADLINES | FINDINGS,
    "section": SECTIONS,
    "coverage": COVERAGE,
    "problems": PROBLEMS,
    "about": ABOUT,
    "sheet": SHEETS,
    "unit": UNITS,
}

LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """一种语言的用词: looks a frame word up by `section.key` and fills it in.

    Raises ValueError for a language that is neither zh nor en, KeyError for a word that is not in the book.
    """

    lang: str

    def __post_init__(self) -> None:
        if self.lang not in LANGUAGES:
            raise ValueError(f"language {self.lang!r} is not one of {', '.join(LANGUAGES)}")

    def __call__(self, key: str, n: int | None = None, **values: object) -> str:
        section, _, name = key.rpartition(".")
        entry = BOOK[section][name]
        if self.lang == "zh":
            form = entry[0]
        else:
            form = entry[2] if len(entry) == 3 and n is not None and n != 1 else entry[1]
        return form if n is None and not values else form.format(n=n, **values)
