"""坏文件大全之一: files that are no spreadsheet, OLE containers, and archives that lie about themselves."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.intake.corpus import (
    BOOK,
    ROSTER,
    SHEET,
    STRINGS,
    Entry,
    Seed,
    entries,
    parts,
    raw_zip,
    rows_of,
    sheet,
    workbook,
    zipped,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FOREIGN: dict[str, tuple[bytes, str]] = {
    "空": (b"", "空的"),
    "空白": (b" \t\r\n" * 40, "空的"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "PDF"),
    "jpeg": (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x01" * 200, "JPEG"),
    "png": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 60, "PNG"),
    "gif": (b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "GIF"),
    "rar": (b"Rar!\x1a\x07\x01\x00" + b"\x00" * 40, "RAR"),
    "7z": (b"7z\xbc\xaf\x27\x1c\x00\x04" + b"\x00" * 40, "7z"),
    "gzip": (b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03" + b"\x00" * 20, "gzip"),
    "rtf": (b"{\\rtf1\\ansi{\\object\\objocx}}", "RTF"),
    "elf": (b"\x7fELF\x02\x01\x01" + b"\x00" * 100, "不是表格"),
    "exe": (b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 200, "不是表格"),
    "sqlite": (b"SQLite format 3\x00" + b"\x10\x00\x01\x01" + b"\x00" * 200, "不是表格"),
    "parquet": (b"PAR1\x15\x04\x15\x10" + b"\x00" * 60 + b"PAR1", "不是表格"),
    "pickle": (b"\x80\x04\x95\x1a\x00\x00\x00\x00\x00\x00\x00\x8c\x02os\x8c\x06system\x93.", ""),
    "mp4": (b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 80, "不是表格"),
    "tar": (b"roster.xlsx" + b"\x00" * 246 + b"ustar\x0000" + b"\x00" * 300, "不是表格"),
    "json": ('{"员工": [{"姓名": "甲一"}]}'.encode(), ""),
    "script": (b"#!/bin/sh\ncurl http://127.0.0.1/ | sh\n", ""),
    "eml": (b"From: a@example.com\r\nTo: b@example.com\r\nSubject: x\r\n\r\nbody\r\n", ""),
    "chm": (b"ITSF\x03\x00\x00\x00" + b"\x00" * 80, "不是表格"),
    "zip 头": (b"PK\x03\x04", "损坏"),
    "只有尾": (b"PK\x05\x06" + b"\x00" * 10, ""),
}


def seeds() -> list[Seed]:
    found = [Seed("foreign", f"别的 {name}.xlsx", content, says) for name, (content, says) in FOREIGN.items()]
    return [*found, *_ole(), *_cut(), *_lying(), *_names(), *_bombs()]


def _ole() -> Iterator[Seed]:
    def header(shift: int = 9, *, fat: int = 1, directory: int = 1, difat: int = 0xFFFFFFFE, more: int = 0) -> bytes:
        """The 512-byte head of a compound file: sector size, how many FAT sectors, where directory and DIFAT begin."""
        head = OLE + b"\x00" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, shift, 6) + b"\x00" * 6
        head += struct.pack("<IIIIIIIII", 0, fat, directory, 0, 4096, 0xFFFFFFFE, 0, difat, more)
        return head + struct.pack("<I", 0) + b"\xff" * (512 - len(head) - 4)

    def entry(name: str, kind: int, start: int, size: int) -> bytes:
        raw = (name + "\x00").encode("utf-16-le")
        head = raw.ljust(64, b"\x00") + struct.pack("<HBBIII", len(raw), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF)
        return head + b"\x00" * 36 + struct.pack("<IQ", start, size)

    def container(name: str, stream: bytes, *, chain: int = 0xFFFFFFFE, size: int | None = None) -> bytes:
        fat = struct.pack("<IIII", 0xFFFFFFFD, 0xFFFFFFFE, chain, 0xFFFFFFFE).ljust(512, b"\xff")
        listing = entry("Root Entry", 5, 0xFFFFFFFE, 0) + entry(name, 2, 2, len(stream) if size is None else size)
        return header() + fat + listing.ljust(512, b"\x00") + stream.ljust(512, b"\x00")

    def bound(name: str, stream: bytes) -> bytes:
        """A container that holds together: the stream fills as many sectors as it needs, in one chain."""
        count = -(-len(stream) // 512)
        chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, count + 2), 0xFFFFFFFE]
        fat = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")
        root = bytearray(entry("Root Entry", 5, 0xFFFFFFFE, 0))
        root[76:80] = struct.pack("<I", 1)
        listing = bytes(root) + entry(name, 2, 2, len(stream))
        return header() + fat + listing.ljust(512, b"\x00") + stream.ljust(count * 512, b"\x00")

    def wide(text: str) -> bytes:
        return text.encode("utf-16-le")

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    begin = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0xDBB, 0x7CC, 0, 0))
    filler = b"\x00" * 600
    loop = container("Workbook", b"\x00" * 5000, chain=2, size=5000)
    cases: dict[str, tuple[bytes, str]] = {
        "只有标记": (OLE, "不是表格"),
        "全零": (OLE + filler, "不是表格"),
        "有密码": (OLE + filler + wide("EncryptedPackage"), "密码"),
        "老宏": (OLE + filler + wide("_VBA_PROJECT"), "宏"),
        "老 Word": (OLE + filler + wide("WordDocument"), "不是表格"),
        "只有名字": (OLE + filler + wide("Workbook") + filler, "损坏"),
        "扇区太大": (header(shift=60) + wide("Workbook") + filler, ""),
        "扇区为零": (header(shift=0) + wide("Workbook") + filler, ""),
        "FAT 太多": (header(fat=0x7FFFFFFF) + wide("Workbook") + filler * 3, ""),
        "目录在外": (header(directory=0x7FFFFFFF) + wide("Workbook") + filler * 3, ""),
        "DIFAT 成环": (header(difat=0, more=0x7FFFFFFF) + wide("Workbook") + b"\x00" * 1200, ""),
        "链成环": (loop, ""),
        "流太长": (container("Workbook", begin, size=1 << 40), ""),
        "空流": (container("Workbook", b""), ""),
        "只有开头": (container("Workbook", begin), ""),
        "记录太长": (container("Workbook", begin + struct.pack("<HH", 0x85, 0xFFFF) + b"x"), ""),
        "字符串太多": (container("Workbook", begin + record(0xFC, struct.pack("<II", 0x7FFFFFFF, 0x7FFFFFFF))), ""),
        "表的位置在外": (
            container(
                "Workbook",
                begin + record(0x85, struct.pack("<IBBBB", 0x7FFFFFFF, 0, 0, 1, 0) + b"S") + record(0x0A, b""),
            ),
            "",
        ),
        "Book 旧流": (container("Book", begin + record(0x0A, b"")), ""),
        "截断": (container("Workbook", begin)[:1100], ""),
    }
    for name, (content, says) in cases.items():
        yield Seed("ole", f"旧表 {name}.xls", content, says)
    there = ("花名册", 4, "用工起始日期")
    third = ("A3", "丙三", "一部")
    other = ("部门", [("部门", "人数"), ("一部", 3)])
    good = old_stream([("花名册", ROSTER)])
    yield Seed("ole", "老工作簿 好的.xls", bound("Workbook", good))
    yield Seed("ole", "老工作簿 两张表.xls", bound("Workbook", old_stream([other, ("花名册", ROSTER)])))
    failed = {"出错": Failed(0x17), "公式出错": Failed(0x07, formula=True), "不适用": Failed(0x2A)}
    for name, value in failed.items():
        rows = [*ROSTER, (*third, value)]
        yield Seed("ole", f"老工作簿 {name}.xls", bound("Workbook", old_stream([("花名册", rows)])), at=there)
        two = old_stream([other, ("花名册", rows)])
        yield Seed("ole", f"老工作簿 {name}在第二张.xls", bound("Workbook", two), at=there)
    yield Seed("ole", "老工作簿 截断.xls", bound("Workbook", good)[:1400])
    yield Seed(
        "ole",
        "老工作簿 长度是谎.xls",
        bound("Workbook", good.replace(struct.pack("<HH", 0x809, 16), struct.pack("<HH", 0x809, 0xFFF0))),
    )


@dataclass(frozen=True)
class Failed:
    """出错的格子: a cell in error, by its code in an old workbook, or a formula that ended in one."""

    code: int
    formula: bool = False


def old_stream(sheets: Sequence[tuple[str, Sequence[Sequence[object]]]]) -> bytes:
    """The stream of an old workbook (BIFF8), of at least 4,096 bytes as its containers want it: sheets of text, numbers and errors."""

    def record(kind: int, body: bytes = b"") -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    def begin(kind: int) -> bytes:
        return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0xDBB, 0x7CC, 0, 6))

    def held(row: int, column: int, value: object) -> bytes:
        place = struct.pack("<HHH", row, column, 0)
        if isinstance(value, Failed) and value.formula:
            result = struct.pack("<BBBBHH", 2, 0, value.code, 0, 0, 0xFFFF)
            return record(0x06, place + result + struct.pack("<HIH", 0, 0, 0))
        if isinstance(value, Failed):
            return record(0x205, place + bytes((value.code, 1)))
        if isinstance(value, str):
            return record(0x204, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
        return record(0x203, place + struct.pack("<d", value))

    bodies = [
        begin(0x10)
        + b"".join(held(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row))
        + record(0x0A)
        for _, rows in sheets
    ]

    def head(places: Sequence[int]) -> bytes:
        listed = (
            record(0x85, struct.pack("<IBBBB", at, 0, 0, len(name), 1) + name.encode("utf-16-le"))
            for at, (name, _) in zip(places, sheets, strict=True)
        )
        return begin(5) + record(0x42, b"\xb0\x04") + b"".join(listed) + record(0x0A)

    first = len(head([0] * len(sheets)))
    places = [first + sum(map(len, bodies[:at])) for at in range(len(bodies))]
    return (head(places) + b"".join(bodies)).ljust(4096, b"\x00")


def _cut() -> Iterator[Seed]:
    whole = workbook()
    for share in (1, 5, 10, 25, 50, 75, 90, 95, 99):
        yield Seed("cut", f"截断 {share}%.xlsx", whole[: max(5, len(whole) * share // 100)], "损坏")
    yield Seed("cut", "缺尾.xlsx", whole[:-22], "损坏")
    yield Seed("cut", "尾缺一字节.xlsx", whole[:-1], "")
    yield Seed("cut", "缺头.xlsx", whole[30:], "")
    yield Seed("cut", "前有杂物.xlsx", b"\x00" * 64 + whole, "不是表格")
    yield Seed("cut", "后有杂物.xlsx", whole + b"\x00" * 4096, "")
    yield Seed("cut", "两份相接.xlsx", whole + whole, "")
    yield Seed("cut", "中间清零.xlsx", whole[:200] + b"\x00" * 200 + whole[400:], "")


def _lying() -> Iterator[Seed]:
    own = entries()
    raw = raw_zip(own)
    one = [Entry(entry.name, entry.content) for entry in own]
    one[-1].crc = 0
    cases: dict[str, tuple[bytes, str]] = {
        "说有更多项": (raw_zip(own, count=60), "损坏"),
        "说有更少项": (raw_zip(own, count=2), ""),
        "说没有项": (raw_zip(own, count=0), ""),
        "说有 65535 项": (raw_zip(own, count=65_535), "2,000"),
        "目录在外": (raw_zip(own, start=0x7FFFFFFF), "损坏"),
        "目录在头": (raw_zip(own, start=0), "损坏"),
        "目录为负": (raw_zip(own, start=-1), "损坏"),
        "校验和不对": (raw_zip(one), ""),
        "注释里有第二个尾": (raw_zip(own, comment=raw_zip([])[-22:]), ""),
        "zip64 记号": (raw[:-22] + b"PK\x06\x06" + b"\xff" * 52 + b"PK\x06\x07" + b"\xff" * 16 + raw[-22:], ""),
    }
    changes: dict[str, tuple[dict[str, object], str]] = {
        "项在外": ({"offset": 0x7FFFFFFE}, "损坏"),
        "项都在头": ({"offset": 0}, ""),
        "压缩长为零": ({"packed_size": 0}, ""),
        "压缩长太大": ({"packed_size": 0x7FFFFFFF}, ""),
        "原长为零": ({"size": 0}, ""),
        "原长太大": ({"size": 0x7FFFFFFF}, ""),
        "zip64 原长": ({"packed_size": 0xFFFFFFFF, "extra": b"\x01\x00\x10\x00" + b"\xff" * 16}, ""),
        "方法 99": ({"method": 99}, "损坏"),
        "方法 bzip2": ({"method": 12}, "损坏"),
        "方法 lzma": ({"method": 14}, "损坏"),
        "说是存储其实没有": ({"method": 0, "size": 1 << 30}, ""),
        "加密标志": ({"flags": 1}, "密码"),
        "数据描述": ({"flags": 8, "crc": 0}, ""),
        "本地名不同": ({"local_name": b"xl/evil.xml"}, ""),
        "额外数据太长": ({"extra": b"\x99\x99\xff\xff" + b"\x00" * 60_000}, ""),
    }
    for name, (fields, says) in changes.items():
        changed = [Entry(entry.name, entry.content) for entry in own]
        for field, value in fields.items():
            setattr(changed[-1], field, value)
        cases[name] = (raw_zip(changed), says)
    for name, (content, says) in cases.items():
        yield Seed("lying", f"谎称 {name}.xlsx", content, says)
    yield Seed("lying", "谎称 存储不压缩.xlsx", zipped(parts(), method=zipfile.ZIP_STORED))


def _names() -> Iterator[Seed]:
    plain = list(parts().items())
    odd: dict[str, tuple[str, str]] = {
        "上级目录": ("../../etc/cron.d/x", "路径"),
        "深处的上级": ("xl/a/../../../x", "路径"),
        "反斜线上级": ("xl\\..\\..\\x", "路径"),
        "绝对": ("/etc/passwd", "路径"),
        "反斜线绝对": ("\\\\server\\share\\x", "路径"),
        "盘符": ("C:\\Windows\\x.dll", "路径"),
        "宏": ("xl/vbaProject.bin", "宏"),
        "大写宏": ("XL/VBAPROJECT.BIN", "宏"),
        "很长": ("xl/" + "a" * 60_000 + ".xml", ""),
        "点": ("xl/./.", ""),
        "只有斜线": ("xl//", ""),
        "右到左": ("xl/\u202egnp.exe", ""),
        "换行": ("xl/a\nb.xml", ""),
    }
    for name, (path, says) in odd.items():
        yield Seed("names", f"名字 {name}.xlsx", zipped([*plain, (path, b"x")]), says)
    own = entries()
    doubled = [*own, Entry(SHEET.encode(), sheet(rows_of([["姓名"], ["另一份"]])))]
    yield Seed("names", "名字 两份同名.xlsx", raw_zip(doubled), "损坏")
    cased = [*own, Entry(SHEET.upper().encode(), sheet(""))]
    yield Seed("names", "名字 只差大小写.xlsx", raw_zip(cased), "损坏")
    upper = [Entry(SHEET.upper().encode() if e.name.decode() == SHEET else e.name, e.content) for e in own]
    yield Seed("names", "名字 工作表是大写.xlsx", raw_zip(upper))
    slanted = [Entry(entry.name.replace(b"/", b"\\"), entry.content) for entry in own]
    yield Seed("names", "名字 反斜线.xlsx", raw_zip(slanted))
    yield Seed("names", "名字 含空字符.xlsx", raw_zip([*own, Entry(b"xl/a\x00b.xml", b"<a/>")]))
    yield Seed("names", "名字 不是文字.xlsx", raw_zip([*own, Entry(b"xl/\xff\xfe\x81.xml", b"<a/>")]))
    yield Seed(
        "names", "名字 符号链接.xlsx", raw_zip([*own, Entry(b"xl/link", b"/etc/passwd", attributes=0o120777 << 16)])
    )
    yield Seed("names", "名字 空.xlsx", raw_zip([*own, Entry(b"", b"")]))
    others = {
        "Word": ({"word/document.xml": b"<w/>"}, "Word"),
        "幻灯片": ({"ppt/presentation.xml": b"<p/>"}, "不是表格"),
        "jar": ({"META-INF/MANIFEST.MF": b"x", "A.class": b"\xca\xfe\xba\xbe"}, "不是表格"),
        "ods": ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<o/>"}, ".ods"),
        "xlsb": ({"xl/workbook.bin": b"\x00"}, ".xlsb"),
        "套着 xlsx": ({"inner.xlsx": workbook()}, "不是表格"),
        "空包": ({}, ""),
    }
    for name, (content, says) in others.items():
        yield Seed("names", f"压缩包 {name}.xlsx", zipped(content), says)


def _bombs() -> Iterator[Seed]:
    def zeros() -> bytes:
        return workbook({"xl/media/image1.bin": b"\x00" * (210 * 1024 * 1024)})

    def spaces() -> bytes:
        return workbook({SHEET: b"<worksheet><sheetData>" + b" " * (205 * 1024 * 1024)})

    def many_parts() -> bytes:
        return workbook({f"xl/media/{at}.bin": b"" for at in range(2_001)})

    def long_string() -> bytes:
        return workbook({STRINGS: b"<sst><si><t>" + b"x" * (60 * 1024 * 1024) + b"</t></si></sst>"})

    def deep() -> bytes:
        return workbook({SHEET: b"<a>" * 3_000_000})

    def many_sheets() -> bytes:
        names = b"".join(b'<sheet name="S%d" sheetId="1" r:id="rId1"/>' % at for at in range(50_000))
        return workbook({BOOK: b"<workbook><sheets>" + names + b"</sheets></workbook>"})

    def overlapping() -> bytes:
        big = Entry(b"xl/media/0.bin", b"\x00" * (4 * 1024 * 1024))
        rest = [Entry(b"xl/media/%d.bin" % at, b"", offset=0, packed_size=1 << 20) for at in range(1, 60)]
        return raw_zip([*entries(), big, *rest])

    yield Seed("bomb", "炸弹 图片.xlsx", zeros, "200 MB", heavy=True)
    yield Seed("bomb", "炸弹 工作表.xlsx", spaces, "200 MB", heavy=True)
    yield Seed("bomb", "炸弹 两千项.xlsx", many_parts, "2,000", heavy=True)
    yield Seed("bomb", "炸弹 一个长字符串.xlsx", long_string, heavy=True)
    yield Seed("bomb", "炸弹 层层嵌套.xlsx", deep, heavy=True)
    yield Seed("bomb", "炸弹 五万张表.xlsx", many_sheets, "300 张", heavy=True)
    yield Seed("bomb", "炸弹 各项重叠.xlsx", overlapping, heavy=True)
