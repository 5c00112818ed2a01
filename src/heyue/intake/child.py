"""读表子进程: reads one untrusted file from stdin and writes its cells as JSON to stdout, under limits it cannot lift.

Run as a script (`python -I -S child.py FOLDER_OF_CALAMINE`), it imports nothing of this package: a hostile file can at worst
end this process. Memory, processor time, output size are limited before the first byte is read; after the imports no
further file or socket can be opened (RLIMIT_NOFILE 0). Answers `{"sheets": [...]}` or `{"refused": code, "detail": {...}}`;
the words for each code are in messages.py.

A cell is null, a number, or text. Text that begins with a control character is a tagged value: \\x01 an ISO date or moment,
\\x02 seconds of a time or duration, \\x03 what has no value: "error" or "formula" (its result not saved) or "number" (too large).
Invisible characters are left out: what is shown and compared is what a reader sees.
"""

from __future__ import annotations

import gc
import io
import json
import re
import struct
import sys
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from math import isfinite

MEMORY, FILE_BYTES, OUTPUT_BYTES, EXPANDED = 768 << 20, 20 << 20, 96 << 20, 200 << 20
SECONDS, ENTRIES, TEXT, CHUNK = 20, 2_000, 2_000, 1 << 20
ROWS, COLUMNS, CELLS, SHEETS, MARKS = 50_000, 200, 4_000_000, 300, 100_000
Marks = dict[tuple[int, int], str]

# A cell with content beyond column GR (200) or row 50,000; empty formatted cells (`<c r="XFD1" s="3"/>`) do not count.
FAR = re.compile(
    rb' r="((?:[A-Z]{3,}|[H-Z][A-Z]|G[S-Z])\d+|[A-Z]{1,3}(?:5000[1-9]|500[1-9]\d|50[1-9]\d\d|5[1-9]\d{3}|[6-9]\d{4}|\d{6,}))"'
    rb"[^>/]*>\s*<(?!/)"
)
ERROR = re.compile(rb"<(?:\w+:)?c\b([^>]*\bt\s*=\s*[\"']e[\"'][^>]*)>")
UNSAVED = re.compile(
    rb'<(?:\w+:)?c\b((?:(?!t=["\']str["\'])[^>/])*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
# The same in an old .xls: a cell in error, a formula whose result is one; and where a worksheet begins.
OLD_ERROR = re.compile(
    rb"\x05\x02\x08\x00(....)..[\x00\x07\x0f\x17\x1d\x24\x2a\x2b]\x01|"
    rb"\x06\x00..(....)..\x02.[\x00\x07\x0f\x17\x1d\x24\x2a\x2b]...\xff\xff|\x09\x08[\x08\x10]\x00\x00[\x05\x06]\x10\x00",
    re.DOTALL,
)
PLACE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7})[\"']")
HOSTILE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# Characters that show nothing or turn the text around; white space, which str.split knows, is none of them.
INVISIBLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


class Refused(Exception):
    """不能读的文件: a reason code and what the sentence needs."""

    def __init__(self, code: str, **detail: object) -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


def bind(**most: int) -> None:
    """Set limits this process cannot lift; a system without `resource` keeps only the parent's clock."""
    try:
        import resource
    except ImportError:
        return
    for name, value in most.items():
        resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (value, value))


def limit() -> None:
    bind(AS=MEMORY, CPU=SECONDS, FSIZE=OUTPUT_BYTES, CORE=0)


def close_doors() -> None:
    """No file and no socket can be opened from here on; what is open stays open."""
    bind(NOFILE=0)


def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


class Part:
    """压缩包里的一项: where one entry's compressed bytes lie."""

    __slots__ = ("flags", "method", "name", "offset", "size")

    def __init__(self, name: str, method: int, flags: int, offset: int, size: int) -> None:
        self.name, self.method, self.flags, self.offset, self.size = name, method, flags, offset, size


