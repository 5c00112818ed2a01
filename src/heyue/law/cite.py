"""条文引用: an article of a statute as a value, and the statutes on file it must be found among.

Importing this module reads no file. `statutes()` reads the YAML under `statutes/` once, at the first citation that is
resolved or needs a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parent / "statutes"
_DIGITS = "零一二三四五六七八九"
_NAMED = {"annex": ("附录", "Annex"), "whole": ("", "")}
_RANGE = re.compile(r"(\d+)-(\d+)")


class UnknownCitation(LookupError):
    """引用查不到: the law, article or paragraph cited is not on file; the message says which and what is there."""


@dataclass(frozen=True, slots=True)
class Article:
    """条: one article on file: its summary in our own words and how many paragraphs (款) its text has.

    `paragraphs` is None where the text is not held and nobody could count.
    """

    law: str
    number: str
    zh: str
    en: str
    paragraphs: int | None


@dataclass(frozen=True, slots=True)
class Statute:
    """法规: one instrument the rules cite, with the articles summarised.

    `text` is "held" (the whole text was read), "extract" (only part of it was) or "not_held" (only a published address
    is known). `divided` is "article" (第47条) or "point" (circulars numbered 一、二). `has` are all article numbers
    of the text read and `sha256` is of that text; both are empty where it is not held. `until` is its last day in force.
    """

    slug: str
    zh: str
    en: str
    aliases: tuple[str, ...]
    number: str
    in_force: date
    until: date | None
    version: str
    source: str
    text: str
    text_file: str
    sha256: str
    status: str
    divided: str
    has_articles: str
    has: frozenset[str]
    articles: Mapping[str, Article]

    def applies_on(self, day: date) -> bool:
        """是否有效: in force on that day; `until` is the last day."""
        return self.in_force <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Cite:
    """引用: law by its short title, article, and where needed paragraph (款) and item (项), all counted from 1.

    An article that is not a plain number is a string: "schedule1" (附表一), "annex" (附录), "276-1" (第276条之一),
    "whole" (a letter without any number).
    """

    law: str
    article: int | str
    paragraph: int | None = None
    item: int | None = None

    @property
    def zh(self) -> str:
        """劳动合同法第47条第2款第1项. Raises UnknownCitation where the law is not on file."""
        return self.law + _place_zh(self, heading(self.law)[1])

    @property
    def en(self) -> str:
        """Labour Contract Law, art. 47(2)(1). Raises UnknownCitation where the law is not on file."""
        title, divided = heading(self.law)
        place = _place_en(self, divided)
        return f"{title}, {place}" if place else title

    def as_json(self) -> dict[str, str | int | None]:
        """引用的数据形式: law, article (always a string) and paragraph (a number or null), as the JSON promises."""
        return {
            "law": self.law,
            "article": str(self.article),
            "paragraph": self.paragraph,
        }


def _place_zh(cite: Cite, divided: str) -> str:
    number = str(cite.article)
    if number.startswith("schedule"):
        place = "附表" + _DIGITS[int(number.removeprefix("schedule"))]
    elif number in _NAMED:
        place = _NAMED[number][0]
    elif "-" in number:
        base, _, inserted = number.partition("-")
        place = f"第{base}条之{_DIGITS[int(inserted)]}"
    else:
        place = f"第{number}点" if divided == "point" else f"第{number}条"
    if cite.paragraph is not None:
        place += f"第{cite.paragraph}款"
    return place if cite.item is None else f"{place}第{cite.item}项"


def _place_en(cite: Cite, divided: str) -> str:
    number = str(cite.article)
    if number.startswith("schedule"):
        place = "Schedule " + number.removeprefix("schedule")
    elif number in _NAMED:
        place = _NAMED[number][1]
    else:
        place = f"point {number}" if divided == "point" else f"art. {number}"
    if cite.paragraph is not None:
        place += f"({cite.paragraph})"
    if cite.item is None:
        return place
    return f"{place}({cite.item})" if cite.paragraph is not None else f"{place}, item {cite.item}"


@cache
def statutes() -> Mapping[str, Statute]:
    """现有法规: every statute on file by its short title, read once. Raises ValueError when a file is not as it must be."""
    found: dict[str, Statute] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        one = read_statute(path)
        if one.zh in found:
            raise ValueError(f"法规重名：{one.zh} 在 {found[one.zh].slug}.yaml 和 {path.name} 都有。")
        found[one.zh] = one
    return MappingProxyType(found)


def statute(law: str) -> Statute:
    """按简称取法规. Raises UnknownCitation for an alias or an unknown title, naming the title to write."""
    known = statutes()
    if law in known:
        return known[law]
    for one in known.values():
        if law in one.aliases:
            raise UnknownCitation(f"“{law}”请写作“{one.zh}”。Write “{one.zh}” for “{law}”.")
    raise UnknownCitation(f"没有收录“{law}”。No statute on file is titled “{law}”.")


def heading(law: str) -> tuple[str, str]:
    """法规的英文名与编排: English title and "article" or "point". Raises UnknownCitation as `statute` does.

    A report names many articles and reads none: the heads of the files take under a third of the time of the whole.
    """
    known = _headings().get(law)
    if known is None:
        found = statute(law)
        known = found.en, found.divided
    return known


@cache
def _headings() -> Mapping[str, tuple[str, str]]:
    import yaml  # noqa: PLC0415 - as in read_statute

    heads = (path.read_text("utf-8").partition("\narticles:")[0] for path in sorted(FOLDER.glob("*.yaml")))
    raws = (yaml.load(head, Loader=yaml.CSafeLoader) for head in heads)
    return MappingProxyType({raw["zh"]: (raw["en"], raw.get("divided", "article")) for raw in raws})


def resolve(cite: Cite) -> Article:
    """查引用: the article cited.

    Raises UnknownCitation when the law or article is not on file, or the paragraph is beyond the article's last one.
    """
    known = statute(cite.law)
    number = str(cite.article)
    article = known.articles.get(number)
    if article is None:
        there = "、".join(known.articles)
        raise UnknownCitation(
            f"{cite.law}没有收录“{number}”；已收录：{there}。{known.en} has no summary of “{number}”; on file: {there}."
        )
    if cite.paragraph is not None:
        last = article.paragraphs
        if cite.paragraph < 1 or (last is not None and cite.paragraph > last):
            raise UnknownCitation(
                f"{cite.law}第{number}条在收录的文本里共{last}款，没有第{cite.paragraph}款。"
                f"{known.en}, art. {number} has {last} paragraph(s) in the text on file, no paragraph {cite.paragraph}."
            )
    return article


def article_numbers(compact: str) -> frozenset[str]:
    """条号清单展开: a list such as "1-98,100,276~1,schedule1" as a set; "276~1" is 第276条之一, given as "276-1"."""
    numbers: set[str] = set()
    for part in filter(None, (piece.strip() for piece in compact.split(","))):
        if between := _RANGE.fullmatch(part):
            first, last = int(between[1]), int(between[2])
            if first > last:
                raise ValueError(f"条号清单颠倒：{part}")
            numbers.update(str(n) for n in range(first, last + 1))
        else:
            numbers.add(part.replace("~", "-"))
    return frozenset(numbers)


def read_statute(path: Path) -> Statute:
    """读一份法规: the file's fields, nothing guessed. Raises ValueError naming the file when it is not as it must be."""
    import yaml  # noqa: PLC0415 - most runs cite nothing; loading yaml would double the start

    with path.open("rb") as stream:
        raw = yaml.load(stream, Loader=yaml.CSafeLoader)
    try:
        return _statute(path.stem, raw)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(f"{path.name} 写法不对：{error!r}") from error


def _statute(slug: str, raw: dict[str, Any]) -> Statute:
    articles = {
        number: Article(
            raw["zh"],
            number,
            one.get("zh", ""),
            one.get("en", ""),
            one.get("paragraphs"),
        )
        for number, one in raw["articles"].items()
    }
    until = raw.get("until")
    return Statute(
        slug=slug,
        zh=raw["zh"],
        en=raw["en"],
        aliases=tuple(raw.get("aliases", ())),
        number=raw["number"],
        in_force=date.fromisoformat(raw["in_force"]),
        until=None if until is None else date.fromisoformat(until),
        version=raw.get("version", ""),
        source=raw.get("source", ""),
        text=raw.get("text", "held"),
        text_file=raw.get("text_file", ""),
        sha256=raw.get("sha256", ""),
        status=raw.get("status", ""),
        divided=raw.get("divided", "article"),
        has_articles=raw.get("has_articles", ""),
        has=article_numbers(raw.get("has_articles", "")),
        articles=MappingProxyType(articles),
    )
