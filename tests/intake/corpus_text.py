"""坏文件大全之三: text files with wrong encodings, quotes and widths, and web pages that call themselves .xls."""

from __future__ import annotations

from collections.abc import Iterator

from tests.intake.corpus import Seed

PLAIN = "工号,姓名,部门,用工起始日期\nA1,甲一,生产部,2024-03-01\nA2,乙二,销售部,2024-04-01\n"


def seeds(listener: str) -> list[Seed]:
    return [*_encodings(), *_shapes(), *_pages(listener)]


def _encodings() -> Iterator[Seed]:
    wide = PLAIN.encode("utf-16-le")
    cases: dict[str, tuple[bytes, str]] = {
        "utf-8 带标记": (PLAIN.encode("utf-8-sig"), ""),
        "gb18030": (PLAIN.encode("gb18030"), ""),
        "big5": (PLAIN.replace("销", "x").replace("产", "x").encode("big5", "replace"), ""),
        "utf-16": (b"\xff\xfe" + wide, ""),
        "utf-16 大端": (b"\xfe\xff" + PLAIN.encode("utf-16-be"), ""),
        "utf-16 少一字节": (b"\xff\xfe" + wide[:-1], "编码"),
        "utf-16 没有标记": (wide, "不是表格"),
        "utf-16 半个代用": (b"\xff\xfe" + wide + b"\x00\xd8", "编码"),
        "utf-16 只有标记": (b"\xff\xfe", ""),
        "utf-32": (PLAIN.encode("utf-32"), ""),
        "utf-7": (PLAIN.encode("utf-7"), ""),
        "utf-8 只有标记": (b"\xef\xbb\xbf", ""),
        "utf-8 截断": (PLAIN.encode()[:32], ""),
        "utf-8 过长写法": (PLAIN.encode() + b"\xc0\xaf\xff", "编码"),
        "utf-8 代用": (PLAIN.encode() + b"\xed\xa0\x80", ""),
        "gb 截断": (PLAIN.encode("gb18030")[:-2] + b"\x81", ""),
        "jis": ("社員,氏名\nA1,田中\n".encode("shift_jis"), ""),
        "空字符": (PLAIN.encode().replace(b",", b"\x00", 1), "不是表格"),
        "全是 0xff": (b"\xff" * 3_000, ""),
        "随机样": (bytes((at * 197 + 31) % 256 for at in range(4_000)), ""),
        "控制字符": (bytes(range(1, 32)) * 40, ""),
    }
    for name, (content, says) in cases.items():
        yield Seed("text", f"编码 {name}.csv", content, says)


def _shapes() -> Iterator[Seed]:
    def row(column: str, value: str) -> bytes:
        head = ["工号", "姓名", "部门", "用工起始日期", "约定月工资"]
        cells = {"用工起始日期": "2024-03-01", "约定月工资": "5000", "工号": "A1", "姓名": "甲一", "部门": "一部"} | {
            column: value
        }
        return (",".join(head) + "\n" + ",".join(f'"{cells[name]}"' for name in head) + "\n").encode()

    cases: dict[str, tuple[bytes, str]] = {
        "引号没有结束": (PLAIN.encode() + b'"' + "甲".encode() * 60_000, ""),
        "引号成堆": (b'"' * 100_001, ""),
        "引号在中间": (PLAIN.replace("甲一", '甲"一"x').encode(), ""),
        "只有逗号": (b"," * 150 + b"\n", ""),
        "二百零一列": (b",".join(b"a" for _ in range(201)) + b"\n", "太大"),
        "五万零一行": (b"a,b\n" * 50_001, "太大"),
        "只有回车": (PLAIN.replace("\n", "\r").encode(), ""),
        "混着换行": (PLAIN.replace("\n", "\r\r\n\n").encode(), ""),
        "分号": (PLAIN.replace(",", ";").encode(), ""),
        "制表符": (PLAIN.replace(",", "\t").encode(), ""),
        "竖线": (PLAIN.replace(",", "|").encode(), ""),
        "像公式的文字": (PLAIN.replace("A1", '="A1"').encode(), ""),
        "命令": (PLAIN.replace("甲一", "=cmd|'/c calc'!A0").encode(), ""),
        "一格太长": (PLAIN.encode() + b"A3," + b"x" * 200_000 + b",,\n", ""),
        "行长短不一": (b"a\n" + b"a,b,c,d,e,f\n" + b"\n" * 50 + b"a,b\n", ""),
        "表头重复": (("姓名,姓名,姓名,入职日期\n" * 3 + "甲,乙,丙,2024-01-01\n").encode(), ""),
        "只有表头": (PLAIN.partition("\n")[0].encode() + b"\n", "没有数据"),
        "没有换行": (PLAIN.replace("\n", " ").encode(), ""),
        "竖制表符": (PLAIN.replace("\n", "\x0b").encode(), ""),
        "行分隔符": (PLAIN.replace("\n", "\u2028").encode(), ""),
    }
    for name, (content, says) in cases.items():
        yield Seed("text", f"文本 {name}.csv", content, says, heavy=len(content) > 90_000)
    yield Seed("text", "文本 二十四兆.csv", lambda: b"a,b\n" * (6 * 1024 * 1024), "20 MB", heavy=True)
    yield Seed("text", "文本 一行十九兆.csv", lambda: b"x" * (19 * 1024 * 1024), heavy=True)
    for at, day in enumerate(("2026-02-30", "后天", "99999999", "2026-13-01")):
        yield Seed("text", f"文本 日期 {at}.csv", row("用工起始日期", day), at=(None, 2, "用工起始日期"))
    for at, money in enumerate(("-5000", "五千上下", "9" * 30, "=1+1")):
        yield Seed("text", f"文本 金额 {at}.csv", row("约定月工资", money), at=(None, 2, "约定月工资"))