def directory(content: bytes) -> list[Part]:
    """The central directory of a zip; raises Refused where it does not hold together. Sizes in it are never believed."""
    end = content.rfind(b"PK\x05\x06", max(0, len(content) - 65_557))
    try:
        if end < 0:
            raise Refused("damaged")
        count, _, at = struct.unpack_from("<HII", content, end + 10)
        if count > ENTRIES:
            raise Refused("zip_bomb")
        parts = []
        for _ in range(count):
            mark, flags, method = struct.unpack_from("<I4xHH", content, at)
            size, _, name_length, extra_length, comment = struct.unpack_from("<IIHHH", content, at + 20)
            (offset,) = struct.unpack_from("<I", content, at + 42)
            if mark != 0x02014B50:
                raise Refused("damaged")
            raw = content[at + 46 : at + 46 + name_length]
            extra = content[at + 46 + name_length : at + 46 + name_length + extra_length]
            if size == 0xFFFFFFFF:
                wide = extra.find(b"\x01\x00")
                size = struct.unpack_from("<Q", extra, wide + 12)[0] if wide >= 0 else size
            start = offset + 30 + sum(struct.unpack_from("<HH", content, offset + 26))
            parts.append(Part(raw.decode("utf-8", "replace"), method, flags, start, size))
            at += 46 + name_length + extra_length + comment
    except struct.error:
        raise Refused("damaged") from None
    return parts


def expand(content: bytes, part: Part) -> Iterator[bytes]:
    """The entry's bytes, a megabyte at a time, so that a bomb is seen before it fills memory."""
    packed = content[part.offset : part.offset + part.size]
    if part.method == 0:
        yield packed
        return
    unpacker = zlib.decompressobj(-15)
    try:
        while packed and not unpacker.eof:
            yield unpacker.decompress(packed, CHUNK)
            packed = unpacker.unconsumed_tail
    except zlib.error:
        raise Refused("damaged") from None


