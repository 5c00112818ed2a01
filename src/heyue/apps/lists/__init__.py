"""列表页: what every list can do: search, filter, sort, turn pages, export. No tables; docs/recipes/list-page.md shows how."""

from heyue.apps.lists.kept import kept
from heyue.apps.lists.listing import Chip, Column, Listing, Shown
from heyue.apps.lists.saved import download

__all__ = ["Chip", "Column", "Listing", "Shown", "download", "kept"]
