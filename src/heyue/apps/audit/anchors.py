"""链头存证: the heads of all chains, written to a file outside the database, line under line.

A chain alone does not show that its tail was cut and its head set back, nor that it was taken away whole: the file does. Each
line is sealed under the audit key and bound to the line before, so that the file cannot be rewritten without that key either.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from heyue.apps.audit.chain import FIRST, Fault, canonical, heads
from heyue.apps.audit.models import Anchor, Chain, Event
from heyue.apps.deeds.actor import NOBODY
from heyue.apps.sealed import keys


def write(file: Path, now: datetime, day: date) -> dict[str, Any]:
    """Appends today's heads to the file and notes their digest in the database; the line written."""
    earlier = _lines(file)
    digest, chains = heads()
    line: dict[str, Any] = {
        "at": now.astimezone(UTC).isoformat(timespec="seconds"),
        "day": day.isoformat(),
        "chains": chains,
        "digest": digest,
        "heads": {
            str(owner): [count, head]
            for owner, count, head in Chain.objects.order_by("organisation").values_list(
                "organisation", "count", "head"
            )
        },
        "prev": earlier[-1].get("seal", "") if earlier else FIRST,
    }
    line["seal"] = _seal(line)
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8") as out:
        out.write(canonical(line) + "\n")
        out.flush()
        os.fsync(out.fileno())
    Anchor.objects.update_or_create(day=day, defaults={"digest": digest, "chains": chains})
    return line


def check(file: Path) -> Iterator[Fault]:
    """What in the file does not fit itself or the database; nothing where all is in order. An absent file is a fault."""
    if not file.exists():
        yield Fault(NOBODY, 0, f"{file.name} is not there")
        return
    prev, days = FIRST, {}
    for number, line in enumerate(_lines(file), start=1):
        seal = line.get("seal", "")
        if not isinstance(seal, str) or line.get("prev") != prev or not hmac.compare_digest(seal, _seal(line)):
            yield Fault(NOBODY, number, f"{file.name}, line {number}: altered, or a line before it is missing")
            prev = str(seal)
            continue
        prev, days[line["day"]] = seal, line["digest"]
        for owner, (count, head) in line["heads"].items():
            if count and not Event.unscoped.filter(organisation_id=UUID(owner), seq=count, seal=head).exists():
                yield Fault(UUID(owner), count, f"was there on {line['day']}, and is not any more")
    for anchor in Anchor.objects.order_by("day"):
        if days.get(anchor.day.isoformat()) != anchor.digest:
            yield Fault(
                NOBODY, 0, f"the anchor of {anchor.day.isoformat()} in the database is not the one in {file.name}"
            )


def _lines(file: Path) -> list[dict[str, Any]]:
    if not file.exists():
        return []
    found = []
    for text in file.read_text("utf-8").splitlines():
        try:
            line = json.loads(text)
        except ValueError:
            line = {}
        found.append(line if isinstance(line, dict) else {})
    return found


def _seal(line: dict[str, Any]) -> str:
    content = {name: value for name, value in line.items() if name != "seal"}
    return hmac.new(keys().audit, canonical(content).encode(), hashlib.sha256).hexdigest()
