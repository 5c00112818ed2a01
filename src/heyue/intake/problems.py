"""问题清单: collects what could not be read, and sees to it that no sentence shows a name or an identity number."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from heyue.intake.cells import Cell
from heyue.intake.messages import FAULTS, PROBLEMS
from heyue.law.records import Problem

MOST_OF_A_COLUMN = 1_000
SHOWN = 24
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方"
    "邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严欧阳莫孔向常汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟申殷詹关焦"
)
HEADING = re.compile(r"[额费工班日期天时数资金薪税贴奖扣款保险基数率号码门位别型式因间址注况次项假补勤A-Za-z]")
_NUMBERS = re.compile(r"\d{7,}[\dXx]?")
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,5}")


@dataclass(slots=True)
class Pending:
    """待写的问题: a problem whose sentence waits until all names are known."""

    file: str
    sheet: str | None
    row: int | None
    column: str | None
    code: str
    read: Cell
    detail: dict[str, object]


@dataclass(slots=True)
class Problems:
    """问题清单: problems in the order found; `names` holds everyone's names, which are masked wherever they were read."""

    found: list[Pending] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def add(
        self,
        code: str,
        file: str,
        sheet: str | None = None,
        row: int | None = None,
        column: str | None = None,
        *,
        read: Cell = None,
        **detail: object,
    ) -> None:
        self.found.append(Pending(file, sheet, row, column, code, read, detail))

    def shown(self, read: Cell) -> str:
        """What was read, short, on one line; names and long numbers are replaced."""
        text = " ".join(str(read).lstrip("\x01\x02\x03").split())
        if _looks_named(text) or self._names_someone(text):
            return "（姓名，不显示）"
        text = _NUMBERS.sub(lambda found: found.group() if _is_day(found.group()) else "…", text)
        return text if len(text) <= SHOWN else text[:SHOWN] + "…"

    def _names_someone(self, text: str) -> bool:
        """Whether a known name stands anywhere in a text; only what could be shown is searched."""
        if text in self.names:
            return True
        seen = text[: SHOWN + 12]
        return any(seen[at : at + size] in self.names for size in range(2, 13) for at in range(len(seen) - size + 1))

    def label(self, label: str) -> str:
        """A header as shown: a surname's character is no reason to hide 高温津贴, a person's name in a headless sheet is."""
        if HEADING.search(label) and label not in self.names:
            return _NUMBERS.sub("…", " ".join(label.split()))[:SHOWN]
        return self.shown(label)

    def written(self) -> list[Problem]:
        return [self._sentence(pending) for pending in self.found]

    def _sentence(self, pending: Pending) -> Problem:
        zh, en = PROBLEMS[pending.code]
        shown = self.shown(pending.read)
        read_zh, read_en = FAULTS.get(str(pending.read), (shown, shown))
        return Problem(
            pending.file,
            pending.sheet,
            pending.row,
            pending.column,
            zh.format_map({**pending.detail, "read": read_zh}),
            en.format_map({**pending.detail, "read": read_en}),
            "unreadable" if pending.code in {"hidden", "more_unreadable"} else pending.code,
        )


def _looks_named(text: str) -> bool:
    """A short word of Chinese characters that begins with a common surname may be a person."""
    return _NAME.fullmatch(text) is not None and text[0] in SURNAMES


def _is_day(digits: str) -> bool:
    """20260230 is a mistyped day worth showing; a phone or card number is not."""
    return len(digits) == 8 and digits[:2] in {"19", "20"}
