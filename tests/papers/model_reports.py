"""报告样本: synthetic report models of every size, in the shape the check-up promises (expected figures are worked by hand).

`small` is a workshop of 23 with eight findings and one question: its sums are those of the law written out below
(two unsigned contracts 19,924.14 + 8,110.34, one probation 5,000.00, overtime 1,380.00 + 604.00, a deduction 350.00;
35,368.48 in all). `large` is a factory of 300 with 900 findings of 16 subjects.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

Report = dict[str, Any]

LCL = {"zh": "劳动合同法", "en": "Labour Contract Law"}
REGULATION = {"zh": "劳动合同法实施条例", "en": "Implementing Regulations of the Labour Contract Law"}
LABOUR_LAW = {"zh": "劳动法", "en": "Labour Law"}
PAY = {"zh": "工资支付暂行规定", "en": "Interim Provisions on Payment of Wages"}
SUBJECTS = {
    "contracts": ("劳动合同", "Contracts"),
    "probation": ("试用期", "Probation"),
    "pay": ("加班费", "Overtime pay"),
    "hours": ("工时", "Working hours"),
    "wages": ("工资", "Wages"),
    "leave": ("休假", "Leave"),
    "insurance": ("社会保险", "Social insurance"),
    "fund": ("住房公积金", "Housing fund"),
    "women": ("女职工", "Women workers"),
    "dispatch": ("派遣、非全日制", "Dispatch and part-time"),
    "exit": ("解除终止", "Termination"),
    "union": ("工会与民主管理", "Union and democratic management"),
    "tax": ("个税扣缴", "Tax withholding"),
    "injury": ("工伤", "Work injury"),
    "groups": ("特殊群体", "Protected groups"),
    "privacy": ("个人信息", "Personal information"),
}


def step(
    lang: str, name: str, zh: str, en: str, value: object, unit: str, cite: Any = None, given: bool = False
) -> Report:
    return {
        "name": name,
        "label": zh if lang == "zh" else en,
        "value": value,
        "unit": unit,
        "cite": cite,
        "input": given,
    }


def cite(law: str, article: str, paragraph: str | None = None) -> Report:
    return {"law": law, "article": article, "paragraph": paragraph}


def finding(rule: str, subject: str, severity: str, employee: str | None, **more: Any) -> Report:
    period = more.pop("period", {"from": "2026-10-01", "to": "2026-10-31"})
    return {
        "id": f"{rule}:{employee or 'company'}:{period['from'] if period else ''}",
        "rule": rule,
        "subject": subject,
        "severity": severity,
        "question": False,
        "employee": employee,
        "period": period,
        "exposure": None,
        "cites": [],
        "steps": [],
        "explanation": "",
        "remedy": "",
        "due": None,
        "limits": [],
    } | more


def unsigned(
    lang: str, employee: str, started: str, start: str, wage: str, months: int, days: int, sum_: str
) -> Report:
    zh = lang == "zh"
    base = cite(LCL[lang], "82", "1")
    return finding(
        "contracts.double_wage",
        "contracts",
        "high",
        employee,
        period={"from": start, "to": "2026-11-21"},
        exposure={"amount": sum_, "max": "59400.00"} if employee == "0017" else {"amount": sum_},
        cites=[cite(LCL[lang], "10", "1"), base, cite(REGULATION[lang], "6", "2")],
        steps=[
            step(lang, "started", "入职日期", "First day employed", started, "date", None, True),
            step(lang, "wage", "月工资", "Monthly wage", wage, "yuan", None, True),
            step(lang, "from", "起算：入职满一个月的次日", "From the day after one month", start, "date", base),
            step(lang, "months", "足月数", "Whole months", months, "months", base),
            step(lang, "days", "不足一个月的工作日", "Working days of the rest", days, "days", base),
            step(lang, "amount", "预计要多付", "Estimated extra pay", sum_, "yuan", base),
        ],
        title=f"{employee} 号员工入职后一直没有签书面劳动合同"
        if zh
        else f"Employee {employee} has no written contract",
        explanation=(
            "入职一个月内要签好书面合同。到今天还没签，从满一个月的次日起每月要多付一倍工资，直到补签前一天。"
            if zh
            else "A written contract was due within one month. Until it is signed, each further month costs a second wage."
        ),
        remedy=(
            "11月23日（周一）补签书面合同，写清实际签署的日期，双方各拿一份，请员工在签收单上签字。"
            if zh
            else "Sign a written contract on Monday 23 November, dated that day, and give each side a copy."
        ),
        due="2026-11-23",
        limits=(
            ["员工故意不签等可以不付的情形没有考虑"]
            if zh
            else ["Cases where the employee refused on purpose are not considered"]
        ),
    )


def overtime(
    lang: str, employee: str, wage: str, hourly: str, hours: tuple[int, int, int], paid: str, due: str, sum_: str
) -> Report:
    zh = lang == "zh"
    base = cite(LABOUR_LAW[lang], "44")
    return finding(
        "pay.overtime_shortfall",
        "pay",
        "medium",
        employee,
        exposure={"amount": sum_},
        cites=[base, cite(PAY[lang], "13")],
        steps=[
            step(lang, "base", "加班费的计算基数", "Base for overtime", wage, "yuan", None, True),
            step(lang, "divisor", "月计薪天数", "Paid days in a month", "21.75", "days", base),
            step(lang, "hourly", "每小时工资", "Hourly wage", hourly, "yuan", base),
            step(lang, "workday", "工作日加班", "Overtime on working days", hours[0], "hours", None, True),
            step(lang, "workday_rate", "工作日按", "Working days at", "1.5", "ratio", base),
            step(lang, "restday", "休息日加班", "Work on rest days", hours[1], "hours", None, True),
            step(lang, "restday_rate", "休息日按", "Rest days at", "2", "ratio", base),
            step(lang, "holiday", "法定节假日加班", "Work on public holidays", hours[2], "hours", None, True),
            step(lang, "holiday_rate", "法定节假日按", "Public holidays at", "3", "ratio", base),
            step(lang, "due", "应付", "Due", due, "yuan", base),
            step(lang, "paid", "已付", "Paid", paid, "yuan", None, True),
            step(lang, "amount", "少付", "Shortfall", sum_, "yuan", base),
        ],
        title=f"{employee} 号员工 10 月加班费少付"
        if zh
        else f"Employee {employee} was paid too little overtime in October",
        explanation="已付的加班费比按法定倍数算出来的少。"
        if zh
        else "Less overtime was paid than the statutory multiples come to.",
        remedy="下次发工资时补上差额，工资条上单列一行。"
        if zh
        else "Pay the difference with the next wages, as its own line.",
    )


def coverage_row(lang: str, rule: str, subject: str, zh: str, en: str, status: str = "checked", **more: Any) -> Report:
    return {
        "rule": rule,
        "subject": subject,
        "subject_title": SUBJECTS[subject][0 if lang == "zh" else 1],
        "title": zh if lang == "zh" else en,
        "status": status,
        "why": None,
        "breaches": 0,
        "passed": 23 if status == "checked" else 0,
        "not_applicable": 0,
        "not_checked": 0,
    } | more


def coverage(lang: str, passed: int = 40, open_: int = 12, moot: int = 9) -> list[Report]:
    zh = lang == "zh"
    keys = list(SUBJECTS)
    rows = [
        coverage_row(lang, f"{keys[i % 16]}.passed_{i}", keys[i % 16], f"检查项 {i}", f"Rule {i}")
        for i in range(passed)
    ]
    for i in range(open_):
        column = ("工作日加班小时", "Overtime on working days") if i % 3 else ("缴费基数", "Contribution base")
        table = ("考勤", "Attendance") if i % 3 else ("社保公积金", "Insurance")
        text = (
            f"缺 {table[0]} 表的 {column[0]} 列" if zh else f"the column {column[1]} of the sheet {table[1]} is missing"
        )
        rows.append(
            coverage_row(
                lang,
                f"{keys[i % 16]}.open_{i}",
                keys[i % 16],
                f"缺料的检查项 {i}",
                f"Rule without data {i}",
                "not_checked",
                why={"code": "column", "table": table[0], "column": column[0], "text": text},
            )
        )
    for i in range(moot):
        text = "没有派遣工" if zh else "there are no dispatched workers"
        rows.append(
            coverage_row(
                lang,
                f"dispatch.moot_{i}",
                "dispatch",
                f"派遣检查项 {i}",
                f"Dispatch rule {i}",
                "not_applicable",
                why={"code": "no_cases", "table": None, "column": None, "text": text},
            )
        )
    return rows


def report(lang: str, findings: list[Report], rows: list[Report], **more: Any) -> Report:
    zh = lang == "zh"
    by_subject: dict[str, Report] = {}
    by_month: dict[str, Decimal] = {}
    for one in findings:
        if one["question"]:
            continue
        sum_ = Decimal((one["exposure"] or {}).get("amount") or 0)
        entry = by_subject.setdefault(
            one["subject"],
            {"title": SUBJECTS[one["subject"]][0 if zh else 1], "findings": 0, "high": 0, "exposure": Decimal(0)},
        )
        entry["findings"] += 1
        entry["high"] += one["severity"] == "high"
        entry["exposure"] += sum_
        if one["period"] and sum_:
            key = one["period"]["to"][:7]
            by_month[key] = by_month.get(key, Decimal(0)) + sum_
    total = sum((entry["exposure"] for entry in by_subject.values()), Decimal(0))
    statuses = [row["status"] for row in rows]
    return {
        "company": {
            "name": "禾苗五金制品厂（演示）" if zh else "Hemiao Hardware Works (demonstration)",
            "uscc": "91440113MA5CW0000X",
            "place": "440113",
            "place_name": "广州市番禺区" if zh else "Panyu, Guangzhou",
            "size": "small",
        },
        "as_of": "2026-11-21",
        "law": {"version": "2026.10", "as_of": "2026-10-31"},
        "problems": [],
        "coverage": rows,
        "findings": findings,
        "summary": {
            "score": 68,
            "grade": "C",
            "grade_text": "有几处要尽快补上" if zh else "a few things to put right soon",
            "exposure": f"{total:.2f}",
            "exposure_max": f"{total:.2f}",
            "by_subject": {k: v | {"exposure": f"{v['exposure']:.2f}"} for k, v in by_subject.items()},
            "by_month": {k: f"{v:.2f}" for k, v in by_month.items()},
            "employees": 23,
            "months": 12,
            "checked": statuses.count("checked"),
            "not_checked": statuses.count("not_checked"),
            "not_applicable": statuses.count("not_applicable"),
        },
    } | more


def empty(lang: str = "zh") -> Report:
    found = report(lang, [], coverage(lang))
    found["summary"] |= {"score": 100, "grade": "A"}
    return found


def nothing_checked(lang: str = "zh") -> Report:
    found = report(lang, [], coverage(lang, passed=0))
    found["summary"] |= {"score": None, "grade": None, "grade_text": None}
    return found


def one(lang: str = "zh") -> Report:
    row = coverage_row(
        lang,
        "contracts.double_wage",
        "contracts",
        "没签书面合同的二倍工资",
        "Second wage without a contract",
        breaches=1,
    )
    return report(lang, [unsigned(lang, "0021", "2026-09-01", "2026-10-01", "4800.00", 1, 15, "8110.34")], [row])


def small(lang: str = "zh") -> Report:
    zh = lang == "zh"
    pay_rules = cite(PAY[lang], "15")
    findings = [
        unsigned(lang, "0017", "2026-07-01", "2026-08-01", "5400.00", 3, 15, "19924.14"),
        unsigned(lang, "0021", "2026-09-01", "2026-10-01", "4800.00", 1, 15, "8110.34"),
        finding(
            "probation.length",
            "probation",
            "medium",
            "0019",
            period={"from": "2026-09-01", "to": "2026-09-30"},
            exposure={"amount": "5000.00"},
            cites=[cite(LCL[lang], "19", "1"), cite(LCL[lang], "83")],
            steps=[
                step(lang, "term", "合同期限", "Contract term", 24, "months", None, True),
                step(lang, "served", "已执行的试用期", "Probation served", 3, "months", None, True),
                step(lang, "most", "最多可约定", "Longest lawful", 2, "months", cite(LCL[lang], "19", "1")),
                step(lang, "excess", "超出", "Excess", 1, "months", cite(LCL[lang], "83")),
                step(lang, "wage", "转正工资", "Full wage", "5000.00", "yuan", None, True),
                step(lang, "amount", "预计赔偿", "Estimated compensation", "5000.00", "yuan", cite(LCL[lang], "83")),
            ],
            title="0019 号员工的试用期多了 1 个月" if zh else "Employee 0019 served one month of probation too many",
            explanation="两年合同最多约定 2 个月试用期。" if zh else "A two-year contract allows two months at most.",
            remedy="按转正工资补一个月，以后照 2 个月写。"
            if zh
            else "Pay one month at full wage; write two months from now on.",
        ),
        overtime(lang, "0008", "5220.00", "30.00", (20, 16, 8), "1200.00", "2580.00", "1380.00"),
        overtime(lang, "0011", "4698.00", "27.00", (24, 8, 0), "800.00", "1404.00", "604.00"),
        finding(
            "hours.monthly_overtime",
            "hours",
            "medium",
            "0008",
            exposure={"amount": "0.00"},
            cites=[cite(LABOUR_LAW[lang], "41")],
            steps=[
                step(lang, "hours", "10 月加班", "Overtime in October", 44, "hours", None, True),
                step(lang, "most", "每月最多", "Most in a month", 36, "hours", cite(LABOUR_LAW[lang], "41")),
            ],
            title="0008 号员工 10 月加班 44 小时，超过 36 小时"
            if zh
            else "Employee 0008 worked 44 hours of overtime in October",
            explanation="每月加班不得超过 36 小时。" if zh else "Overtime may not exceed 36 hours a month.",
            remedy="12 月排班时减到 36 小时以内。" if zh else "Keep December rosters within 36 hours.",
        ),
        finding(
            "wages.fines",
            "wages",
            "low",
            "0014",
            exposure={"amount": "350.00"},
            cites=[pay_rules],
            steps=[step(lang, "amount", "扣款", "Deducted", "350.00", "yuan", pay_rules, True)],
            title="0014 号员工被扣“迟到罚款”" if zh else "Employee 0014 was fined for lateness",
            explanation="公司罚款不在可以代扣的项目里。" if zh else "Company fines are not among lawful deductions.",
            remedy="下次发薪退还。" if zh else "Return it with the next wages.",
        ),
        finding(
            "leave.annual_open",
            "leave",
            "low",
            None,
            period={"from": "2026-01-01", "to": "2026-12-31"},
            title="还有 5 天年休假没安排" if zh else "Five days of annual leave are not planned yet",
            explanation="年底前安排休完就不用另付。" if zh else "Nothing is owed if it is taken this year.",
            remedy="年底前安排休完。" if zh else "Plan it before the year ends.",
            due="2026-12-31",
        ),
        finding(
            "contracts.copy",
            "contracts",
            "low",
            None,
            question=True,
            period=None,
            title="合同文本是否交给了员工" if zh else "Did each employee receive a copy of the contract?",
            explanation="表格里看不出来。" if zh else "The tables do not say.",
            remedy="查一下签收单。" if zh else "Look for the receipts.",
            cites=[cite(LCL[lang], "16", "2")],
        ),
    ]
    titles = {
        "contracts.double_wage": ("没签书面合同", "No written contract"),
        "probation.length": ("试用期过长", "Probation too long"),
        "pay.overtime_shortfall": ("加班费少付", "Overtime underpaid"),
        "hours.monthly_overtime": ("每月加班超过 36 小时", "More than 36 hours of overtime"),
        "wages.fines": ("工资里扣罚款", "Fines taken from wages"),
        "leave.annual_open": ("年休假没安排", "Annual leave not planned"),
    }
    rows = [coverage_row(lang, rule, rule.split(".")[0], *pair, breaches=1) for rule, pair in titles.items()]
    rows.append(coverage_row(lang, "contracts.copy", "contracts", "合同文本交给员工", "Copy given to the employee"))
    problem = {
        "file": "工资.xlsx",
        "sheet": "工资",
        "row": 17,
        "column": "月份",
        "message": "“十三月”不是月份，请写成 2026-10 的样子" if zh else "“十三月” is no month; write it like 2026-10",
    }
    found = report(lang, findings, rows + coverage(lang, passed=63), problems=[problem], demo=True)
    found["summary"]["by_month"] = {
        "2026-08": "5400.00",
        "2026-09": "10400.00",
        "2026-10": "12534.00",
        "2026-11": "7034.48",
    }  # the rows above by month: 5400 | 5400+5000 | 5400+4800+1380+604+350 | 3724.14+3310.34
    found["summary"]["exposure_max"] = "74844.34"
    return found


def large(lang: str = "zh") -> Report:
    """300 people, 900 findings in 16 subjects, twelve months, 40 cells not read, everything long and awkward."""
    zh = lang == "zh"
    keys = list(SUBJECTS)
    findings, rows = [], []
    for i in range(900):
        month = i % 12 + 1
        subject = keys[i % 16]
        rule = f"{subject}.rule_{i % 32}"
        sum_ = f"{Decimal(i * 137 + 101) / 100:.2f}"
        findings.append(
            finding(
                rule,
                subject,
                ("high", "medium", "low")[i % 3],
                f"E{i % 300 + 1:04d}",
                id=f"{rule}:E{i % 300 + 1:04d}:{i}",
                period={"from": f"2026-{month:02d}-01", "to": f"2026-{month:02d}-28"},
                exposure={"amount": sum_},
                cites=[cite(LABOUR_LAW[lang], str(i % 90 + 1))],
                steps=[
                    step(lang, "base", "基数", "Base", f"{5000 + i}.00", "yuan", None, True),
                    step(lang, "divisor", "月计薪天数", "Paid days", "21.75", "days", cite(LABOUR_LAW[lang], "44")),
                    step(lang, "hours", "小时", "Hours", i % 40, "hours", None, True),
                    step(lang, "amount", "差额", "Shortfall", sum_, "yuan", cite(LABOUR_LAW[lang], "44")),
                ],
                title=("很长的标题" * 12 if zh else "A rather long title " * 6) + f" {i}",
                explanation=("说明文字“带引号”…" * 10 if zh else "An explanation in words. " * 10),
                remedy=(
                    "先核对考勤，再补发差额，并在工资条上单列；" * 6
                    if zh
                    else "Check the attendance, then pay the difference. " * 6
                ),
                due="2026-12-15" if i % 2 else None,
                limits=["没有考虑调休" if zh else "Time off in lieu is not considered"],
            )
        )
    for i in range(32):
        subject = keys[i % 16]
        rows.append(
            coverage_row(
                lang, f"{subject}.rule_{i}", subject, f"第 {i} 项检查" * 3, f"Check number {i} " * 3, breaches=28
            )
        )
    problems = [
        {"file": "很长的文件名" * 8 + ".xlsx", "sheet": "考勤", "row": i, "column": "日期", "message": "不是日期 " * 20}
        for i in range(40)
    ]
    return report(lang, findings, rows + coverage(lang, open_=40, moot=20), problems=problems)
