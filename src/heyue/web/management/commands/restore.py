"""恢复: heyue manage restore FILE.tar, into an empty installation of the same version, compared with the manifest afterwards."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from heyue.web import archive


class Command(BaseCommand):
    help = "从备份恢复到空的安装，并逐表逐文件核对 / restore into an empty installation and compare"
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--check-only", action="store_true", help="只核对，不恢复 / only compare what is here with the archive"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["check_only"]:
                report = archive.compare(archive.read_manifest(options["file"]))
            else:
                archive.read_manifest(options["file"])
                call_command("migrate", verbosity=0)
                report = archive.restore(options["file"])
        except archive.Unusable as error:
            raise CommandError(str(error)) from None
        for fault in report.faults:
            self.stderr.write(fault)
        if report.faults:
            raise CommandError(f"{len(report.faults)} 处不一致 / differences")
        self.stdout.write(f"一致 / equal: {report.tables} tables, {report.rows} rows, {report.files} files")
