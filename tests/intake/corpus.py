"""坏文件大全: malformed and hostile files of many kinds, every one built here from a few lines, none taken from elsewhere.

A seed says what must become of it: `says` is a word of the Chinese line it is refused with, `at` a (sheet, row, column)
that the list of problems must name, `row` None for the file as a whole; where neither stands, corpus_ends.py says it.
Seeds of one kind stand together in corpus_zip.py, corpus_xml.py and corpus_text.py.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SHEET, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
BOOK, RELATIONS, TYPES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
STAMP = (2026, 1, 1, 0, 0, 0)

ROSTER = (
    ("工号", "姓名", "部门", "用工起始日期"),
    ("A1", "甲一", "生产部", "2024-03-01"),
    ("A2", "乙二", "销售部", 45383),
)


@dataclass(frozen=True, slots=True)
class Seed:
    """一个坏文件: its name, its bytes (or how to make them, where they are many), and what must be said of it.

    `heavy` ones are read as they are, in the long run only: they are slow enough without being changed.
    """

    kind: str
    file: str
    source: bytes | Callable[[], bytes]
    says: str = ""
    at: tuple[str | None, int | None, str | None] | None = None
    heavy: bool = False

    @property
    def content(self) -> bytes:
        return self.source if isinstance(self.source, bytes) else self.source()


def letters(column: int) -> str:
    """Column letters counted from 0."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def cell(reference: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return f'<c r="{reference}"><v>{value}</v></c>'
    return f'<c r="{reference}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'


def rows_of(rows: Sequence[Sequence[object]]) -> str:
    """The <row> elements of a table."""
    return "".join(
        f'<row r="{line}">' + "".join(cell(f"{letters(at)}{line}", value) for at, value in enumerate(row)) + "</row>"
        for line, row in enumerate(rows, 1)
    )


def sheet(body: str, *, before: str = "", after: str = "") -> bytes:
    """A worksheet part around its rows."""
    text = (
        f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}<sheetData>{body}</sheetData>{after}</worksheet>'
    )
    return text.encode("utf-8", "surrogatepass")


def book(names: Sequence[str] = ("花名册",), *, extra: str = "") -> bytes:
    sheets = "".join(
        f'<sheet name="{escape(name, {chr(34): "&quot;"})}" sheetId="{at}" r:id="rId{at}"/>'
        for at, name in enumerate(names, 1)
    )
    return f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets>{extra}</workbook>'.encode()


