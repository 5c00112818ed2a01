"""考勤表: one row for each person and day, or for each person and month."""

from __future__ import annotations

from heyue.law.tables.column import Choice, Column, Table

C = Column

DAY_KINDS = (
    Choice("workday", "工作日", "Working day", ("上班", "平日")),
    Choice("restday", "休息日", "Rest day", ("休息", "周末")),
    Choice("holiday", "法定节假日", "Public holiday", ("节假日", "法定假日", "法定休假日")),
)

ATTENDANCE = Table(
    "attendance",
    "考勤",
    "Attendance",
    (
        C("employee", "text", "工号", "Employee no."),
        C("name", "text", "姓名", "Name", personal=True),
        C("department", "text", "部门", "Department"),
        C("month", "month", "月份", "Month", "按月填写时用，如 2026-03", "For monthly rows, such as 2026-03"),
        C("day", "date", "日期", "Day", "按天填写时用；按月填写留空", "For daily rows; empty for monthly ones"),
        C(
            "day_kind",
            "choice",
            "当天类型",
            "Kind of day",
            "按本人排班；不填则按国家日历",
            "By the roster; else the national calendar",
            DAY_KINDS,
        ),
        C(
            "worked",
            "hours",
            "实际工作小时",
            "Hours worked",
            "含加班；没上班填 0 或留空",
            "Including overtime",
            blank="0",
        ),
        C("overtime_workday", "hours", "工作日加班小时", "Overtime on working days", blank="0"),
        C("overtime_restday", "hours", "休息日加班小时", "Work on rest days", blank="0"),
        C("overtime_holiday", "hours", "法定节假日加班小时", "Work on public holidays", blank="0"),
        C(
            "compensatory_leave",
            "hours",
            "已补休小时",
            "Time off in lieu taken",
            "补休抵的是休息日加班",
            "Offsets work on rest days",
            blank="0",
        ),
        C("night", "flag", "是否夜班", "Night shift", "22 点至次日 6 点之间有工作", "Any work between 22:00 and 06:00"),
        C("due_days", "days", "应出勤天数", "Days due"),
        C("attended_days", "days", "实际出勤天数", "Days attended"),
        C(
            "unpaid_leave_days",
            "days",
            "无薪缺勤天数",
            "Unpaid absence",
            "事假、旷工等本人原因",
            "The employee's own reasons",
            blank="0",
        ),
        C("sick_days", "days", "病假天数", "Sick leave", blank="0"),
    ),
    help_zh="每人每天一行，或每人每月一行；法定节假日加班不能用补休抵。",
    help_en="One row a person and day, or one a person and month.",
)
