"""无法检查: what is raised where nothing in a company's files could be used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from heyue.law.records import Problem


class Unusable(Exception):
    """无法检查: nothing in the files could be used; one clear line in Chinese and English, and all problems found."""

    def __init__(self, message_zh: str, message_en: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message_zh)
        self.message_zh = message_zh
        self.message_en = message_en
        self.problems = list(problems)
