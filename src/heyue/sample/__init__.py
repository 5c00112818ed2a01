"""样例企业: seeded, invented firms with lawful books and planted violations, and the oracle that lists them.

The package reads the tables' columns from `heyue.law.tables` and nothing of the rules: its sums are its own.
"""

from __future__ import annotations

from heyue.sample.company import DEFAULT_DAY, SampleCompany, make_company
from heyue.sample.dataset import write_dataset
from heyue.sample.faults import KINDS, Fault, Finding
from heyue.sample.trades import TRADES
from heyue.sample.writing import sidecar, write_sidecar, write_workbook

__all__ = [
    "DEFAULT_DAY",
    "KINDS",
    "TRADES",
    "Fault",
    "Finding",
    "SampleCompany",
    "make_company",
    "sidecar",
    "write_dataset",
    "write_sidecar",
    "write_workbook",
]
