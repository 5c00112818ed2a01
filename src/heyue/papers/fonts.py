"""打印字体: the Chinese fonts that papers carry inside themselves, and which characters they can show.

They come from packages of the extra `platform`; the machine's own fonts are never used, so that a paper looks the same
wherever it is made.
"""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from heyue.papers.extra import extra

PACKAGES = ("manimgx_fonts_cjk", "pylopdf_fonts_zh_cn")
SANS = "Noto Sans CJK SC"
"""黑体, all weights; what papers are set in."""
UNICODE_FULL = (3, 10)
"""Platform and encoding of the character table that reaches beyond the first 65,536 characters."""


@cache
def fonts() -> Any:
    """The fonts as the typesetter takes them, found once in a process; raises NotInstalled where a package is absent."""
    folders = [Path(extra(package).__file__).parent for package in PACKAGES]
    return extra("typst").Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


@cache
def _shown() -> frozenset[int]:
    """Code points the paper's font has a shape for."""
    font = next(font for font in fonts().fonts() if font.family == SANS)
    with Path(font.path).open("rb") as file:
        return frozenset(_characters(file, font.index))


def _characters(file: BinaryIO, index: int) -> set[int]:
    """Code points in the character table of font `index` of an OpenType file or collection (`cmap`, format 12)."""
    start = 0
    if file.read(4) == b"ttcf":
        file.seek(12 + 4 * index)
        (start,) = struct.unpack(">I", file.read(4))
    file.seek(start + 4)
    (tables,) = struct.unpack(">H6x", file.read(8))
    directory = [struct.unpack(">4s4xI4x", file.read(16)) for _ in range(tables)]
    base = next(offset for name, offset in directory if name == b"cmap")
    file.seek(base + 2)
    (subtables,) = struct.unpack(">H", file.read(2))
    records = [struct.unpack(">HHI", file.read(8)) for _ in range(subtables)]
    offset = next(offset for platform, encoding, offset in records if (platform, encoding) == UNICODE_FULL)
    file.seek(base + offset + 12)
    (ranges,) = struct.unpack(">I", file.read(4))
    found: set[int] = set()
    for _ in range(ranges):
        first, last, _glyph = struct.unpack(">III", file.read(12))
        found.update(range(first, last + 1))
    return found


def printable(text: str) -> str:
    """The text with every character the font lacks named by its number, [U+1F600]: nothing is lost, nothing is a blank box.

    Variation selectors, which only choose among shapes of the character before them, are left out.
    """
    shown = _shown()
    if all(ord(character) in shown for character in text):
        return text
    return "".join(_printable(character, shown) for character in text)


def _printable(character: str, shown: frozenset[int]) -> str:
    if ord(character) in shown:
        return character
    return "" if "VARIATION SELECTOR" in unicodedata.name(character, "") else f"[U+{ord(character):04X}]"
