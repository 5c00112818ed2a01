"""数据检查命令: `heyue lint`: every data file of the law is complete and agrees with itself."""

from __future__ import annotations

from collections.abc import Sequence

from heyue.cli import options
from heyue.cli.stop import say


def run(words: Sequence[str], lang: str) -> int:
    """Prints what is wrong with the law's data; 1 where something is."""
    parser = options.Arguments(
        lang=lang, prog="heyue lint", description="检查法律数据 / check the data files of the law"
    )
    parser.parse_args(words)
    from heyue.law.cites import check_statutes, not_held
    from heyue.law.figures import check_places
    from heyue.law.rule_checks import check_rules

    wrong = [*check_statutes(), *check_places(), *check_rules()]
    for line in wrong:
        print(line)
    for line in not_held():
        print(say(lang, f"（说明）{line}", f"(note) {line}"))
    print(say(lang, f"法律数据检查：{len(wrong)} 处要改", f"law data: {len(wrong)} to mend"))
    return 1 if wrong else 0
