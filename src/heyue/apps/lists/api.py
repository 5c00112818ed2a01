"""接口的列表和表单: what every list of the API takes and gives, and how a page's form speaks to a program.

A list is the page's own listing: `q` searches, `chip` filters, `sort` orders ("due", "-due"), `page` and `size` cut it up. What
the listing does not know is refused, so that a misspelt filter never answers with everything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Annotated, Any, Generic, Literal, TypeVar

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from ninja.errors import ValidationError
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from heyue.apps.deeds import Actor
from heyue.apps.deeds.both import both, lang
from heyue.apps.lists.listing import Listing, Shown
from heyue.law.wording import pick

Line = TypeVar("Line")
MOST = 100
"""一页最多多少行."""
PLAIN = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f]*$"
"""文字里没有控制字符: line breaks and tabs may stand in it."""
Word = Annotated[str, StringConstraints(max_length=64, pattern=r"^[A-Za-z0-9_.\-]*$")]
"""一个代号: of a chip, a rule, a place, a state."""
Short = Annotated[str, StringConstraints(max_length=120, pattern=PLAIN)]
Long = Annotated[str, StringConstraints(max_length=4000, pattern=PLAIN)]
Version = Annotated[
    int, Field(ge=0, le=2_147_483_647, description="the version that was seen; 409 where it has changed since")
]
Openness = Literal["private", "summary", "report"]


class Given(BaseModel):
    """交来的内容: nothing in it goes unnoticed; a name that is not known is refused."""

    model_config = ConfigDict(extra="forbid")


class Paging(Given):
    """哪一页."""

    page: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    size: Annotated[int, Field(ge=1, le=MOST)] = 25


class Asked(Paging):
    """问一张列表."""

    q: Annotated[str, StringConstraints(max_length=80, pattern=PLAIN)] = ""
    chip: Annotated[
        Word, Field(description="a filter of the list; an unknown one is refused with the names there are")
    ] = ""
    sort: Annotated[Word, Field(description="a column to sort by, with - in front the other way round")] = ""


class Page(BaseModel, Generic[Line]):
    """一页. `pages` is at least 1; a page after the last is empty."""

    items: list[Line]
    page: int
    pages: int
    total: int


def shown(listing: Listing, rows: QuerySet[Any], asked: Asked) -> Shown:
    """One showing of the page's own listing; ValidationError for a chip or an order that it has not."""
    checked(listing, asked)
    return replace(listing, size=asked.size).show(rows, asked.model_dump(include={"q", "chip", "sort", "page"}))


def checked(listing: Listing, asked: Asked) -> None:
    """ValidationError for a chip or an order that the listing has not."""
    chips = [chip.name for chip in listing.chips]
    sorts = [column.name for column in listing.columns if column.sort]
    if asked.chip and asked.chip not in chips:
        raise unfit("query", "chip", _one_of(chips))
    if asked.sort and asked.sort.removeprefix("-") not in sorts:
        raise unfit("query", "sort", _one_of(sorts))


def paged(found: Shown, asked: Asked, line: Callable[[Any], Any]) -> dict[str, Any]:
    """The showing as a Page, each row through `line`."""
    first = (asked.page - 1) * found.listing.size
    rows = found.rows[first : first + found.listing.size] if asked.page <= found.pages else ()
    return {"items": [line(row) for row in rows], "page": asked.page, "pages": found.pages, "total": found.total}


def cut(rows: Sequence[Any] | QuerySet[Any], asked: Paging, line: Callable[[Any], Any]) -> dict[str, Any]:
    """Rows without a listing of their own as a Page."""
    total = rows.count() if isinstance(rows, QuerySet) else len(rows)
    first = (asked.page - 1) * asked.size
    return {
        "items": [line(row) for row in rows[first : first + asked.size]],
        "page": asked.page,
        "pages": max(1, -(-total // asked.size)),
        "total": total,
    }


def fit(form: forms.Form) -> dict[str, Any]:
    """What a page's form makes of the values; ValidationError naming each field where it does not take them."""
    if form.is_valid():
        return form.cleaned_data
    raise ValidationError(
        [
            {"loc": ("body", "" if name == "__all__" else name), "msg": str(text), "type": "form"}
            for name, texts in form.errors.items()
            for text in texts
        ]
    )


def unfit(where: str, name: str, text: str) -> ValidationError:
    """One field that will not do."""
    return ValidationError([{"loc": (where, name), "msg": str(text), "type": "value"}])


def _one_of(names: Sequence[str]) -> str:
    told = ", ".join(names) or "–"
    return both(f"只能是：{told}", f"one of: {told}")


def yuan(fen: int | None) -> str | None:
    """Money as a decimal string in yuan, "1234.50"."""
    if fen is None:
        return None
    whole, part = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole}.{part:02d}"


def acting(request: HttpRequest) -> Actor:
    """Who asks: put on the request by the middleware or, for a token, by the entry of the interface."""
    found: Actor = request.actor  # type: ignore[attr-defined]
    return found


def said(words: Any) -> str:
    """A text or a (zh, en) pair in the reader's language."""
    return pick(words, lang()) if isinstance(words, tuple) else str(words)
