"""读表的话: every sentence intake says, in Chinese and English, by its code."""

from __future__ import annotations

from collections.abc import Mapping

REFUSED: dict[str, tuple[str, str]] = {
    "empty_file": (
        "文件是空的，没有读到任何内容；请用 Excel 或 WPS 打开看看，另存为 .xlsx 再上传",
        "the file is empty: nothing was found in it. Open it in Excel or WPS, save it as .xlsx and try again",
    ),
    "file_too_big": (
        "文件超过 20 MB；请只留一家企业的数据，删掉图片后另存",
        "the file is over 20 MB; keep one company's data, remove pictures and save again",
    ),
    "not_a_sheet": (
        "这不是表格文件（看起来是{kind}）；请上传 .xlsx、.xls 或 .csv",
        "this is not a spreadsheet (it looks like {kind}); give an .xlsx, .xls or .csv file",
    ),
    "password": (
        "文件有打开密码；请在 Excel 或 WPS 中取消密码后再上传",
        "the file is protected by a password; remove the password in Excel or WPS first",
    ),
    "macros": (
        "文件带有宏；为安全起见不读取，请另存为普通的 .xlsx",
        "the file contains macros and is not read; save it as a plain .xlsx",
    ),
    "external_link": (
        "表格引用了别的文件；请在“数据→编辑链接”中断开链接，或把公式粘贴为数值后另存",
        "the workbook links to other files; break the links, or paste values, and save again",
    ),
    "xlsb": ("这是 .xlsb 文件；请另存为 .xlsx", "this is an .xlsb file; save it as .xlsx"),
    "ods": ("这是 .ods 文件；请另存为 .xlsx", "this is an .ods file; save it as .xlsx"),
    "xml_sheet": (
        "这是“XML 表格 2003”文件；请用 Excel 或 WPS 打开后另存为 .xlsx",
        "this is an XML Spreadsheet 2003 file; open it and save it as .xlsx",
    ),
    "damaged": (
        "文件已损坏，打不开；请用 Excel 或 WPS 打开并另存为 .xlsx",
        "the file is damaged and cannot be opened; open it in Excel or WPS and save it as .xlsx",
    ),
    "damaged_sheet": (
        "这张工作表已损坏，读不出来；请用 Excel 或 WPS 打开文件并另存为 .xlsx",
        "this sheet is damaged; open the file in Excel or WPS and save it as .xlsx",
    ),
    "unplaced_error": (
        "这张工作表里有出错或没有结果的公式，但看不出都在哪些格子；请用 Excel 或 WPS 打开文件，改正公式后另存为 .xlsx",
        "this sheet has formulas that failed or have no result, and it cannot be told in which cells; "
        "open the file in Excel or WPS, put the formulas right and save it as .xlsx",
    ),
    "zip_bomb": (
        "文件展开后超过 200 MB 或 2,000 个部分，不像一家企业的表格，没有读取",
        "the file expands to over 200 MB or 2,000 parts, which no company's workbook does; it was not read",
    ),
    "unsafe_zip": ("文件里有不安全的路径，没有读取", "the file contains unsafe paths and was not read"),
    "unsafe_xml": (
        "文件里有不安全的 XML 声明（DOCTYPE 或 ENTITY），没有读取",
        "the file contains unsafe XML (a DOCTYPE or ENTITY) and was not read",
    ),
    "too_big": (
        "表格太大：{where}；一家企业的一张表最多 50,000 行、200 列。请删掉数据以外的行列后另存",
        "the sheet is too large: {where_en}; at most 50,000 rows and 200 columns a sheet. Delete what lies outside the data",
    ),
    "too_many_sheets": (
        "工作表超过 300 张，不像一家企业的表格，没有读取；请只留要检查的表后另存",
        "there are over 300 sheets, which no company's workbook has; it was not read. Keep the sheets to check and save again",
    ),
    "encoding": (
        "文字编码认不出来；请另存为 .xlsx，或“CSV UTF-8”",
        "the text encoding is unknown; save it as .xlsx or as CSV UTF-8",
    ),
    "too_much_memory": (
        "表格太大或已损坏，读取时超过了内存上限；请用 Excel 或 WPS 打开并另存为 .xlsx，还不行就分成几个文件",
        "the file is too large or damaged: reading it needs more memory than allowed. "
        "Open it in Excel or WPS and save it as .xlsx; if that does not help, split it",
    ),
    "too_slow": (
        "表格太大或已损坏，在规定时间内没有读完；请用 Excel 或 WPS 打开并另存为 .xlsx，还不行就分成几个文件",
        "the file is too large or damaged and could not be read in the time allowed. "
        "Open it in Excel or WPS and save it as .xlsx; if that does not help, split it",
    ),
    "missing_file": ("找不到这个文件", "there is no such file"),
    "unreadable_file": (
        "这个文件打不开（没有读取权限，或是一个文件夹）",
        "the file cannot be opened (no permission, or a folder)",
    ),
}


