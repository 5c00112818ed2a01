"""单元格: what one cell says, by the kind of its column, or why it cannot be read.

A cell is None, a number or text; text tagged \\x01 is an ISO date or moment, \\x02 seconds, \\x03 a formula error (child.py).
Every parser answers a value of the column's smallest part, None for an empty cell, or raises Unread.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from heyue.intake.identity import credit_code_is_right
from heyue.intake.sheets import Cell
from heyue.law.tables import Column
from heyue.law.units import COUNT, DAYS, MONTHS, RATIO, YUAN, Unit

__all__ = ["Cell", "Parser", "Unread", "Value", "parser", "read_column"]

Value = int | str | bool | date | None
Parser = Callable[[Cell], Value]

EMPTY = {
    "",
    "-",
    "--",
    "---",
    "—",
    "——",
    "–",
    "/",
    "\\",
    "//",
    "无",
    "空",
    "暂无",
    "N/A",
    "n/a",
    "NA",
    "null",
    "NULL",
    "None",
}
STILL = {"在职", "至今", "长期", "无固定期限", "无固定", "永久", "现在"}
YES = {"是", "有", "√", "✓", "✔", "对", "y", "yes", "true", "1", "t"}
NO = {"否", "无", "没有", "未", "×", "✗", "x", "n", "no", "false", "0", "f", "没", "不"}
MONTH_NAMES = {
    m: i
    for i, m in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1)
}
CHINESE_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "O": 0}
FIRST_YEAR, LAST_YEAR = 1920, 2100
MOST = 10**12
EPOCH = date(1899, 12, 30)
EPOCH_1904 = date(1904, 1, 1)


class Unread(ValueError):
    """读不出: what was expected instead, in Chinese and English."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


A_DATE = ("日期，如 2026-03-01", "a date such as 2026-03-01")
A_MONTH = ("月份，如 2026-03", "a month such as 2026-03")
A_NUMBER = ("数字", "a number")
NOT_NEGATIVE = ("不小于 0 的数字", "a number not below 0")


def plain(cell: Cell) -> str:
    """Text with full-width characters folded and outer spaces gone; "" for an empty cell."""
    if cell is None:
        return ""
    text = cell if isinstance(cell, str) else str(cell)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return text.strip()


def in_error(cell: Cell) -> None:
    """Refuse a formula that ended in an error, or whose result was never saved."""
    if cell == "\x03formula":
        raise Unread("公式的结果（请用表格软件打开后保存一次）", "a saved formula result (open and save the file once)")
    if cell == "\x03number":
        raise Unread("大小正常的数字", "a number of ordinary size")
    if isinstance(cell, str) and cell[:1] == "\x03":
        raise Unread("没有出错的公式", "a formula without an error")


def _real_date(year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise Unread(*A_DATE) from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unread(f"{FIRST_YEAR} 年以后的日期，如 2026-03-01", f"a date after {FIRST_YEAR}, such as 2026-03-01")
    return found


def _serial(days: int, *, epoch1904: bool) -> date:
    if not 1 <= days <= 80_000:
        raise Unread(*A_DATE)
    found = (EPOCH_1904 if epoch1904 else EPOCH) + timedelta(days=days)
    return _real_date(found.year, found.month, found.day)


def _chinese_number(text: str) -> int:
    """二〇二六 and 十二 and 二十一 as numbers."""
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (CHINESE_DIGITS.get(tens, 1) if tens else 1) * 10 + (CHINESE_DIGITS[ones] if ones else 0)
    return int("".join(str(CHINESE_DIGITS[character]) for character in text))


_YMD = re.compile(r"(\d{4})\s*[-/.年·,]\s*(\d{1,2})\s*[-/.月·,]\s*(\d{1,2})\s*[日号]?(?P<rest>.*)", re.DOTALL)
_SHORT = re.compile(r"'?(\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?P<rest>.*)", re.DOTALL)
_DMY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?P<rest>.*)", re.DOTALL)
_ENGLISH = re.compile(r"(?:(\d{1,2})[-\s]+([A-Za-z]{3,9})|([A-Za-z]{3,9})\.?[-\s]+(\d{1,2})),?[-\s]+(\d{4}|\d{2})")
_CHINESE = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]"
)
_REST = re.compile(
    r"[T\s,]*(?:\(?(?:星期|周|礼拜)[一二三四五六日天]\)?)?[T\s]*(?:[上下]午)?\s*"
    r"(?:\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[AaPp][Mm])?)?(?:Z|[+-]\d{2}:?\d{2})?\s*"
)


