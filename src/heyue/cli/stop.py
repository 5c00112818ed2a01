"""停止: a command that cannot go on says so in one clear line."""

from __future__ import annotations


class Stop(Exception):
    """命令停止: one line for the user and the exit status (2: unusable input)."""

    def __init__(self, message: str, status: int = 2) -> None:
        super().__init__(" ".join(message.split()))
        self.status = status


def say(lang: str, zh: str, en: str) -> str:
    return zh if lang == "zh" else en
