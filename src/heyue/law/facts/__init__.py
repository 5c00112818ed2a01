"""事实表: one builder a grain: sorted tables in, rows with derived facts out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import polars as pl

from heyue.law.ask import Grain
from heyue.law.facts.build_company import build_company
from heyue.law.facts.build_contract import build_contract
from heyue.law.facts.build_day import build_day
from heyue.law.facts.build_employment import build_employment
from heyue.law.facts.build_leave import build_leave
from heyue.law.facts.build_pay_month import build_pay_month
from heyue.law.facts.people import people
from heyue.law.facts.source import Source, source

BUILDERS: Mapping[Grain, Callable[[Source, pl.DataFrame], pl.DataFrame]] = MappingProxyType(
    {
        "employment": build_employment,
        "contract": build_contract,
        "pay_month": build_pay_month,
        "day": build_day,
        "leave": build_leave,
        "company": build_company,
    }
)

__all__ = ["BUILDERS", "Source", "people", "source"]
