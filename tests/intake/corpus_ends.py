"""坏文件大全的答案: what must become of every seed that does not say so itself, by the pattern of its name.

An end is `intact` (the roster's people stand with their days and nothing is complained of), `read` (something could be used; what
could not is listed), or the code of the line with which the whole file is refused. Several ends stand where a careful reader
may rightly do either: mend what is plainly meant, or say that the file is damaged. A truncated or contradicted content is never
`intact`; what lies beside the table (odd names, formats, links) never costs the table.
"""

from __future__ import annotations

from fnmatch import fnmatchcase

Ends = tuple[str, ...]

INTACT: Ends = ("intact",)
READ: Ends = ("intact", "read")
DAMAGED: Ends = ("damaged", "damaged_sheet")
EITHER: Ends = (*INTACT, *DAMAGED)
NOTHING: Ends = ("empty_file",)
UNKNOWN: Ends = ("unrecognised_sheet",)
NO_SHEET: Ends = ("not_a_sheet",)
TOO_BIG: Ends = ("too_big", "too_much_memory", *DAMAGED)

# The first pattern that fits a seed's name holds.
ENDS: tuple[tuple[str, Ends], ...] = (
    # files of other kinds
    ("别的 pickle*", NO_SHEET),
    ("别的 只有尾*", DAMAGED),
    ("别的 *", UNKNOWN),
    # old workbooks with nothing of use in them
    ("旧表 截断*", NO_SHEET),
    ("老工作簿 好的*", INTACT),
    ("老工作簿 两张表*", ("read",)),
    ("老工作簿 截断*", (*DAMAGED, *NOTHING)),
    ("老工作簿 长度是谎*", (*DAMAGED, *NOTHING)),
    ("旧表 *", (*DAMAGED, *NOTHING, "too_much_memory")),
    # archives cut, joined, and lying about themselves
    ("缺头*", (*NO_SHEET, *DAMAGED)),
    ("中间清零*", DAMAGED),
    ("尾缺一字节*", EITHER),
    ("后有杂物*", EITHER),
    ("两份相接*", EITHER),
    ("谎称 校验和不对*", DAMAGED),
    ("谎称 项都在头*", DAMAGED),
    ("谎称 压缩长为零*", DAMAGED),
    ("谎称 说有更少项*", (*NO_SHEET, *DAMAGED)),
    ("谎称 说没有项*", (*NO_SHEET, *DAMAGED)),
    ("谎称 注释里有第二个尾*", (*NO_SHEET, *EITHER)),
    ("谎称 存储不压缩*", INTACT),
    ("谎称 *", EITHER),
    ("名字 反斜线*", (*NO_SHEET, *EITHER)),
    ("名字 *", INTACT),
    ("压缩包 空包*", NO_SHEET),
    ("炸弹 一个长字符串*", (*READ, *TOO_BIG)),
    ("炸弹 层层嵌套*", (*TOO_BIG, *NOTHING)),
    ("炸弹 各项重叠*", EITHER),
    # XML that is odd, broken, or asks for something
    ("实体 utf-7*", EITHER),
    ("公式 *", READ),
    ("数据连接*", INTACT),
    ("包含别的 XML*", EITHER),
    ("XML 没有结束.*", DAMAGED),
    ("XML 空.*", (*DAMAGED, *NOTHING)),
    ("XML 不是 XML*", (*DAMAGED, *NOTHING)),
    ("XML 半个标签*", DAMAGED),
    ("XML 没有结束的*", DAMAGED),
    ("XML 属性没有引号*", DAMAGED),
    ("XML 没有的实体*", (*DAMAGED, "missing_column")),
    ("XML 坏 UTF-8*", (*DAMAGED, "missing_column")),
    ("XML 字符引用*", (*DAMAGED, "missing_column")),
    ("XML 空字符*", (*DAMAGED, "missing_column")),
    ("XML 控制字符*", (*DAMAGED, "missing_column")),
    ("XML 属性重复*", ("read", *DAMAGED)),
    ("XML 别的根*", (*DAMAGED, *NOTHING)),
    ("XML 标签不配*", EITHER),
    ("XML 两个根*", EITHER),
    ("XML latin-1*", (*EITHER, "missing_column")),
    ("XML 没有命名空间*", EITHER),
    ("XML 十万层*", (*EITHER, "too_much_memory")),
    ("XML *", INTACT),
    # parts that are missing, or lead elsewhere
    ("结构 缺工作表*", (*DAMAGED, *NOTHING)),
    ("结构 缺样式*", INTACT),
    ("结构 缺字符串*", INTACT),
    ("结构 没有表*", (*DAMAGED, *NOTHING)),
    ("结构 关系同号*", EITHER),
    ("结构 关系*", (*DAMAGED, *NOTHING)),
    ("结构 三百张表*", DAMAGED),
    ("结构 表名相同*", EITHER),
    ("结构 表名*", INTACT),
    ("结构 隐藏的表*", INTACT),
    ("结构 图表当表*", (*EITHER, *NOTHING)),
    ("结构 对话框当表*", (*EITHER, *NOTHING)),
    ("结构 宏表*", (*EITHER, *NOTHING, "macros")),
    ("结构 名称*", INTACT),
    ("结构 *", EITHER),
    ("样式 *", EITHER),
    ("字符串 序号*", (*READ, *DAMAGED)),
    ("字符串 没有字*", READ),
    ("字符串 拼音*", READ),
    ("字符串 *", (*READ, *DAMAGED, "too_much_memory")),
    # cells
    ("公式出错 找不到是哪张表*", (*DAMAGED, "unplaced_error")),
    ("格子 位置*", (*READ, "too_big", *DAMAGED)),
    ("格子 数 *", INTACT),
    ("格子 类型*", (*READ, *DAMAGED)),
    ("格子 三百万字*", ("read",)),
    ("格子 *", (*READ, *DAMAGED)),
    ("合并六万处*", INTACT),
    ("合并*", EITHER),
    ("尺寸*", EITHER),
    ("远 *", TOO_BIG),
    ("空 有格式*", INTACT),
    ("错误三万处*", ("read",)),
    ("文字 *", READ),
    ("看不见的字 *", INTACT),
    # text files
    ("编码 utf-8 带标记*", INTACT),
    ("编码 gb18030*", INTACT),
    ("编码 utf-16*只有标记*", NOTHING),
    ("编码 utf-8 只有标记*", NOTHING),
    ("编码 utf-16*", INTACT),
    ("编码 utf-8 *", ("encoding",)),
    ("编码 gb 截断*", ("encoding",)),
    ("编码 全是*", ("encoding",)),
    ("编码 随机样*", (*NO_SHEET, "encoding")),
    ("编码 utf-32*", (*INTACT, *UNKNOWN, *NO_SHEET, "encoding")),
    ("编码 控制字符*", (*NOTHING, *UNKNOWN)),
    ("编码 *", (*UNKNOWN, *NO_SHEET, "encoding")),
    ("文本 引号没有结束*", (*READ, "damaged")),
    ("文本 引号成堆*", (*NOTHING, *UNKNOWN, "damaged")),
    ("文本 引号在中间*", READ),
    ("文本 只有逗号*", NOTHING),
    ("文本 命令*", READ),
    ("文本 一格太长*", ("read", "damaged")),
    ("文本 行长短不一*", UNKNOWN),
    ("文本 表头重复*", ("read",)),
    ("文本 竖线*", (*INTACT, *UNKNOWN)),
    ("文本 没有换行*", UNKNOWN),
    ("文本 竖制表符*", (*INTACT, *UNKNOWN)),
    ("文本 行分隔符*", (*INTACT, *UNKNOWN)),
    ("文本 一行十九兆*", (*UNKNOWN, "damaged")),
    ("文本 *", INTACT),
    # web pages
    ("网页 表套表*", (*READ, *UNKNOWN)),
    ("网页 跨一千行列*", (*READ, "too_big")),
    ("网页 跨很多*", ("read",)),
    ("网页 *实体*", READ),
    ("网页 标签里没有结束*", (*NOTHING, *UNKNOWN)),
    ("网页 *成堆*", (*READ, *NOTHING, *UNKNOWN, "too_big", "too_slow")),
    ("网页 *", INTACT),
)


def ends(file: str) -> Ends:
    """The ends allowed to a seed of this name; raises LookupError where the table forgot it."""
    for pattern, found in ENDS:
        if fnmatchcase(file, pattern):
            return found
    raise LookupError(file)