class Scan:
    """压缩包预检: one pass over every part of an xlsx, counting what really comes out."""

    def __init__(self, content: bytes) -> None:
        self.content, self.parts = content, directory(content)
        self.expanded = 0
        self.marks: dict[str, Marks] = {}
        self.unplaced: set[str] = set()
        self.epoch1904 = False

    def check(self) -> None:
        names = [part.name for part in self.parts]
        if len(set(map(same, names))) != len(names):
            raise Refused("damaged")
        self.check_names(names)
        for part in self.parts:
            if part.flags & 0x1:
                raise Refused("password")
            if part.method not in (0, 8):
                raise Refused("damaged")
            self.read_part(part, sheet=same(part.name).startswith("xl/worksheets/"))
        elsewhere = {path for path in self.part_of() if not path.startswith("xl/worksheets/")}
        for part in [part for part in self.parts if same(part.name) in elsewhere]:
            self.read_part(part, sheet=True)

    def check_names(self, names: list[str]) -> None:
        for name in names:
            if name.startswith(("/", "\\")) or ":" in name or ".." in name.replace("\\", "/").split("/"):
                raise Refused("unsafe_zip")
        known = set(names)
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            raise Refused("macros")
        if any(name.lower().endswith("workbook.xml") for name in names):
            return
        for name, code in (("xl/workbook.bin", "xlsb"), ("content.xml", "ods")):
            if name in known:
                raise Refused(code)
        if any(name.startswith("word/") for name in names):
            raise Refused("not_a_sheet", kind="Word")
        raise Refused("not_a_sheet", kind="zip")

    def read_part(self, part: Part, *, sheet: bool) -> None:
        name = same(part.name)
        xml = name.endswith((".xml", ".rels", ".vml"))
        tail = b""
        first = True
        for chunk in expand(self.content, part):
            self.expanded += len(chunk)
            if self.expanded > EXPANDED:
                raise Refused("zip_bomb")
            if not (xml or sheet):
                continue
            if first and (chunk[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in chunk[:8]):
                raise Refused("unsafe_xml")
            first = False
            block = tail + chunk
            self.look(name, block, sheet=sheet)
            cut = block.rfind(b"</c>") + 4 if sheet else max(0, len(block) - 64)
            tail = block[cut:][-65536:]

    def look(self, name: str, block: bytes, *, sheet: bool) -> None:
        if b"<!" in block and HOSTILE.search(block):
            raise Refused("unsafe_xml")
        if sheet:
            if far := FAR.search(block):
                raise Refused("too_big", cell=far.group(1).decode(), sheet=one_line(self.part_of().get(name, "")))
            for attributes in ERROR.findall(block) if b'"e"' in block or b"'e'" in block else ():
                self.mark(name, attributes, "error")
            for attributes in UNSAVED.findall(block) if b"</f>" in block or b"<f " in block or b":f" in block else ():
                self.mark(name, attributes, "formula")
        elif name == "xl/workbook.xml":
            self.epoch1904 |= re.search(rb"date1904\s*=\s*[\"'](?:1|true)", block) is not None
        elif name.startswith("xl/externallinks/_rels/") and re.search(rb"TargetMode\s*=\s*[\"']External", block):
            raise Refused("external_link")

    def mark(self, name: str, attributes: bytes, kind: str) -> None:
        place = PLACE.search(attributes)
        marks = self.marks.setdefault(name, {})
        if place is None or len(marks) >= MARKS:
            self.unplaced.add(name)
            return
        marks[(int(place.group(2)) - 1, column_number(place.group(1).decode().upper()) - 1)] = kind

    def part_of(self) -> dict[str, str]:
        """Sheet name of each part, by `same` of the part's name, from the workbook and its relations."""
        wanted = {"xl/workbook.xml": b"", "xl/_rels/workbook.xml.rels": b""}
        for part in self.parts:
            if same(part.name) in wanted:
                wanted[same(part.name)] = b"".join(expand(self.content, part))
        book, relations = wanted.values()
        targets: dict[bytes, str] = {}
        for element in re.findall(rb"<(?:\w+:)?Relationship\b[^>]*>", relations):
            target = attribute(element, b"Target").decode("utf-8", "replace").lstrip("/")
            if target:
                targets[attribute(element, b"Id")] = same(target if target.startswith("xl/") else "xl/" + target)
        found: dict[str, str] = {}
        for element in re.findall(rb"<(?:\w+:)?sheet\b[^>]*>", book):
            key = attribute(element, rb"\w+:id")
            if key in targets:
                found[targets[key]] = unescape(attribute(element, b"name").decode("utf-8", "replace"))
        return found


def same(name: str) -> str:
    """A part's name as its readers compare it: they heed neither case nor the slant of a slash."""
    return name.replace("\\", "/").lower()


def one_line(name: str) -> str:
    """A sheet's name as sentences carry it: a name written with line breaks or control characters stays on one line."""
    return " ".join(INVISIBLE.sub("", re.sub(r"[\x00-\x1f\x7f]", " ", name)).split())[:TEXT]


def attribute(element: bytes, name: bytes) -> bytes:
    found = re.search(rb"\s" + name + rb"\s*=\s*([\"'])(.*?)\1", element, re.DOTALL)
    return found.group(2) if found else b""


def unescape(text: str) -> str:
    plain = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}
    text = re.sub(r"&#(\d{1,6});", lambda found: chr(int(found.group(1))), text)
    text = re.sub(r"&#x([0-9A-Fa-f]{1,5});", lambda found: chr(int(found.group(1), 16)), text)
    return re.sub("&(lt|gt|quot|apos|amp);", lambda found: plain[found.group()], text)


