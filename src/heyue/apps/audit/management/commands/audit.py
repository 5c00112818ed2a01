"""操作记录的核对: heyue manage audit verify | audit anchor, is the record whole, and its heads written elsewhere."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from heyue.apps.audit import anchors, chain


class Command(BaseCommand):
    """核对记录: exit code 0 where nothing was touched, 1 with one line for each thing found."""

    help = "audit verify [--file FILE]: check all chains (and the anchors); audit anchor [--file FILE]: append today's heads"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("deed", choices=("verify", "anchor"))
        parser.add_argument(
            "--file",
            type=Path,
            default=None,
            help="anchors, one JSON object a line; default HEYUE_DATA/audit-anchors.jsonl",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        named: Path | None = options["file"]
        file = named or Path(settings.HEYUE_FILES).parent / "audit-anchors.jsonl"
        if options["deed"] == "anchor":
            now = timezone.now()
            line = anchors.write(file, now, timezone.localtime(now).date())
            self.stdout.write(f"{line['chains']} 条链的链头已写入 {file} / heads of {line['chains']} chains written")
            return
        faults = list(chain.verify())
        if named is not None or file.exists():
            faults += anchors.check(file)
        for fault in faults:
            self.stdout.write(f"{fault.organisation} #{fault.seq}: {fault.what}")
        if faults:
            raise CommandError(f"记录有 {len(faults)} 处对不上 / {len(faults)} places do not fit", returncode=1)
        digest, chains = chain.heads()
        self.stdout.write(f"{chains} 条链完整 / {chains} chains are whole; {digest}")
