"""社保公积金明细: one row for each person and month."""

from __future__ import annotations

from heyue.law.tables.column import Column, Table

C = Column

INSURANCE = Table(
    "insurance",
    "社保公积金",
    "Insurance",
    (
        C("employee", "text", "工号", "Employee no."),
        C("name", "text", "姓名", "Name", personal=True),
        C("month", "month", "费款所属期", "Month", required=True),
        C("pension_base", "money", "养老缴费基数", "Pension base"),
        C("medical_base", "money", "医疗缴费基数", "Medical base"),
        C("unemployment_base", "money", "失业缴费基数", "Unemployment base"),
        C("injury_base", "money", "工伤缴费基数", "Injury base"),
        C("pension_employee", "money", "养老个人缴费", "Pension, employee", blank="0"),
        C("pension_employer", "money", "养老单位缴费", "Pension, employer", blank="0"),
        C("fund_base", "money", "公积金缴存基数", "Housing fund base"),
        C("fund_employee", "money", "公积金个人缴存", "Fund, employee", blank="0"),
        C("fund_employer", "money", "公积金单位缴存", "Fund, employer", blank="0"),
        C("insurer", "text", "参保单位名称", "Insured through"),
    ),
    help_zh="每人每月一行；没参保的人和月份不填。",
    help_en="One row a person and month; none for those not insured.",
)
