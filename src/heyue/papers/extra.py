"""平台扩展: libraries of the extra `platform`, loaded when they are needed; one clear refusal where they are absent."""

from __future__ import annotations

import importlib
from typing import Any


class NotInstalled(RuntimeError):
    """没有安装: something this paper is made with is not on this machine; says in both languages how to get it."""

    def __init__(self, message_zh: str, message_en: str) -> None:
        super().__init__(f"{message_zh} {message_en}")
        self.message_zh = message_zh
        self.message_en = message_en


def extra(module: str) -> Any:
    """A module of the extra `platform`; raises NotInstalled where it is absent."""
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as absent:
        raise NotInstalled(
            f"这一步要用平台扩展，这台机器没有装（缺 {absent.name}）：请装 heyue[platform]；体检报告也可以用 --format html 再打印",
            f"this needs the platform extra, which is not installed here ({absent.name} is missing): "
            "install heyue[platform]; a check-up report can also be written with --format html and printed",
        ) from None
