"""适用的人: whom the wage, hours and social-insurance rules reach, by the status of the person."""

from __future__ import annotations

from datetime import date

import polars as pl

from heyue.law.rule import Law

OVER_AGE_FROM = date(2026, 7, 1)
"""超龄劳动者基本权益保障暂行规定施行日: hours, minimum wage and pay of people over retirement age follow the law from here."""


def full_week(status: pl.Expr, day: pl.Expr) -> pl.Expr:
    """按月计薪的人: full-time employees, and people over retirement age from the day their regulation is in force."""
    return (status == "full_time") | over_age(status, day)


def wage_earner(status: pl.Expr, day: pl.Expr) -> pl.Expr:
    """领工资的人: full-time and part-time employees, and people over retirement age as above.

    Not dispatched workers (the agency owes their wages), interns and contractors.
    """
    return full_week(status, day) | (status == "part_time")


def over_age(status: pl.Expr, day: pl.Expr) -> pl.Expr:
    return (status == "rehired") & (day >= OVER_AGE_FROM)


def standard_hours(system: pl.Expr, approved: pl.Expr) -> pl.Expr:
    """适用标准工时: the standard system, or a special one that was not approved (劳动法第三十九条).

    Null, so not checked, where a special system's approval is unknown.
    """
    return (system == "standard") | ~approved


def user_unit(law: Law, company_kind: pl.Expr) -> pl.Expr:
    """用工单位: not a dispatch agency; an unknown kind counts as an ordinary employer and is not asked for."""
    return law.needed(company_kind, where=pl.lit(value=False)).fill_null("enterprise") != "agency"
