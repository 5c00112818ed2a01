"""启动平台: heyue serve, the platform, its worker and its clock, with one command."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from heyue.cli.manage import needs_platform
from heyue.cli.stop import Stop


def run(words: Sequence[str], lang: str) -> int:
    """Starts the three processes and stays until it is stopped; settings that do not fit are said in one line each."""
    parser = argparse.ArgumentParser(prog="heyue serve", description="启动平台 / start the platform")
    parser.add_argument("--host", default="127.0.0.1", help="监听的地址 / address to listen on")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--data", type=Path, help="数据文件夹 / data folder (HEYUE_DATA)")
    parser.add_argument(
        "--demo", action="store_true", help="演示辖区，仅限本机 / the demonstration district, this machine only"
    )
    parser.add_argument("--workers", type=int, default=2, help="网页进程数 / processes that answer pages")
    given = parser.parse_args(list(words))
    try:
        from heyue.web import serve
    except ImportError as error:
        raise Stop(needs_platform(lang)) from error
    return serve.serve(
        host=given.host, port=given.port, data=given.data, demo=given.demo, workers=given.workers, lang=lang
    )
