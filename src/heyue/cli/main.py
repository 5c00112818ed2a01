"""命令行: the `heyue` command; each subcommand lives in its own module and is imported only when asked for."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

import heyue
from heyue.cli.stop import Stop

COMMANDS: dict[str, tuple[str, str]] = {
    "checkup": ("给企业的表格做用工体检", "check-up of one company's workbooks"),
    "template": ("写出空白工作簿", "write the empty workbook"),
    "sample": ("写出虚构企业的示例工作簿", "write a synthetic firm's workbook"),
    "law": ("查规则、算一笔账", "list, show and ask the rules"),
    "places": ("查各地公布的标准", "what is known for a place"),
    "lint": ("检查法律数据", "check every data file of the law"),
}


def parser() -> argparse.ArgumentParser:
    """The top-level parser; `--lang` is accepted before or after the subcommand."""
    top = argparse.ArgumentParser(
        prog="heyue",
        description="和约 heyue：小微企业用工体检与劳动关系服务 / check-ups and labour-relations services for small firms",
    )
    top.add_argument("--version", action="version", version=f"heyue {heyue.__version__}")
    top.add_argument("--lang", choices=("zh", "en"), default="zh", help="语言 / language")
    commands = top.add_subparsers(dest="command", metavar="命令 COMMAND")
    for name, (zh, en) in COMMANDS.items():
        commands.add_parser(name, help=f"{zh} / {en}", add_help=False)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns its exit status (0 done, 1 found what it was asked to fail on, 2 unusable input)."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    lang, words = _language(words)
    if not words or words[0] not in COMMANDS:
        top = parser()
        if not words:
            top.print_help()
            return 0
        top.parse_args(words)
        return 2
    module = importlib.import_module(f"heyue.cli.{words[0]}")
    try:
        status = module.run(words[1:], lang)
        sys.stdout.flush()
    except Stop as stop:
        print(f"heyue: {stop}", file=sys.stderr)
        return stop.status
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("heyue: 已中断 / interrupted", file=sys.stderr)
        return 130
    return int(status)


def _language(words: list[str]) -> tuple[str, list[str]]:
    """Takes `--lang X` or `--lang=X` out of the words, wherever it stands."""
    lang, rest, take = "zh", [], False
    for word in words:
        if take:
            lang, take = word, False
        elif word == "--lang":
            take = True
        elif word.startswith("--lang="):
            lang = word.partition("=")[2]
        else:
            rest.append(word)
    if take or lang not in {"zh", "en"}:
        print("heyue: --lang 请写 zh 或 en / --lang takes zh or en", file=sys.stderr)
        raise SystemExit(2)
    return lang, rest


if __name__ == "__main__":
    raise SystemExit(main())