def relations(count: int = 1, *, extra: str = "") -> bytes:
    own = "".join(
        f'<Relationship Id="rId{at}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, count + 1)
    )
    rest = "".join(
        f'<Relationship Id="rId{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>'
        for name in ("styles", "sharedStrings")
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{own}{rest}{extra}</Relationships>'.encode()


def parts(changes: Mapping[str, bytes | None] | None = None) -> dict[str, bytes]:
    """The parts of a small roster workbook, some replaced, added, or (None) left out."""
    kinds = "".join(
        f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'
        for name, kind in ((BOOK, "sheet.main"), (SHEET, "worksheet"), (STYLES, "styles"), (STRINGS, "sharedStrings"))
    )
    whole: dict[str, bytes | None] = {
        TYPES: f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
        f'"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f"{kinds}</Types>".encode(),
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="{BOOK}"/></Relationships>'.encode(),
        BOOK: book(),
        RELATIONS: relations(),
        STYLES: styles(),
        STRINGS: f'{HEAD}<sst xmlns="{MAIN}" count="2" uniqueCount="2"><si><t>甲一</t></si><si><t>乙二</t></si></sst>'.encode(),
        SHEET: sheet(rows_of(ROSTER)),
    }
    whole.update(changes or {})
    return {name: content for name, content in whole.items() if content is not None}


def styles(formats: str = '<xf numFmtId="0"/><xf numFmtId="14"/>', *, numbers: str = "") -> bytes:
    return (
        f'{HEAD}<styleSheet xmlns="{MAIN}">{numbers}<cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs>'
        f'<cellXfs count="2">{formats}</cellXfs></styleSheet>'
    ).encode()


def zipped(entries: Mapping[str, bytes] | Iterable[tuple[str, bytes]], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive whose entries all bear one time, so that the bytes are the same on every machine."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in entries.items() if isinstance(entries, Mapping) else entries:
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = method
            archive.writestr(info, content)
    return out.getvalue()


def workbook(changes: Mapping[str, bytes | None] | None = None) -> bytes:
    return zipped(parts(changes))


def with_sheet(body: str, *, before: str = "", after: str = "") -> bytes:
    return workbook({SHEET: sheet(body, before=before, after=after)})


def table(rows: Sequence[Sequence[object]], name: str = "花名册") -> bytes:
    """A workbook of one sheet holding the rows."""
    return workbook({SHEET: sheet(rows_of(rows)), BOOK: book([name])})


def roster_and(name: str, rows: Sequence[Sequence[object]]) -> bytes:
    """The roster, and a second sheet."""
    return workbook(
        {
            BOOK: book(["花名册", name]),
            RELATIONS: relations(2),
            "xl/worksheets/sheet2.xml": sheet(rows_of(rows)),
        }
    )


@dataclass(slots=True)
class Entry:
    """压缩包里的一项, every field of its two headers free to lie."""

    name: bytes
    content: bytes
    method: int = 8
    flags: int = 0
    crc: int | None = None
    packed_size: int | None = None
    size: int | None = None
    local_name: bytes | None = None
    offset: int | None = None
    extra: bytes = b""
    attributes: int = 0


def raw_zip(
    entries: Sequence[Entry],
    *,
    count: int | None = None,
    start: int | None = None,
    before: bytes = b"",
    comment: bytes = b"",
) -> bytes:
    """An archive written field by field; zipfile itself would refuse to write what these say."""
    body, listing = bytearray(before), bytearray()
    for entry in entries:
        packed = entry.content
        if entry.method == 8:
            packer = zlib.compressobj(6, zlib.DEFLATED, -15)
            packed = packer.compress(entry.content) + packer.flush()
        crc = zlib.crc32(entry.content) if entry.crc is None else entry.crc
        packed_size = len(packed) if entry.packed_size is None else entry.packed_size
        size = len(entry.content) if entry.size is None else entry.size
        offset = len(body) if entry.offset is None else entry.offset
        fixed = struct.pack(
            "<HHHHHIII", 20, entry.flags, entry.method, 0, 0x5A21, crc, packed_size & 0xFFFFFFFF, size & 0xFFFFFFFF
        )
        local = entry.name if entry.local_name is None else entry.local_name
        body += b"PK\x03\x04" + fixed + struct.pack("<HH", len(local), 0) + local + packed
        listing += b"PK\x01\x02" + struct.pack("<H", 20) + fixed
        listing += struct.pack(
            "<HHHHHII", len(entry.name), len(entry.extra), 0, 0, 0, entry.attributes, offset & 0xFFFFFFFF
        )
        listing += entry.name + entry.extra
    told = len(entries) if count is None else count
    at = len(body) if start is None else start
    end = struct.pack(
        "<IHHHHIIH", 0x06054B50, 0, 0, told & 0xFFFF, told & 0xFFFF, len(listing), at & 0xFFFFFFFF, len(comment)
    )
    return bytes(body + listing + end + comment)


def entries(changes: Mapping[str, bytes | None] | None = None) -> list[Entry]:
    return [Entry(name.encode(), content) for name, content in parts(changes).items()]


@lru_cache(maxsize=2)
def seeds(listener: str = "http://127.0.0.1:9") -> tuple[Seed, ...]:
    """All seeds; those that name an address on the network name `listener`."""
    from tests.intake import corpus_text, corpus_xml, corpus_zip

    found = [*corpus_zip.seeds(), *corpus_xml.seeds(listener), *corpus_text.seeds(listener)]
    names = [seed.file for seed in found]
    if len(set(names)) != len(names):
        raise ValueError("two seeds bear one name")
    return tuple(found)
