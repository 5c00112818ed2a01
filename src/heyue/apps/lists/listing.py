"""一张列表的样子: its columns, what is searched, its filter chips; and one showing of it, for what an address asks.

The address says everything (`?q=…&chip=…&sort=-due&page=2`), so a list can be linked to, reloaded and gone back to. What it
says is only ever compared with what the listing declares: an unknown chip, sort or page is the first one, never a fault.
A showing makes two queries, whatever the number of rows: one for all counts, one for the rows of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import FieldError
from django.db.models import Count, Q, QuerySet

KINDS = frozenset({"text", "number", "yuan", "day", "moment", "level", "person", "organisation"})
LONGEST_SEARCH = 80


@dataclass(frozen=True, slots=True)
class Column:
    """一列. `value` reads a row; `kind` says how it is shown and exported.

    kinds: text · number · yuan (fen, a whole number) · day · moment · level (a value of (level, words)) · person · organisation.
    `sort`: the fields it is sorted by, none for a column that cannot be; `link`: the address of a row, on one column only;
    `note`: a second, quieter line; `export` False keeps it out of files; `phone` False out of the card on a phone.
    """

    name: str
    words: str
    value: Callable[[Any], Any]
    kind: str = "text"
    sort: tuple[str, ...] | str = ()
    link: Callable[[Any], str] | None = None
    note: Callable[[Any], Any] | None = None
    export: bool = True
    phone: bool = True

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"column {self.name}: {self.kind} is no kind; one of {', '.join(sorted(KINDS))}")
        if isinstance(self.sort, str):
            object.__setattr__(self, "sort", (self.sort,) if self.sort else ())


@dataclass(frozen=True, slots=True)
class Chip:
    """一个筛选: a word with its count; `where` None is everything. The first chip of a listing is the one shown first."""

    name: str
    words: str
    where: Q | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """一张列表的声明. `search`: lookups joined by or, each word of the query by and; `order`: "-due" or a column's name."""

    name: str
    columns: tuple[Column, ...]
    order: str
    search: tuple[str, ...] = ()
    chips: tuple[Chip, ...] = ()
    size: int = 25
    search_words: str = ""
    hint: str = ""
    no_files: bool = False
    """不导出: the page offers no download of this list."""

    def __post_init__(self) -> None:
        if self.order.lstrip("-") not in self._sorts():
            raise ValueError(f"listing {self.name}: ordered by {self.order}, which no column sorts by")

    def _sorts(self) -> dict[str, tuple[str, ...]]:
        return {column.name: tuple(column.sort) for column in self.columns if column.sort}

    def show(self, rows: QuerySet[Any], asked: Mapping[str, Any], *, keep: Sequence[str] = ()) -> Shown:
        """One showing. `asked` is request.GET; `keep` names further parameters of the page that its links carry on."""
        text = " ".join(str(asked.get("q", "")).replace("\x00", "").split())[:LONGEST_SEARCH]
        chip = next((one for one in self.chips if one.name == asked.get("chip")), self.chips[0] if self.chips else None)
        sort = str(asked.get("sort", ""))
        sort = sort if sort.removeprefix("-") in self._sorts() else self.order
        found = self._searched(rows, text)
        counts = self._counts(found)
        total = counts[chip.name] if chip else counts[""]
        pages = max(1, -(-total // self.size))
        page = min(max(1, _whole(asked.get("page"))), pages)
        chosen = self._ordered(found.filter(chip.where) if chip and chip.where is not None else found, sort)
        others = {name: str(asked[name]) for name in keep if asked.get(name)}
        return Shown(self, chosen, text, chip, sort, page, pages, total, counts, others)

    def _searched(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        for word in text.split() if self.search else ():
            anywhere = Q()
            for lookup in self.search:
                anywhere |= Q(
                    **{
                        lookup
                        if "__" in lookup and lookup.rsplit("__", 1)[1] in _LOOKUPS
                        else f"{lookup}__icontains": word
                    }
                )
            rows = rows.filter(anywhere)
        return rows

    def _counts(self, found: QuerySet[Any]) -> dict[str, int]:
        asked: dict[str, Any] = {"": Count("pk", distinct=True)}
        asked |= {
            f"chip_{number}": Count("pk", distinct=True, filter=chip.where)
            for number, chip in enumerate(self.chips)
            if chip.where is not None
        }
        got = found.order_by().aggregate(**{name or "all_rows": what for name, what in asked.items()})
        counts = {"": int(got["all_rows"])}
        counts |= {chip.name: int(got.get(f"chip_{number}", got["all_rows"])) for number, chip in enumerate(self.chips)}
        return counts

    def _ordered(self, rows: QuerySet[Any], sort: str) -> QuerySet[Any]:
        turned = sort.startswith("-")
        names = [(_turn(name) if turned else name) for name in self._sorts()[sort.removeprefix("-")]]
        return rows.order_by(*names, "pk")


_LOOKUPS = frozenset({"exact", "iexact", "contains", "icontains", "startswith", "istartswith"})


def _turn(name: str) -> str:
    return name.removeprefix("-") if name.startswith("-") else f"-{name}"


def _whole(value: object) -> int:
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 1


@dataclass(frozen=True, slots=True)
class Head:
    """一个表头: the words and, where it can be sorted, the address that sorts by it; `turned` None: not sorted by it now."""

    column: Column
    address: str
    turned: bool | None


@dataclass(frozen=True, slots=True)
class Row:
    """一行: the row itself, its address and its cells as (column, value, note)."""

    row: Any
    address: str
    cells: tuple[tuple[Column, Any, Any], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """一次显示: what templates/parts/list.html draws. Addresses are relative ("?q=…"), so they stay on the page."""

    listing: Listing
    rows: QuerySet[Any]
    text: str
    chip: Chip | None
    sort: str
    page: int
    pages: int
    total: int
    counts: Mapping[str, int]
    others: Mapping[str, str] = field(default_factory=dict)

    def address(self, **changes: object) -> str:
        """The address of this showing with some of it changed; what is at its first value is left out."""
        first = self.listing.chips[0].name if self.listing.chips else ""
        now: dict[str, object] = {
            **self.others,
            "q": self.text,
            "chip": self.chip.name if self.chip else "",
            "sort": self.sort,
            "page": self.page,
        }
        now |= changes
        given = {
            name: value
            for name, value in now.items()
            if value not in {"", None}
            and not (name == "chip" and value == first)
            and not (name == "sort" and value == self.listing.order)
            and not (name == "page" and value == 1)
        }
        return f"?{urlencode(given)}" if given else "?"

    @property
    def asked(self) -> bool:
        """Whether anything was searched or filtered: an empty list then says something else."""
        first = self.listing.chips[0].name if self.listing.chips else None
        return bool(self.text) or (self.chip is not None and self.chip.name != first)

    @property
    def chips(self) -> list[dict[str, object]]:
        return [
            {
                "words": chip.words,
                "count": self.counts[chip.name],
                "address": self.address(chip=chip.name, page=1),
                "current": chip is self.chip,
            }
            for chip in self.listing.chips
        ]

    @property
    def heads(self) -> list[Head]:
        shown = []
        for column in self.listing.columns:
            now = self.sort.removeprefix("-") == column.name
            turned = self.sort.startswith("-") if now else None
            address = (
                self.address(sort=f"-{column.name}" if now and not turned else column.name, page=1)
                if column.sort
                else ""
            )
            shown.append(Head(column, address, turned))
        return shown

    @property
    def sorts(self) -> list[dict[str, object]]:
        """For the choice of order on a phone, where there is no table head."""
        return [
            {
                "name": f"{turn}{column.name}",
                "words": column.words,
                "turned": bool(turn),
                "current": self.sort == f"{turn}{column.name}",
            }
            for column in self.listing.columns
            if column.sort
            for turn in ("", "-")
        ]

    @property
    def lines(self) -> list[Row]:
        """The rows of this page; this is where the second query is made."""
        first = (self.page - 1) * self.listing.size
        return [self._line(row) for row in self.rows[first : first + self.listing.size]]

    def _line(self, row: Any) -> Row:
        columns = self.listing.columns
        address = next((column.link(row) for column in columns if column.link is not None), "")
        cells = tuple((column, column.value(row), column.note(row) if column.note else "") for column in columns)
        return Row(row, address, cells)

    @property
    def previous(self) -> str:
        return self.address(page=self.page - 1) if self.page > 1 else ""

    @property
    def following(self) -> str:
        return self.address(page=self.page + 1) if self.page < self.pages else ""

    @property
    def files(self) -> list[dict[str, str]]:
        """Addresses of the whole list, as filtered and sorted, in each format."""
        return [
            {"words": words, "address": self.address(format=name, page=1)}
            for name, words in (("xlsx", "Excel"), ("csv", "CSV"))
        ]

    @property
    def first(self) -> int:
        return (self.page - 1) * self.listing.size + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.page * self.listing.size, self.total)

    def every(self, most: int) -> Iterator[Any]:
        """All rows as filtered and sorted, for a file; at most so many."""
        return self.rows[:most].iterator(chunk_size=500)


def searchable(listing: Listing, rows: QuerySet[Any]) -> None:
    """Raises FieldError where a listing searches or sorts by a field its model has not: for tests of the listings."""
    try:
        str(listing.show(rows, {"q": "x"}).rows.query)
    except FieldError as error:
        raise FieldError(f"listing {listing.name}: {error}") from error
