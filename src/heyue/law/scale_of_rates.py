"""税率表: income-tax brackets, as the schedule writes them."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from heyue.law.cite import Cite
from heyue.law.dates import greatest
from heyue.law.money import ratio, yuan


@dataclass(frozen=True, slots=True)
class Bracket:
    """一级: up to and including `up_to` fen (None: no limit), its rate in per cent and the quick deduction in fen."""

    up_to: int | None
    percent: int
    quick: int


@dataclass(frozen=True, slots=True)
class Scale:
    """税率表: brackets from the lowest, each upper limit belonging to the lower bracket."""

    brackets: tuple[Bracket, ...]
    cite: Cite

    def of(self, income: pl.Expr) -> pl.Expr:
        """Tax in fen on `income` (fen), rounded once: income × rate − quick deduction of its bracket.

        0 for an income below 0, null for null.
        """
        percent = pl.lit(self.brackets[-1].percent, dtype=pl.Int8)
        for bracket in (*reversed(self.brackets[:-1]), Bracket(0, 0, 0)):
            rate = pl.lit(bracket.percent, dtype=pl.Int8)
            percent = pl.when(income <= (bracket.up_to or 0)).then(rate).otherwise(percent)
        quick = pl.lit(0)  # the rate, one byte, tells the bracket: no second round of comparisons with the income
        for bracket in self.brackets[1:]:
            quick = pl.when(percent == bracket.percent).then(bracket.quick * 100).otherwise(quick)
        return (income * percent - quick + 50) // 100  # never negative, so halves go up

    def whole(self, amount: pl.Expr, parts: int) -> pl.Expr:
        """Tax in fen on the whole `amount` at the one rate that amount ÷ parts falls in, quick deduction once.

        Unlike `of`, this has steps: one fen over a limit moves the whole amount to the next rate.
        """
        taxed = [amount * b.percent - b.quick * 100 for b in self.brackets]
        tax = taxed[-1]
        for bracket, below in zip(reversed(self.brackets[:-1]), reversed(taxed[:-1]), strict=True):
            tax = pl.when(amount <= (bracket.up_to or 0) * parts).then(below).otherwise(tax)
        return ratio(greatest(tax, 0), 100)

    def gross_of(self, net: pl.Expr, parts: int) -> pl.Expr:
        """The smallest whole amount in fen that leaves `net` after `whole(…, parts)`.

        In each row amount = (net − quick deduction) ÷ (1 − rate); the first row that contains its own answer is taken.
        """
        amounts = [ratio((net - b.quick) * 100, 100 - b.percent) for b in self.brackets]
        gross = amounts[-1]
        for bracket, amount in zip(reversed(self.brackets[:-1]), reversed(amounts[:-1]), strict=True):
            gross = pl.when(amount <= (bracket.up_to or 0) * parts).then(amount).otherwise(gross)
        return gross


def _scale(cite: Cite, *rows: tuple[int | None, int, int]) -> Scale:
    return Scale(
        tuple(Bracket(None if up_to is None else yuan(up_to), rate, yuan(quick)) for up_to, rate, quick in rows), cite
    )


#: 个人所得税税率表一（综合所得）: limits and rates of the Law's schedule 1; the quick deductions follow from them.
COMPREHENSIVE = _scale(
    Cite("个人所得税法", "schedule1"),
    (36_000, 3, 0),
    (144_000, 10, 2_520),
    (300_000, 20, 16_920),
    (420_000, 25, 31_920),
    (660_000, 30, 52_920),
    (960_000, 35, 85_920),
    (None, 45, 181_920),
)

#: 按月换算后的综合所得税率表: schedule 1 divided by twelve, for the annual bonus taxed alone.
MONTHLY = _scale(
    Cite("财税〔2018〕164号", 1),
    (3_000, 3, 0),
    (12_000, 10, 210),
    (25_000, 20, 1_410),
    (35_000, 25, 2_660),
    (55_000, 30, 4_410),
    (80_000, 35, 7_160),
    (None, 45, 15_160),
)
