"""工作簿与数据集的表: the eight tables a company's records are brought into, and their columns.

This is the one definition of the workbook (`heyue template`), of what intake produces and of the dataset's Parquet columns.
Every quantity is an Int64 of its unit's smallest part (see `heyue.law.units`); a month is the Date of its first day.
"""

from __future__ import annotations

from heyue.law.tables.attendance import ATTENDANCE
from heyue.law.tables.bodies import BODIES
from heyue.law.tables.column import Choice, Column, Table
from heyue.law.tables.company import COMPANY
from heyue.law.tables.contracts import CONTRACTS
from heyue.law.tables.insurance import INSURANCE
from heyue.law.tables.leave import LEAVE
from heyue.law.tables.payroll import PAYROLL
from heyue.law.tables.roster import ROSTER

TABLES: dict[str, Table] = {
    table.name: table for table in (COMPANY, ROSTER, CONTRACTS, ATTENDANCE, PAYROLL, INSURANCE, LEAVE, BODIES)
}

__all__ = ["TABLES", "Choice", "Column", "Table"]
