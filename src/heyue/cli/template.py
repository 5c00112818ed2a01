"""空白工作簿命令: `heyue template -o FILE.xlsx`."""

from __future__ import annotations

from collections.abc import Sequence

from heyue.cli import options
from heyue.cli.stop import say


def run(words: Sequence[str], lang: str) -> int:
    """Writes the empty workbook with notes and drop-downs."""
    parser = options.Arguments(
        lang=lang, prog="heyue template", description="写出空白工作簿 / write the empty workbook"
    )
    default = say(lang, "用工体检表.xlsx", "heyue-workbook.xlsx")
    parser.add_argument("-o", "--output", default=default, metavar="FILE.xlsx")
    chosen = parser.parse_args(words)
    from heyue.papers import template

    out = options.target(chosen.output, lang)
    with options.writing(out, lang):
        template.write(out, lang="zh" if lang == "zh" else "en")
    print(say(lang, f"已写出 {chosen.output}", f"wrote {chosen.output}"))
    return 0
