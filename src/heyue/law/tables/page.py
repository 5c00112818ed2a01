"""列的说明页: docs/tables.md, written from the tables themselves: `python -m heyue.law.tables.page > docs/tables.md`."""

from __future__ import annotations

import sys

from heyue.law.tables import TABLES
from heyue.law.tables.column import Column, Table

_STORED = {
    "text": "String",
    "choice": "String",
    "date": "Date",
    "month": "Date（当月第一天 · first day of the month）",
    "flag": "Boolean",
    "money": "Int64（分 · fen）",
    "hours": "Int64（分钟 · minutes）",
    "days": "Int64（百分之一天 · hundredths of a day）",
    "months": "Int64（半个月 · halves of a month）",
    "rate": "Int64（百万分之一 · millionths）",
    "count": "Int64",
}
_HEAD = """# 工作簿和数据集的列 · Columns of the workbook and of the dataset

由 `python -m heyue.law.tables.page` 生成，请勿手改。 Generated; do not edit.

八张表就是 `heyue template` 写出的八张工作表，也是数据集文件夹里的八个 Parquet 表（文件名用英文表名，另有 `company_id`，每家企业一个）。
只有花名册必须有。“空白”一栏说空单元格按什么算：没写的按“不知道”，不下结论。

The eight sheets `heyue template` writes are also the eight Parquet tables of a dataset folder \
(named by the identifier, with `company_id`).
Only the roster is required. "Blank" says what an empty cell of a given column stands for; nothing there means unknown.
"""


def page() -> str:
    """The whole page as Markdown."""
    return "\n".join([_HEAD, *(_table(table) for table in TABLES.values())])


def _table(table: Table) -> str:
    lines = [
        f"## {table.zh} · {table.en} · `{table.name}`",
        "",
        table.help_zh,
        "",
        "| 列 | column | 标识符 | 存为 · stored as | 空白 · blank | 可填 · choices | 说明 · note |",
        "|---|---|---|---|---|---|---|",
        *(_row(column) for column in table.columns),
        "",
    ]
    return "\n".join(lines)


def _row(column: Column) -> str:
    choices = "、".join(choice.zh for choice in column.choices) or ("是、否" if column.kind == "flag" else "")
    note = " · ".join(part for part in (column.help_zh, column.help_en) if part)
    blank = column.blank or ""
    required = "**" if column.required else ""
    name = f"{required}{column.zh}{required} | {column.en} | `{column.name}`"
    return f"| {name} | {_STORED[column.kind]} | {blank} | {choices} | {note} |"


if __name__ == "__main__":
    sys.stdout.write(page())