def cell(value: object) -> object:
    """One cell for the wire: 5001.0 becomes 5001, a float keeps the 15 digits a spreadsheet itself keeps."""
    if isinstance(value, str):
        text = value.strip() if value.isprintable() else INVISIBLE.sub("", value).strip()
        return text[:TEXT] or None
    if isinstance(value, float):
        return int(value) if value.is_integer() and -1e15 < value < 1e15 else number(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return value
    if isinstance(value, (datetime, date)):
        return "\x01" + str(value)[:19]
    if isinstance(value, time):
        return f"\x02{value.hour * 3600 + value.minute * 60 + value.second}"
    if isinstance(value, timedelta):
        return f"\x02{round(value.total_seconds())}"
    return None


def number(value: float) -> object:
    if not isfinite(value):
        return "\x03number"
    short = f"{value:.15g}"
    if "e" in short:
        from decimal import Decimal

        if abs(value) < 1e-9:
            return 0
        return int(Decimal(short)) if abs(value) < 1e40 else "\x03number"
    return float(short) if "." in short else int(short)


def trimmed(rows: list[list[object]]) -> list[list[object]]:
    """Rows of equal width without the empty ones at the end and the empty columns at the right."""
    while rows and not any(value is not None for value in rows[-1]):
        rows.pop()
    width = 0
    for row in rows:
        for at in range(len(row) - 1, width - 1, -1):
            if row[at] is not None:
                width = at + 1
                break
    return [row[:width] + [None] * (width - len(row)) for row in rows]


def read_workbook(content: bytes, scan: Scan | None, old: list[Marks]) -> list[dict[str, object]]:
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    except python_calamine.PasswordError:
        raise Refused("password") from None
    except (python_calamine.CalamineError, OSError, ValueError):
        raise Refused("damaged") from None
    if len(book.sheets_metadata) > SHEETS:
        raise Refused("too_many_sheets")
    parts = {name: part for part, name in scan.part_of().items()} if scan else {}
    sheets: list[dict[str, object]] = []
    if any(old) and len(old) != sum(m.typ == python_calamine.SheetTypeEnum.WorkSheet for m in book.sheets_metadata):
        raise Refused("unplaced_error")
    for meta in book.sheets_metadata:
        if meta.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        try:
            sheet = book.get_sheet_by_name(meta.name)
            end = sheet.end
            if end is not None and (end[0] >= ROWS or end[1] >= COLUMNS or (end[0] + 1) * (end[1] + 1) > CELLS):
                raise Refused("too_big", sheet=one_line(meta.name), rows=end[0] + 1, columns=end[1] + 1)
            values = [] if end is None else sheet.to_python(skip_empty_area=False)
            merged = sheet.merged_cell_ranges or []
        except (python_calamine.CalamineError, OSError, ValueError):
            raise Refused("damaged_sheet", sheet=one_line(meta.name)) from None
        rows = [[None if value == "" else cell(value) for value in row] for row in values]
        part = parts.get(meta.name, "")
        if scan and (part in scan.unplaced or (scan.marks and not part)):
            raise Refused("unplaced_error", sheet=one_line(meta.name))
        marks = scan.marks.get(part, {}) if scan else old[len(sheets)] if any(old) else {}
        for (row, column), kind in marks.items():
            if row < len(rows) and column < len(rows[row]) and rows[row][column] is None:
                rows[row][column] = "\x03" + kind
        top = [(*low, *high) for low, high in merged[:20_000] if low[0] < 24]
        sheets.append({"name": one_line(meta.name), "rows": trimmed(rows), "merged": top})
    return sheets


def read_ole(content: bytes) -> list[dict[str, object]]:
    """An OLE container is an encrypted xlsx, an old xls, or no workbook at all."""
    for word, code in (("EncryptedPackage", "password"), ("_VBA_PROJECT", "macros")):
        if word.encode("utf-16")[2:] in content:
            raise Refused(code)
    if not any(name.encode("utf-16")[2:] in content for name in ("Workbook", "Book")):
        raise Refused("not_a_sheet", kind="Office 97")
    failed: list[Marks] = []
    for found in OLD_ERROR.finditer(content):
        place = found.group(1) or found.group(2)
        if place is None:
            failed.append({})
        elif failed:
            failed[-1][struct.unpack("<HH", place)] = "error"
    return read_workbook(content, None, failed)


def decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\x00" in content:
        raise Refused("not_a_sheet", kind="binary")
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("encoding")


def read_text(content: bytes) -> list[dict[str, object]]:
    import csv

    text = decoded(content)
    head = text[:20_000]
    delimiter = max(",\t;", key=lambda mark: (head.count(mark), mark == ","))
    rows: list[list[object]] = []
    cells = 0
    try:
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            row = [cell(value[2:-1] if value[:2] == '="' and value[-1:] == '"' else value) for value in line]
            while row and row[-1] is None:
                row.pop()
            rows.append(row)
            cells += len(row)
            if len(row) > COLUMNS or len(rows) > ROWS or cells > CELLS:
                raise Refused("too_big", rows=len(rows), columns=len(row))
    except csv.Error:
        raise Refused("damaged") from None
    return [{"name": None, "rows": trimmed(rows), "merged": []}]


def read(content: bytes) -> dict[str, object]:
    if not content.strip():
        raise Refused("empty_file")
    if len(content) > FILE_BYTES:
        raise Refused("file_too_big")
    if content[:4] == b"PK\x03\x04" or content[:4] == b"PK\x05\x06":
        scan = Scan(content)
        scan.check()
        return {"sheets": read_workbook(content, scan, []), "epoch1904": scan.epoch1904}
    if content[:4] == b"\xd0\xcf\x11\xe0":
        return {"sheets": read_ole(content)}
    for magic, kind in KINDS:
        if content.startswith(magic):
            raise Refused("not_a_sheet", kind=kind)
    start = content[:3000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] == b"<":
        if b"urn:schemas-microsoft-com:office:spreadsheet" in start and start[:5] == b"<?xml":
            raise Refused("xml_sheet")
        return {"sheets": html_sheets(content)}
    return {"sheets": read_text(content)}


KINDS = (
    (b"%PDF", "PDF"), (b"\xff\xd8\xff", "JPEG"), (b"\x89PNG", "PNG"), (b"GIF8", "GIF"),
    (b"Rar!", "RAR"), (b"7z\xbc\xaf", "7z"), (b"\x1f\x8b", "gzip"), (b"{\\rtf", "RTF"),
)  # fmt: skip


def html_sheets(content: bytes) -> list[dict[str, object]]:
    """Attendance machines write an HTML table and call it .xls; its rows are read, its markup is not trusted."""
    import html

    text = re.sub(r"(?is)<(script|style)\b.*?</\1\s*>|<!--.*?-->", " ", decoded(content)[:FILE_BYTES])
    if not re.search(r"(?i)<tr\b", text):
        raise Refused("not_a_sheet", kind="HTML")
    rows: list[list[object]] = []
    merged: list[tuple[int, int, int, int]] = []
    down: dict[tuple[int, int], bool] = {}
    for source in re.split(r"(?i)<tr\b[^>]*>", text)[1:]:
        row: list[object] = []
        at = len(rows)
        for attributes, body in re.findall(r"(?is)<t[dh]\b([^>]*)>(.*?)(?=<t[dh]\b|</t[dhr]\s*>|</table|\Z)", source):
            while down.pop((at, len(row)), False):
                row.append(None)
            wide, high = span(attributes, "colspan"), span(attributes, "rowspan")
            plain = re.sub(r"<[^>]*>", " ", re.sub(r"(?i)<br\s*/?>", "\n", body))
            left = len(row)
            row.append(cell(html.unescape(plain)))
            row.extend([None] * (wide - 1))
            if wide > 1 or high > 1:
                merged.append((at, left, at + high - 1, left + wide - 1))
                down.update({(at + r, left + c): True for r in range(1, high) for c in range(wide)})
            if len(row) > COLUMNS:
                raise Refused("too_big", rows=len(rows) + 1, columns=len(row))
        rows.append(row)
        if len(rows) > ROWS:
            raise Refused("too_big", rows=len(rows), columns=len(row))
    return [{"name": None, "rows": trimmed(rows), "merged": [box for box in merged if box[0] < 24]}]


def span(attributes: str, which: str) -> int:
    found = re.search(rf"(?i)\b{which}\s*=\s*[\"']?(\d{{1,3}})", attributes)
    return max(1, min(int(found.group(1)), COLUMNS)) if found else 1


def prepare(content: bytes) -> None:
    """Import what this kind of file needs while files can still be opened."""
    names = ["decimal"]
    if content[:4] in {b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0"}:
        names += ["python_calamine"]
    else:
        names += ["csv", "html", "encodings.gb18030", "encodings.utf_8_sig", "encodings.utf_16"]
    for name in names:
        __import__(name)


def main() -> None:
    gc.disable()  # rows of cells hold no cycles, and walking over them took a tenth of the time
    limit()
    sys.path.extend(sys.argv[1:2])
    content = sys.stdin.buffer.read(FILE_BYTES + 1)
    prepare(content)
    close_doors()
    try:
        answer = read(content)
    except Refused as refused:
        answer = {"refused": refused.code, "detail": refused.detail}
    except (MemoryError, RecursionError):
        answer = {"refused": "too_much_memory", "detail": {}}
    text = json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
