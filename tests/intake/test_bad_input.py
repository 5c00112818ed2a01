"""坏文件: whatever is handed in gets one clear line or a list of problems, never a traceback, in bounded time and memory."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from heyue.intake.workbook import Unusable, Upload, read
from tests.intake.books import ID_WOMAN, ROSTER, book, identity, messages

APART = """
import resource, sys
from pathlib import Path
from heyue.intake.workbook import Unusable, read
try:
    read([Path(sys.argv[1])])
except Unusable as unusable:
    print(unusable.message_zh)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def refused(path: Path | Upload) -> str:
    """The one line a file is refused with."""
    with pytest.raises(Unusable) as caught:
        read([path])
    line = caught.value.message_zh
    assert "\n" not in line
    assert "Traceback" not in line
    assert caught.value.message_en
    return line


def refused_apart(path: Path) -> tuple[str, float, int]:
    """The line, the seconds, and the kB of the largest child of a process that does nothing else: what other tests started
    from this process, and this process's own size, would count as well."""
    words = [sys.executable, "-c", APART, str(path)]
    began = time.monotonic()
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    line, largest = done.stdout.splitlines()
    return line, time.monotonic() - began, int(largest)


def rewritten(source: Path, target: Path, changes: dict[str, bytes]) -> Path:
    """A copy of a workbook with some of its parts replaced or added."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, old.read(name)))
        for name in changes.keys() - set(old.namelist()):
            new.writestr(name, changes[name])
    return target


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    return book(tmp_path / "roster.xlsx", {"花名册": ROSTER})


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "空的"),
        (b"   \n", "空的"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n....", "PNG"),
        (b"\xff\xd8\xff\xe0 jpeg", "JPEG"),
        (b"PK\x03\x04 not really", "损坏"),
        (b"\x00\x01\x02\x03" * 50, "不是表格"),
        (b"\x81\xff\xfe\xfd garbage \xff", "编码"),
        (b"<html><body>hello</body></html>", "HTML"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "Workbook".encode("utf-16-le") + b"\x00" * 600, "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "不是表格"),
        ("今天天气很好，我们去公园".encode(), "没有认出"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)} bytes",
)
def test_what_is_no_spreadsheet_gets_one_line(content: bytes, word: str):
    assert word in refused(Upload("给你.xlsx", content))


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path):
    assert "找不到" in refused(tmp_path / "没有.xlsx")
    assert "打不开" in refused(tmp_path)


def test_a_word_file_is_named(tmp_path: Path):
    path = tmp_path / "合同.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert "Word" in refused(path)


def test_an_empty_workbook_is_said_to_be_empty(tmp_path: Path):
    assert "空的" in refused(book(tmp_path / "空.xlsx", {"Sheet1": []}))


def test_a_header_without_rows_is_said_to_have_none(tmp_path: Path):
    assert "没有数据" in refused(book(tmp_path / "空.xlsx", {"花名册": [ROSTER[0]]}))


def test_a_sheet_nobody_knows_is_told_what_to_write(tmp_path: Path):
    line = refused(book(tmp_path / "表.xlsx", {"Sheet9": [["员", "钱"], ["甲一", 5000]]}))
    assert "表.mapping.yaml" in line
    assert '{"Sheet9": {"table": ' in line


def test_a_roster_without_names_says_so(tmp_path: Path):
    line = refused(
        book(
            tmp_path / "名.xlsx",
            {"花名册": [["工号", "入职日期", "部门", "联系电话"], ["A1", "2024-03-01", "一部", "1"]]},
        )
    )
    assert "缺少“姓名”列" in line


def test_a_roster_under_another_sheet_name_is_found_by_its_headers(tmp_path: Path):
    assert read([book(tmp_path / "x.xlsx", {"Sheet7": ROSTER})]).frames["roster"].height == 2


def test_two_columns_headed_alike_are_reported_and_the_left_one_is_used(tmp_path: Path):
    rows = [["姓名", "应发工资", "应发工资", "实发工资"], ["甲一", 5000, 6000, 4600]]
    records = read([book(tmp_path / "工资2026-03.xlsx", {"工资": rows})])
    assert records.frames["payroll"]["gross"].to_list() == [500_000]
    assert "same_header 工资 1 应发工资" in messages(records.problems)


def test_two_header_rows_alike_are_one(tmp_path: Path):
    rows = [ROSTER[0], ROSTER[0], *ROSTER[1:]]
    records = read([book(tmp_path / "x.xlsx", {"花名册": rows})])
    assert records.frames["roster"]["employee"].to_list() == ["A1", "A2"]
    assert records.problems == []


def test_unreadable_cells_are_problems_with_their_place_and_the_rest_is_read(tmp_path: Path):
    rows = [
        ["姓名", "月份", "实际工作小时", "工作日加班小时", "应出勤天数"],
        ["甲一", "2026-03", -8, 5, 22],
        ["乙二", "2026-03", 160, "很多", -1],
        ["丙三", "1900-01", 160, 1, 22],
        ["丁四", "2026-13", 160, 1, 22],
        ["戊五", "2026-03", 9999, 1, 22],
    ]
    records = read([book(tmp_path / "a.xlsx", {"考勤": rows})])
    attendance = records.frames["attendance"]
    assert attendance["name"].to_list() == ["甲一", "乙二", "戊五"]
    assert attendance["worked"].to_list() == [None, 9600, None]
    assert attendance["overtime_workday"].to_list() == [300, None, 60]
    unread = {(p.row, p.column, p.sheet, p.file) for p in records.problems if p.code == "unreadable"}
    assert unread == {
        (2, "实际工作小时", "考勤", "a.xlsx"),
        (3, "工作日加班小时", "考勤", "a.xlsx"),
        (3, "应出勤天数", "考勤", "a.xlsx"),
        (4, "月份", "考勤", "a.xlsx"),
        (5, "月份", "考勤", "a.xlsx"),
        (6, "实际工作小时", "考勤", "a.xlsx"),
    }
    assert "读到“很多”，应为数字" in messages(records.problems)


def test_days_in_1900_are_problems(tmp_path: Path):
    rows = [
        ROSTER[0],
        ["A1", "甲一", "一部", 1],
        ["A2", "乙二", "一部", "1900-01-00"],
        ["A3", "丙三", "一部", "1900-01-05"],
    ]
    records = read([book(tmp_path / "r.xlsx", {"花名册": rows})])
    assert records.frames["roster"]["started"].to_list() == [None, None, None]
    assert [p.row for p in records.problems] == [2, 3, 4]


def test_negative_pay_is_a_problem_and_deductions_written_as_minus_are_turned(tmp_path: Path):
    rows = [
        ["姓名", "应发工资", "罚款", "绩效", "实发工资"],
        ["甲一", -5000, -50, -100, 4600],
        ["乙二", 5000, None, 0, 4600],
    ]
    records = read([book(tmp_path / "2026-03.xlsx", {"工资": rows})])
    payroll = records.frames["payroll"]
    assert payroll["gross"].to_list() == [None, 500_000]
    assert payroll["fine"].to_list() == [5_000, 0]
    assert payroll["performance"].to_list() == [-10_000, 0]
    assert [(p.row, p.column) for p in records.problems if p.code == "unreadable"] == [(2, "应发工资")]


def test_formula_errors_and_unsaved_formulas_are_problems(tmp_path: Path):
    path = tmp_path / "f2026-03.xlsx"
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "工资"
    sheet.append(["姓名", "应发工资", "实发工资"])
    sheet.append(["甲一", "=1000+1", 900])
    sheet.append(["乙二", "#DIV/0!", 800])
    sheet["B3"].data_type = "e"
    workbook.save(path)
    records = read([path])
    assert records.frames["payroll"]["gross"].to_list() == [None, None]
    assert [(p.row, p.column) for p in records.problems if p.code == "unreadable"] == [(2, "应发工资"), (3, "应发工资")]
    assert "打开后保存一次" in messages(records.problems)


def test_a_formula_in_error_is_called_so_and_a_number_beyond_measure_too(tmp_path: Path):
    rows = [["姓名", "应发工资", "实发工资"], ["甲一", 1e300, 900]]
    path = book(tmp_path / "f2026-03.xlsx", {"工资": rows})
    assert "读到“过大或不成立的数”，应为大小正常的数字" in messages(read([path]).problems)
    workbook = openpyxl.load_workbook(path)
    workbook["工资"]["B2"] = "#REF!"
    workbook["工资"]["B2"].data_type = "e"
    workbook.save(path)
    assert "读到“公式错误”，应为没有出错的公式" in messages(read([path]).problems)


@pytest.mark.parametrize(
    ("content", "zh", "en"),
    [
        (b"\x7fELF" + b"\x00" * 60, "看起来是程序或数据文件", "looks like a program or data file"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
            "看起来是旧版 Office 的其他文件",
            "looks like some other old Office document",
        ),
        (b"<html><p>x</p></html>", "看起来是没有表格的 HTML 网页", "looks like a web page without a table"),
        (b"%PDF-1.7", "看起来是 PDF", "looks like PDF"),
    ],
    ids=["program", "ole", "page", "pdf"],
)
def test_what_is_no_spreadsheet_is_called_by_a_name_people_know(content: bytes, zh: str, en: str):
    with pytest.raises(Unusable) as stopped:
        read([Upload("a.xlsx", content)])
    assert zh in stopped.value.message_zh
    assert en in stopped.value.message_en


def test_a_damaged_sheet_is_named_once(roster: Path, tmp_path: Path):
    line = refused(rewritten(roster, tmp_path / "b.xlsx", {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row>"}))
    assert line.count("花名册") == 1
    assert "这张工作表已损坏" in line


def test_damaged_identity_numbers_are_recognised_and_never_shown(tmp_path: Path):
    damaged = identity("44010519900101123")[:15] + "000"
    wrong = ID_WOMAN[:-1] + "1"
    rows = [
        ["工号", "姓名", "身份证号", "入职日期"],
        ["A1", "甲一", int(damaged), "2024-03-01"],
        ["A2", "乙二", damaged, "2024-03-01"],
        ["A3", "丙三", "4.40105E+17", "2024-03-01"],
        ["A4", "丁四", wrong, "2024-03-01"],
        ["A5", "戊五", "110105491231002", "2024-03-01"],
        ["A6", "己六", ID_WOMAN.lower(), "2024-03-01"],
    ]
    records = read([book(tmp_path / "r.xlsx", {"花名册": rows})])
    assert records.frames["roster"]["id_number"].to_list() == [None] * 5 + [ID_WOMAN]
    assert records.frames["roster"]["sex"].to_list()[-1] == "female"
    assert [p.code for p in records.problems] == ["id_damaged"] * 3 + ["id_check", "id_old"]
    shown = messages(records.problems)
    for secret in (damaged, wrong, ID_WOMAN, damaged[:15], "110105491231002"):
        assert secret not in shown


def test_names_and_numbers_in_the_wrong_column_are_not_repeated(tmp_path: Path):
    rows = [
        ["工号", "姓名", "入职日期", "约定月工资"],
        ["A1", "甲一", "王小明", "13800000000138"],
        [ID_WOMAN, "乙二", "甲一", f"卡号{ID_WOMAN}"],
    ]
    records = read([book(tmp_path / "r.xlsx", {"花名册": rows})])
    shown = messages(records.problems)
    for secret in ("甲一", "王小明", "13800000000138", ID_WOMAN, ID_WOMAN[:10]):
        assert secret not in shown
    assert records.frames["roster"]["employee"].to_list() == ["A1", "R3"]


def test_the_small_file_with_one_far_cell_ends_in_one_line_and_not_in_an_abort(roster: Path, tmp_path: Path):
    sheet = (
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'
        b'<row r="1048576"><c r="XFD1048576"%s><v>1</v></c></row></sheetData></worksheet>'
    )
    far = rewritten(roster, tmp_path / "far.xlsx", {"xl/worksheets/sheet1.xml": sheet % b""})
    assert far.stat().st_size < 6_000
    assert "XFD1048576" in refused(far)
    hidden = sheet.replace(b'r="XFD1048576"', b"r='XFD1048576'")
    line = refused(rewritten(roster, tmp_path / "quoted.xlsx", {"xl/worksheets/sheet1.xml": hidden % b""}))
    assert "太大" in line or "损坏" in line
    assert read([roster]).frames["roster"].height == 2


def test_a_false_dimension_alone_does_no_harm(roster: Path, tmp_path: Path):
    with zipfile.ZipFile(roster) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    changed = sheet.replace(b'<dimension ref="A1:D3"/>', b'<dimension ref="A1:XFD1048576"/>')
    assert changed != sheet
    assert (
        read([rewritten(roster, tmp_path / "d.xlsx", {"xl/worksheets/sheet1.xml": changed})]).frames["roster"].height
        == 2
    )


def test_a_million_rows_get_one_line_in_bounded_time_and_memory(roster: Path, tmp_path: Path):
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (at, at) for at in range(1, 1_000_001))
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
        % rows
    )
    path = rewritten(roster, tmp_path / "million.xlsx", {"xl/worksheets/sheet1.xml": sheet})
    text = tmp_path / "million.csv"
    text.write_bytes(b"a,b\n" * 1_000_000)
    for file, word in ((path, "A50001"), (text, "太大")):
        line, seconds, largest = refused_apart(file)
        assert word in line
        assert seconds < 20
        assert largest < 1024 * 1024


def test_a_zip_bomb_is_not_unpacked(roster: Path, tmp_path: Path):
    bomb = rewritten(roster, tmp_path / "bomb.xlsx", {"xl/media/image1.bin": b"\x00" * (210 * 1024 * 1024)})
    assert bomb.stat().st_size < 1_000_000
    assert "200 MB" in refused(bomb)
    content = bytearray(bomb.read_bytes())
    at = content.rfind(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 10)
    assert "200 MB" in refused(Upload("lie.xlsx", bytes(content)))


def test_too_many_entries_are_refused(roster: Path, tmp_path: Path):
    assert "2,000" in refused(
        rewritten(roster, tmp_path / "n.xlsx", {f"xl/media/{at}.bin": b"" for at in range(2_001)})
    )


@pytest.mark.parametrize(
    ("part", "content", "word"),
    [
        (
            "xl/sharedStrings.xml",
            b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst>&a;</sst>',
            "XML",
        ),
        ("docProps/app.xml", b'<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]><x>&lol2;</x>', "XML"),
        ("xl/sharedStrings.xml", '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x><sst/>'.encode("utf-16"), "XML"),
        ("../../etc/cron.d/x", b"x", "路径"),
        ("/etc/x", b"x", "路径"),
        ("xl/vbaProject.bin", b"x", "宏"),
        (
            "xl/externalLinks/_rels/externalLink1.xml.rels",
            b'<R Id="rId1" Target="file.xlsx" TargetMode="External"/>',
            "别的文件",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)} bytes",
)
def test_hostile_parts_are_refused(roster: Path, tmp_path: Path, part: str, content: bytes, word: str):
    assert word in refused(rewritten(roster, tmp_path / "h.xlsx", {part: content}))


def test_a_file_over_twenty_megabytes_is_refused():
    assert "20 MB" in refused(Upload("big.csv", b"a,b\n" * (6 * 1024 * 1024)))


def test_strings_shared_a_million_times_end_in_one_line(roster: Path, tmp_path: Path):
    long = b"x" * 30_000
    strings = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>' + long + b"</t></si></sst>"
    )
    cells = b"".join(
        b'<row r="%d">%s</row>'
        % (row, b"".join(b'<c r="%s%d" t="s"><v>0</v></c>' % (bytes([65 + c]), row) for c in range(20)))
        for row in range(1, 40_000)
    )
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
        % cells
    )
    path = rewritten(roster, tmp_path / "s.xlsx", {"xl/sharedStrings.xml": strings, "xl/worksheets/sheet1.xml": sheet})
    assert "太大" in refused(path)


def test_a_good_file_beside_a_bad_one_is_read(roster: Path):
    records = read([roster, Upload("坏.xlsx", b"%PDF-")])
    assert records.frames["roster"].height == 2
    assert [(p.file, p.code) for p in records.problems] == [("坏.xlsx", "not_a_sheet")]


def test_sheet_names_and_headers_cannot_smuggle_tags(tmp_path: Path):
    rows = [["姓名", "入职日期", "部门"], ["甲一", "2024-03-01", "=cmd|'/c calc'!A1"]]
    records = read([book(tmp_path / "r.xlsx", {"花名册": rows})])
    assert records.frames["roster"]["department"].to_list() == ["=cmd|'/c calc'!A1"]


def test_a_workbook_from_1904_keeps_its_days(tmp_path: Path):
    path = book(
        tmp_path / "mac.xlsx",
        {"花名册": [["姓名", "入职日期", "部门"], ["甲一", 43890, "一部"]]},
        settings={"date_1904": True},
    )
    buffer = io.BytesIO(path.read_bytes())
    # 1904-01-01 plus 43,890 days, counted with the calendar of 1904 to 2024: 2024-03-01
    assert str(read([Upload("mac.xlsx", buffer.getvalue())]).frames["roster"]["started"][0]) == "2024-03-01"


def test_rows_without_what_they_need_are_reported(tmp_path: Path):
    roster = [
        ("工号", "姓名", "入职日期"),
        ("A1", "甲一", "2024-03-01"),
        ("A2", None, "2024-03-01"),
        (None, None, "2024-03-01"),
    ]
    leave = [
        ("姓名", "假别", "开始日期"),
        ("甲一", "年假", "2026-03-02"),
        ("甲一", None, "2026-03-03"),
        ("甲一", "路途假", "2026-03-04"),
    ]
    records = read([book(tmp_path / "r.xlsx", {"花名册": roster, "请假": leave})])
    assert records.frames["roster"]["employee"].to_list() == ["A1", "A2"]
    assert records.frames["leave"].height == 1
    assert [(p.code, p.sheet, p.row) for p in records.problems] == [
        ("no_person", "花名册", 4),
        ("no_name", "花名册", 3),
        ("unreadable", "请假", 4),
        ("required", "请假", 3),
    ]
    assert "年休假" in messages(records.problems)
