"""命令行: the `heyue` command; each subcommand lives in its own module and is imported only when asked for."""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import heyue
from heyue.cli.stop import Stop, say

COMMANDS: dict[str, tuple[str, str]] = {
    "checkup": ("给企业的表格做用工体检", "check-up of one company's workbooks"),
    "template": ("写出空白工作簿", "write the empty workbook"),
    "sample": ("写出虚构企业的示例工作簿", "write a synthetic firm's workbook"),
    "law": ("查规则、算一笔账", "list, show and ask the rules"),
    "places": ("查各地公布的标准", "what is known for a place"),
    "lint": ("检查法律数据", "check every data file of the law"),
    "serve": ("启动平台", "start the platform"),
    "manage": ("平台的管理命令", "the platform's management commands"),
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
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console without ¥ or 〔 shows ? instead of stopping
    lang, words = _language(list(sys.argv[1:] if arguments is None else arguments))
    try:
        status = _run(words, lang)
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
    except Exception as error:  # noqa: BLE001 - no traceback reaches a user; the line says where to look
        print(f"heyue: {_unexpected(error, lang)}", file=sys.stderr)
        return 2
    return status


def _run(words: list[str], lang: str) -> int:
    """The command named by the first word; help where there is none."""
    if not words:
        parser().print_help()
        return 0
    if words[0] in COMMANDS:
        return int(importlib.import_module(f"heyue.cli.{words[0]}").run(words[1:], lang))
    if words[0] in {"-h", "--help", "--version"}:
        parser().parse_args(words[:1])
    from difflib import get_close_matches

    near = ", ".join(get_close_matches(words[0], COMMANDS, n=3)) or ", ".join(COMMANDS)
    raise Stop(say(lang, f"没有命令“{words[0]}”；可以用：{near}", f"there is no command {words[0]!r}; try {near}"))


def _unexpected(error: Exception, lang: str) -> str:
    """A fault of the program in one line: what, and in which line of which module."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None and "heyue" in trace.tb_next.tb_frame.f_code.co_filename:
        trace = trace.tb_next
    where = "" if trace is None else f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
    what = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    return say(
        lang,
        f"程序出了错，这不是你的问题；请把这一行发给我们：{where} {what}",
        f"the program failed, through no fault of yours; please send us this line: {where} {what}",
    )


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