KINDS: dict[str, tuple[str, str]] = {
    "binary": ("程序或数据文件", "a program or data file"),
    "zip": ("压缩包", "a zip archive"),
    "Office 97": ("旧版 Office 的其他文件", "some other old Office document"),
    "HTML": ("没有表格的 HTML 网页", "a web page without a table, HTML"),
}
"""What a file that is no spreadsheet seems to be, where its kind has no name that everyone knows."""

FAULTS: dict[str, tuple[str, str]] = {
    "\x03error": ("公式错误", "formula error"),
    "\x03formula": ("没有结果的公式", "formula without a result"),
    "\x03number": ("过大或不成立的数", "number too large or undefined"),
}
"""A cell that holds no value (child.py tags it so), as a sentence shows it."""


def refusal(code: str, detail: Mapping[str, object]) -> tuple[str, str]:
    """The sentence for a refused file; its place (file, and sheet where known) is written in front by `line`."""
    zh, en = REFUSED[code]
    fields = {key: str(value) for key, value in detail.items() if value is not None}
    if "kind" in fields:
        kind_zh, kind_en = KINDS.get(fields["kind"], (f" {fields['kind']}", fields["kind"]))
        return zh.format(kind=kind_zh), en.format(kind=kind_en)
    if code == "too_big":
        if "cell" in fields:
            where, where_en = f"{fields['cell']} 单元格有内容", f"there is something in cell {fields['cell']}"
        else:
            where = f"到第 {fields.get('rows', '?')} 行、第 {fields.get('columns', '?')} 列"
            where_en = f"it reaches row {fields.get('rows', '?')}, column {fields.get('columns', '?')}"
        fields.update(where=where, where_en=where_en)
    return zh.format_map(fields), en.format_map(fields)