def read_date(cell: Cell, *, epoch1904: bool = False) -> date | None:
    """A day in any of the ways people write it; Excel's serial numbers count from 1899-12-30, or 1904-01-01."""
    in_error(cell)
    if isinstance(cell, str) and cell[:1] == "\x01":
        return _real_date(int(cell[1:5]), int(cell[6:8]), int(cell[9:11]))
    if isinstance(cell, float):
        return _serial(int(cell), epoch1904=epoch1904)
    text = plain(cell)
    if text in EMPTY or text in STILL:
        return None
    if text[:1] == "\x02":
        raise Unread(*A_DATE)
    if re.fullmatch(r"\d{8}", text):
        return _real_date(int(text[:4]), int(text[4:6]), int(text[6:]))
    if re.fullmatch(r"\d{1,5}(?:\.0+)?", text):
        return _serial(int(text.partition(".")[0]), epoch1904=epoch1904)
    for pattern in (_YMD, _SHORT):
        found = pattern.fullmatch(text)
        if found and _REST.fullmatch(found["rest"]):
            year = int(found[1])
            return _real_date(year if year > 99 else 2000 + year, int(found[2]), int(found[3]))
    found = _DMY.fullmatch(text)
    if found and _REST.fullmatch(found["rest"]) and max(int(found[1]), int(found[2])) > 12:
        day, month = sorted((int(found[1]), int(found[2])), reverse=True)
        return _real_date(int(found[3]), month, day)
    return _written_date(text)


def _written_date(text: str) -> date:
    """Dates in words: 1 Mar 2026, Mar 1, 2026, 二〇二六年三月一日."""
    found = _ENGLISH.fullmatch(text)
    if found:
        month = MONTH_NAMES.get((found[2] or found[3]).lower()[:3])
        if month:
            year = int(found[5])
            return _real_date(year if year > 99 else 2000 + year, month, int(found[1] or found[4]))
    found = _CHINESE.fullmatch(text)
    if found:
        return _real_date(_chinese_number(found[1]), _chinese_number(found[2]), _chinese_number(found[3]))
    raise Unread(*A_DATE)


_YM = re.compile(r"(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*(?:月份?)?")
_YM_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月]\d{1,2}日?(?:\s*(?:至|到|~|～|-|—).*|\s.*)?", re.DOTALL)
_M = re.compile(r"(\d{1,2})\s*月份?")


def read_month(cell: Cell, *, epoch1904: bool = False, year: int | None = None) -> date | None:
    """The first day of a month; `year` is what the title or file name says where the cell has a month only."""
    in_error(cell)
    if isinstance(cell, str) and cell[:1] == "\x01":
        return _real_date(int(cell[1:5]), int(cell[6:8]), 1)
    text = plain(cell)
    if text in EMPTY:
        return None
    if isinstance(cell, float):
        if re.fullmatch(r"\d{4}\.1", text):
            raise Unread(
                "月份；2026.1 可能是 1 月也可能是 10 月，请写 2026-01", "a month; 2026.1 may be January or October"
            )
    elif isinstance(cell, int) and 20_000 <= cell <= 80_000:
        return _serial(cell, epoch1904=epoch1904).replace(day=1)
    found = _YM.fullmatch(text) or _YM_DAY.fullmatch(text)
    if found:
        return _real_date(int(found[1]), int(found[2]), 1)
    if re.fullmatch(r"\d{8}", text):
        return _real_date(int(text[:4]), int(text[4:6]), int(text[6:])).replace(day=1)
    found = _M.fullmatch(text) or (re.fullmatch(r"(\d{1,2})", text) if year else None)
    if found and year:
        return _real_date(year, int(found[1]), 1)
    raise Unread(*A_MONTH)


_CURRENCY = re.compile(r"[,\s￥¥元]|RMB|CNY", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)")
_TRAILING = re.compile(
    r"(?:小时|个小时|分钟|天|日|个月|月|年|人|个|次|岁|类|级|项|倍|%|h|hrs?|hours?|mins?|min|days?)$", re.IGNORECASE
)


