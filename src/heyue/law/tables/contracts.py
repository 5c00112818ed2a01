"""劳动合同台账: one row for each written contract, renewals included."""

from __future__ import annotations

from heyue.law.tables.column import Choice, Column, Table

C = Column

TERMS = (
    Choice("fixed", "固定期限", "Fixed term", ("固定", "有固定期限")),
    Choice("open", "无固定期限", "Open-ended", ("无固定", "长期")),
    Choice("task", "以完成一定任务为期限", "Task-based", ("任务", "以完成一定工作任务为期限")),
)

CONTRACTS = Table(
    "contracts",
    "劳动合同",
    "Contracts",
    (
        C("employee", "text", "工号", "Employee no."),
        C("name", "text", "姓名", "Name", personal=True),
        C("term", "choice", "合同期限类型", "Kind of term", choices=TERMS),
        C("signed", "date", "签订日期", "Signed on"),
        C("starts", "date", "合同起始日期", "From"),
        C("ends", "date", "合同终止日期", "To", "无固定期限留空", "Empty if open-ended"),
        C("probation_ends", "date", "试用期截止日期", "Probation to", "没有试用期留空", "Empty if none"),
        C("probation_wage", "money", "试用期月工资", "Probation wage"),
        C("wage", "money", "合同月工资", "Contract monthly wage"),
        C(
            "asked_fixed",
            "flag",
            "员工要求订固定期限",
            "Employee asked for a fixed term",
            "有员工书面要求才填 是",
            "Only with a written request",
        ),
        C("copy_given", "flag", "员工已持有一份", "Copy given to employee"),
        C("noncompete_months", "count", "竞业限制月数", "Non-compete months", blank="0"),
        C("noncompete_pay", "money", "竞业限制月补偿", "Non-compete pay a month"),
        C(
            "penalty",
            "flag",
            "约定员工违约金",
            "Penalty on the employee",
            "培训服务期和竞业限制以外的",
            "Other than training or non-compete",
        ),
        C("probation_only", "flag", "仅约定试用期", "Probation-only contract"),
    ),
    help_zh="每份合同一行，续签另起一行。",
    help_en="One row for each contract; a renewal is a new row.",
)