PROBLEMS: dict[str, tuple[str, str]] = {
    "unreadable": ("读到“{read}”，应为{zh}", 'read "{read}", expected {en}'),
    "hidden": (
        "内容读不出（涉及个人信息，不显示），应为{zh}",
        "could not be read (personal, not shown), expected {en}",
    ),
    "more_unreadable": (
        "这一列另有 {count} 格读不出，到第 {last} 行为止",
        "{count} more cells of this column, up to row {last}, could not be read",
    ),
    "id_damaged": (
        "公民身份号码的末几位被表格软件改成了 0；请把该列设为文本后重新录入",
        "the last digits of the identity number were turned into zeros; set the column to text and enter it again",
    ),
    "id_old": ("是 15 位旧身份号码，应为 18 位", "an old identity number of 15 digits; 18 are expected"),
    "id_length": (
        "公民身份号码位数不对，应为 18 位",
        "the identity number has the wrong length; 18 characters are expected",
    ),
    "id_check": (
        "公民身份号码的校验位不对，请对照证件核对",
        "the identity number's check digit is wrong; compare it with the card",
    ),
    "id_birth": (
        "公民身份号码里的出生日期不存在，请对照证件核对",
        "the birth date in the identity number does not exist",
    ),
    "id_conflict": (
        "{what}与身份号码不一致，按身份号码计算",
        "{what_en} differs from the identity number, which was used",
    ),
    "no_person": (
        "这一行有内容但没有姓名、工号或身份号码，没有使用",
        "the row has contents but no name, number or identity number; it was not used",
    ),
    "no_name": ("没有姓名，应填写员工姓名", "the name is empty; the employee's name is expected"),
    "required": (
        "“{zh}”是空的，这一行没有使用；应为{expected}",
        '"{en}" is empty, so the row was not used; expected {expected_en}',
    ),
    "two_rows": (
        "与第 {first} 行同人{what}，只用了第 {first} 行；如是更正，请删掉其中一行",
        "same person and {what_en} as row {first}; only row {first} was used. Delete one of the two",
    ),
    "conflict": (
        "“{zh}”与“{other}”中的不一致，用的是“{other}”中的",
        '"{en}" differs from the one in "{other}", which was used',
    ),
    "superseded": (
        "{count} 行与“{other}”重复（同人同期），按“{other}”计算",
        '{count} rows repeat what "{other}" says of the same people and time; "{other}" was used',
    ),
    "single_punch": (
        "当天只有一次打卡，算不出工作时间；应有上班和下班两次",
        "only one punch that day, so no hours could be computed; two are expected",
    ),
    "same_header": (
        "有两列表头都是“{label}”，只用了左边一列",
        'two columns are headed "{label}"; only the left one was used',
    ),
    "same_target": (
        "“{label}”与“{other}”是同一项，只用了“{other}”；要相加请写映射文件",
        '"{label}" and "{other}" mean the same; only "{other}" was used. A mapping file can add them up',
    ),
    "unknown_columns": (
        "这些列没有认出来，没有使用：{labels}。要用它们，请在表格旁新建 {mapping}，写：{example}",
        "these columns were not recognised or used: {labels}. To use them write beside the file, in {mapping}: {example}",
    ),
    "unrecognised_sheet": (
        "没有认出这是什么表，没有使用。请按模板的表头改名，或在表格旁新建 {mapping}，写：{example}",
        "this sheet was not recognised or used. Use the template's headers, or write beside the file, in {mapping}: {example}",
    ),
    "missing_column": ("缺少“{zh}”列，这张表没有使用", 'the column "{en}" is missing, so the sheet was not used'),
    "no_month": (
        "没有找到是哪个月的工资：表里没有月份列，标题、工作表名、文件名里也没有。请在文件名里写上年月（如 工资2026年3月.xlsx），或在 {mapping} 写：{example}",
        "no month was found in a column, the title, the sheet's or the file's name. "
        "Put it in the file name (pay 2026-03.xlsx), or write in {mapping}: {example}",
    ),
    "no_rows": ("只有表头，没有数据", "there is a header but no data"),
    "no_roster": (
        "没有花名册；只有花名册能把各张表的人对上，请一并提供",
        "there is no roster; add one, as it ties the other sheets together",
    ),
    "two_numbers": (
        "有两人或以上使用同一工号，改按行号区分",
        "two or more people have the same number; row numbers are used for them",
    ),
    "same_name": (
        "花名册里有同名的人，没有工号或身份号码分不清是谁；请补上工号",
        "the roster has more people of that name; add the number to tell who it is",
    ),
    "name_differs": (
        "工号对应的姓名与花名册不一致，请核对",
        "the name under this number is not the one in the roster; please check",
    ),
    "number_unknown": (
        "工号不在花名册里，按姓名对上了人，请核对工号",
        "the number is not in the roster; the person was found by name. Please check",
    ),
    "not_on_roster": ("这个人不在花名册里", "this person is not in the roster"),
    "bad_date_range": ("{zh}早于{other}，请核对", "{en} is before {other_en}; please check"),
    "day_hours": ("一天的时间超过 24 小时，应为 0 到 24 小时", "more than 24 hours in a day; 0 to 24 are expected"),
    "day_or_month": ("既没有日期也没有月份，这一行没有使用", "neither a day nor a month, so the row was not used"),
    "grid_dates": (
        "没有找到统计的起止日期，无法知道各列是哪一天",
        "the first and last day of the period were not found",
    ),
    "not_counted": (
        "“{label}”有金额，但只有本期数、没有累计数，没有计入累计其他扣除",
        '"{label}" has amounts for the month only, which were not counted as cumulative deductions',
    ),
}