def _decimal(text: str) -> Decimal:
    if text.startswith("(") and text.endswith(")"):
        text = "-" + text[1:-1]
    if text.endswith("万"):
        return _decimal(text[:-1]) * 10_000
    if not _NUMBER.fullmatch(text):
        raise Unread(*A_NUMBER)
    return Decimal(text)


def _parts(value: Decimal, unit: Unit) -> int:
    if abs(value) > MOST:
        raise Unread(*A_NUMBER)
    return unit.parse(value)


def read_money(cell: Cell) -> int | None:
    """Fen: 5,001.00 · ￥5001 · (50.00) for minus 50 · 1.2万."""
    if isinstance(cell, int) and -MOST < cell < MOST:
        return cell * 100
    if isinstance(cell, float) and -MOST < cell < MOST:
        fen = round(cell * 100)
        if fen / 100 == cell:  # the cell is the float nearest to this many fen, so this is what was written
            return fen
    in_error(cell)
    text = _CURRENCY.sub("", plain(cell))
    if text in EMPTY:
        return None
    if text[:1] in "\x01\x02":
        raise Unread(*A_NUMBER)
    return _parts(_decimal(text), YUAN)


_CLOCK = re.compile(r"(\d{1,3}):(\d{2})(?::\d{2})?")
_SPOKEN = re.compile(r"(?:(\d+)(?:小时|时|h))?\s*(?:(\d+)(?:分钟|分|min|m))?", re.IGNORECASE)


