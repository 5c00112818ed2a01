"""示例企业命令: `heyue sample -o OUT`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from heyue.cli import options
from heyue.cli.stop import Stop, say


def run(words: Sequence[str], lang: str) -> int:
    """Writes a synthetic firm's workbook with its list of planted faults, or a dataset of many firms."""
    parser = options.Arguments(lang=lang, prog="heyue sample", description="虚构企业的示例 / a synthetic firm")
    parser.add_argument("--employees", type=int, default=30, metavar="N", help="3–300 人 / 3 to 300 people")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--companies", type=int, metavar="N", help="写 N 家企业的数据集 / a dataset of N firms")
    parser.add_argument("-o", "--output", required=True, metavar="OUT")
    chosen = parser.parse_args(words)
    if not 3 <= chosen.employees <= 300:
        raise Stop(say(lang, "人数请填 3 到 300", "--employees takes 3 to 300"))
    if chosen.companies is not None and chosen.companies < 1:
        raise Stop(say(lang, "企业数请填 1 或更多", "--companies takes 1 or more"))
    from heyue import sample

    if chosen.companies is not None:
        out = Path(chosen.output)
        with options.writing(out, lang):
            sample.write_dataset(chosen.seed, chosen.companies, chosen.employees, out)
        print(say(lang, f"已写出数据集 {out}（虚构数据）", f"wrote the dataset {out} (invented data)"))
        return 0
    out = options.target(chosen.output, lang)
    company = sample.make_company(chosen.seed, chosen.employees)
    sidecar = out.with_suffix(".faults.json")
    with options.writing(out, lang):
        sample.write_workbook(company, out)
        sample.write_sidecar(company, sidecar)
    print(
        say(
            lang,
            f"已写出 {out}（虚构数据，内有 {len(company.faults)} 处预设问题，清单见 {sidecar.name}）",
            f"wrote {out} (invented data with {len(company.faults)} planted faults, listed in {sidecar.name})",
        )
    )
    return 0
