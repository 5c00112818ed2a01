"""管理命令: heyue manage, Django's commands for this installation, and `keys make`, which must come first."""

from __future__ import annotations

import os
from collections.abc import Sequence

from heyue.cli.stop import Stop, say


def run(words: Sequence[str], lang: str) -> int:
    """Hands the words on to Django; `keys make` and `keys add` work without a database."""
    try:
        from heyue.web import serve
    except ImportError as error:
        raise Stop(needs_platform(lang)) from error
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heyue.web.settings")
    if words[:1] == ["keys"]:
        return serve.keys_command(list(words[1:]))
    return serve.django_command(list(words))


def needs_platform(lang: str) -> str:
    return say(
        lang,
        "平台部分没有安装；请运行 pip install 'heyue[platform]'",
        "the platform is not installed; run pip install 'heyue[platform]'",
    )
