"""不能收的理由: what each code of child.py says to a person, and what to do instead."""

from __future__ import annotations

Pair = tuple[str, str]
WORDS: dict[str, Pair] = {
    "empty": ("文件“{name}”是空的，请检查后再传", "The file “{name}” is empty; please check it and try again"),
    "too_big": (
        "文件“{name}”超过 20 MB，请压缩或拆开再传",
        "The file “{name}” is larger than 20 MB; please make it smaller or split it",
    ),
    "not_known": (
        "文件“{name}”不是能收的类型；请转成 PDF、Word（docx）、Excel（xlsx）、图片（jpg、png、webp）或纯文本再传",
        "“{name}” is not a kind of file that can be kept; save it as PDF, Word (docx), Excel (xlsx), "
        "a picture (jpg, png, webp) or plain text",
    ),
    "extension": (
        "文件“{name}”的内容和后缀不一致：内容是 {kind}；请把后缀改对，或者重新导出再传",
        "“{name}” does not hold what its ending says: its content is {kind}; correct the ending or export it again",
    ),
    "damaged": (
        "文件“{name}”打不开，可能没有传完整；请重新导出再传",
        "“{name}” cannot be opened; it may be incomplete. Export it again and try once more",
    ),
    "two_in_one": (
        "文件“{name}”后面还带着别的内容，不能收；请重新导出再传",
        "“{name}” carries something else behind its content; please export it again",
    ),
    "active": (
        "文件“{name}”里带有宏、程序或嵌入的文件；请另存为不带宏的文件，或者打印成 PDF 再传",
        "“{name}” contains macros, programs or embedded files; save it without them or print it to PDF",
    ),
    "fetches": (
        "文件“{name}”会从别处取内容（外部链接）；请断开链接，或者打印成 PDF 再传",
        "“{name}” fetches content from elsewhere (external links); break the links or print it to PDF",
    ),
    "unsafe_zip": (
        "文件“{name}”内部的名称不安全，不能收；请用原来的软件重新另存",
        "“{name}” has unsafe names inside; save it again with the program it came from",
    ),
    "unsafe_xml": (
        "文件“{name}”内部写法不安全，不能收；请用原来的软件重新另存",
        "“{name}” is written in an unsafe way; save it again with the program it came from",
    ),
    "zip_bomb": (
        "文件“{name}”展开后太大，不能收；请拆成几个文件再传",
        "“{name}” becomes too large when opened; please split it",
    ),
    "password": ("文件“{name}”有密码，请取消密码再传", "“{name}” has a password; please remove it and try again"),
    "heic": (
        "“{name}”是苹果手机的 HEIC 格式；请在手机“设置 → 相机 → 格式”里选“兼容性最佳”后重拍，或者转成 JPG 再传",
        "“{name}” is an Apple HEIC picture; choose “Most Compatible” under Settings → Camera → Formats, or convert it to JPG",
    ),
    "old_office": (
        "“{name}”是旧版 Office 格式；请另存为 docx 或 xlsx 再传",
        "“{name}” is an old Office file; save it as docx or xlsx and try again",
    ),
    "too_many_pixels": (
        "图片“{name}”太大（超过 4000 万像素），请缩小再传",
        "The picture “{name}” has more than 40 million pixels; please make it smaller",
    ),
    "animated": ("“{name}”是动图，请传静止的图片", "“{name}” is an animation; please choose a still picture"),
    "markup": (
        "文件“{name}”是网页或代码，不能收；请打印成 PDF 再传",
        "“{name}” is a web page or code; print it to PDF and try again",
    ),
    "too_slow": (
        "文件“{name}”太复杂，20 秒没有看完；请简化或打印成 PDF 再传",
        "“{name}” is too complex to look through in 20 seconds; simplify it or print it to PDF",
    ),
    "too_much_memory": (
        "文件“{name}”太复杂，不能收；请简化或打印成 PDF 再传",
        "“{name}” is too complex; simplify it or print it to PDF",
    ),
}
KINDS: dict[str, Pair] = {
    "pdf": ("PDF", "PDF"),
    "docx": ("Word 文档", "Word document"),
    "xlsx": ("Excel 表格", "Excel workbook"),
    "png": ("PNG 图片", "PNG picture"),
    "jpeg": ("JPEG 图片", "JPEG picture"),
    "webp": ("WebP 图片", "WebP picture"),
    "text": ("文本", "text"),
}
ENDINGS = {
    "pdf": ("pdf",),
    "docx": ("docx",),
    "xlsx": ("xlsx",),
    "png": ("png",),
    "jpeg": ("jpg", "jpeg", "jfif"),
    "webp": ("webp",),
    "text": ("txt", "csv"),
}
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "text": "text/plain; charset=utf-8",
}


def words(code: str, name: str, kind: str = "") -> Pair:
    zh, en = WORDS.get(code, WORDS["damaged"])
    kinds = KINDS.get(kind, ("", ""))
    return zh.format(name=name, kind=kinds[0]), en.format(name=name, kind=kinds[1])
