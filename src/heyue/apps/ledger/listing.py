"""按姓名找的列表: names are sealed, so a list opens and compares them; everything else is searched in the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from heyue.apps.ledger.models import Employee
from heyue.apps.lists import Listing


@dataclass(frozen=True, slots=True)
class ByName(Listing):
    """按姓名也能找的列表. `person` leads from a row to its employee ("" where the row is one)."""

    person: str = ""

    def _searched(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        named = f"{self.person}__in" if self.person else "pk__in"
        firms = rows.order_by().values("organisation_id").distinct()
        people = (
            list(Employee.unscoped.filter(organisation_id__in=firms, restricted__isnull=True).only("pk", "name"))
            if text
            else []
        )
        for word in text.split():
            found = Q(**{named: [row.pk for row in people if word in (row.name or "")]})
            for lookup in self.search:
                found |= Q(**{f"{lookup}__icontains": word})
            rows = rows.filter(found)
        return rows