def read_hours(cell: Cell, unit: str = "hours") -> int | None:
    """Minutes; `unit` is the header's: hours, minutes, or days of eight hours (国务院关于职工工作时间的规定第三条)."""
    in_error(cell)
    if isinstance(cell, str) and cell[:1] == "\x02":
        return _checked(int(cell[1:]) // 60, 60 * 744)
    text = plain(cell)
    if text in EMPTY:
        return None
    if text[:1] == "\x01":
        raise Unread(*A_NUMBER)
    clock = _CLOCK.fullmatch(text)
    spoken = _SPOKEN.fullmatch(text)
    found = clock or spoken
    if found:
        return _checked(int(found[1] or 0) * 60 + int(found[2] or 0), 60 * 744)
    ending = _TRAILING.search(text)
    if ending:
        unit = unit_of(ending.group()) or unit
        text = text[: ending.start()].strip()
    scale = {"minutes": 1, "hours": 60, "days": 480}.get(unit, 60)
    minutes = _decimal(text.replace(",", "")) * scale
    return _checked(Unit("minutes", 1, "", "").parse(minutes) if abs(minutes) < MOST else 60 * 745, 60 * 744)


def _checked(parts: int, most: int) -> int:
    if parts < 0:
        raise Unread(*NOT_NEGATIVE)
    if parts > most:
        raise Unread("一个月内可能的数字", "a number possible within one month")
    return parts


def unit_of(text: str) -> str | None:
    """The unit a label or a cell's ending names: minutes, hours, days, months or times; None where it names none."""
    folded = text.strip().lower()
    for name, words in UNIT_WORDS.items():
        if folded in words:
            return name
    return None


UNIT_WORDS = {
    "minutes": {"分钟", "分", "min", "mins", "minute", "minutes"},
    "hours": {"小时", "个小时", "时", "h", "hr", "hrs", "hour", "hours"},
    "days": {"天", "日", "day", "days"},
    "months": {"月", "个月", "month", "months"},
    "times": {"次", "人次", "times"},
    "yuan": {"元", "yuan", "rmb", "人民币元"},
    "percent": {"%"},
}


def read_days(cell: Cell, unit: str = "days") -> int | None:
    """Hundredths of a day; hours and minutes are divided by a day of eight hours."""
    in_error(cell)
    text = plain(cell)
    if text in EMPTY:
        return None
    if text[:1] in "\x01\x02":
        raise Unread("天数", "a number of days")
    ending = _TRAILING.search(text)
    if ending:
        unit = unit_of(ending.group()) or unit
        text = text[: ending.start()].strip()
    value = _decimal(text.replace(",", ""))
    value /= {"days": 1, "hours": 8, "minutes": 480}.get(unit, 1)
    if value > 3_660:
        raise Unread("天数", "a number of days")
    return _checked(_parts(value, DAYS), 366_000)


def _read_number(unit: Unit) -> Parser:
    def read(cell: Cell) -> int | None:
        in_error(cell)
        text = plain(cell).replace(",", "")
        if text in EMPTY:
            return None
        if text[:1] in "\x01\x02":
            raise Unread(*A_NUMBER)
        percent = unit is RATIO and text.endswith("%")
        value = _decimal(_TRAILING.sub("", text))
        if percent:
            value /= 100
        if value < 0:
            raise Unread(*NOT_NEGATIVE)
        if unit is COUNT and value != value.to_integral_value():
            raise Unread("整数", "a whole number")
        return _parts(value, unit)

    return read


def read_flag(cell: Cell) -> bool | None:
    in_error(cell)
    text = plain(cell).lower()
    if text in NO:
        return False
    if text in YES:
        return True
    if text in EMPTY:
        return None
    raise Unread("“是”或“否”", "yes or no")


def fold(text: str) -> str:
    """A choice as it is compared: folded, without spaces, lower case."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()


def _read_choice(column: Column) -> Parser:
    known = {
        fold(word): choice.value
        for choice in column.choices
        for word in (*choice.also, choice.en, choice.zh, choice.value)
    }
    zh = "、".join(choice.zh for choice in column.choices)
    en = ", ".join(choice.en for choice in column.choices)

    def read(cell: Cell) -> str | None:
        in_error(cell)
        text = plain(cell)
        found = known.get(fold(text))
        if found is not None:
            return found
        if text in EMPTY:
            return None
        raise Unread(f"其中之一：{zh}", f"one of: {en}")

    return read


def read_text(cell: Cell) -> str | None:
    """Text as written; a number of a staff member keeps its leading zeros if the file kept them."""
    in_error(cell)
    if isinstance(cell, str) and cell[:1] in {"\x01", "\x02"}:
        return cell[1:11]
    text = str(cell).strip() if cell is not None else ""
    return None if text in EMPTY else text


def _read_credit_code(cell: Cell) -> str | None:
    text = plain(cell).upper().replace(" ", "")
    if text in EMPTY:
        return None
    if isinstance(cell, (int, float)) or not credit_code_is_right(text):
        raise Unread(
            "18 位统一社会信用代码（校验位不对，请对照营业执照）",
            "an 18-character credit code with a right check digit",
        )
    return text


def parser(column: Column, *, unit: str | None = None, epoch1904: bool = False, year: int | None = None) -> Parser:
    """How cells of this column are read, given the header's unit, the workbook's epoch and the year its title names."""
    plain_kinds: dict[str, Parser] = {
        "money": read_money,
        "flag": read_flag,
        "text": _read_credit_code if column.name == "uscc" else read_text,
        "months": _read_number(MONTHS),
        "rate": _read_number(RATIO),
        "count": _read_number(COUNT),
    }
    match column.kind:
        case "date":
            return lambda cell: read_date(cell, epoch1904=epoch1904)
        case "month":
            return lambda cell: read_month(cell, epoch1904=epoch1904, year=year)
        case "hours":
            return lambda cell: read_hours(cell, unit or "hours")
        case "days":
            return lambda cell: read_days(cell, unit or "days")
        case "choice":
            return _read_choice(column)
        case kind:
            return plain_kinds[kind]


def read_column(cells: Sequence[Cell], read: Parser) -> tuple[list[Value], list[tuple[int, Unread]]]:
    """All cells of a column, each distinct one parsed once; unreadable ones are None and listed with their position."""
    known: dict[Cell, Value | Unread] = {None: None}
    for cell in dict.fromkeys(cells):
        if cell is not None:
            try:
                known[cell] = read(cell)
            except Unread as unread:
                known[cell] = unread
    if not any(isinstance(value, Unread) for value in known.values()):
        return [known[cell] for cell in cells], []  # type: ignore[misc]
    values: list[Value] = []
    bad: list[tuple[int, Unread]] = []
    for at, cell in enumerate(cells):
        value = known[cell]
        if isinstance(value, Unread):
            bad.append((at, value))
            values.append(None)
        else:
            values.append(value)
    return values, bad