def _pages(listener: str) -> Iterator[Seed]:
    good = "<table><tr><th>工号</th><th>姓名</th><th>入职日期</th></tr><tr><td>A1</td><td>甲一</td><td>2024-03-01</td></tr></table>"
    inside = good.replace("甲一", "%s")
    cases: dict[str, tuple[str, str]] = {
        "好的": (f"<html>{good}</html>", ""),
        "没有表": ("<html><p>hello</p></html>", "HTML"),
        "没有结束": (good.replace("</td>", "").replace("</tr>", ""), ""),
        "表套表": ("<table><tr><td>" * 200 + good, ""),
        "跨一千行列": (good.replace("<th>", '<th rowspan="999" colspan="999">', 1), ""),
        "跨负数": (good.replace("<th>", '<th rowspan="-5" colspan="0">'), ""),
        "跨很多": (good.replace("<td>", '<td rowspan="200" colspan="60">'), ""),
        "脚本": (f"<html><script>fetch('{listener}/s')</script>{good}</html>", ""),
        "图片": (inside % f'<img src="{listener}/i" onerror=alert(1)>甲一', ""),
        "框架": (f'<html><iframe src="{listener}/f"></iframe>{good}</html>', ""),
        "样式表": (f'<html><link rel=stylesheet href="{listener}/c">{good}</html>', ""),
        "实体": (inside % ("&amp;" * 5_000), ""),
        "数字实体太大": (inside % "&#99999999999;&#x110000;&#0;&#xD800;", ""),
        "没有结束的注释": (good + "<!--" * 3_000, ""),
        "没有结束的脚本": (good + "<script " * 3_000, ""),
        "标签里没有结束": ("<table><tr><td " * 3_000, ""),
        "单元格很多": ("<table><tr>" + "<td>1</td>" * 201 + "</tr></table>", "太大"),
        "编码是谎": ('<meta charset="utf-16">' + good, ""),
        "XML 表格": ('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "2003"),
        "svg": ('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "HTML"),
        "mhtml": ("<html xmlns:x='urn:schemas-microsoft-com:office:excel'>" + good, ""),
        "DOCTYPE": (f'<!DOCTYPE html SYSTEM "{listener}/d.dtd">' + good, ""),
    }
    for name, (text, says) in cases.items():
        yield Seed("pages", f"网页 {name}.xls", text.encode(), says)
    slow = {
        "注释成堆": good + "<!--" * 400_000,
        "脚本成堆": good + "<script>" * 200_000,
        "行成堆": "<table>" + "<tr>" * 49_000,
        "格子成堆": "<table><tr>" + "<td " * 300_000,
        "尖括号成堆": good.replace("甲一", "<" * 400_000),
    }
    for name, text in slow.items():
        yield Seed("pages", f"网页 {name}.xls", text.encode(), heavy=True)
