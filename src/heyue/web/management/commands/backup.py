"""备份: heyue manage backup FILE.tar, while the platform runs; the keys are not inside."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from heyue.web import archive


class Command(BaseCommand):
    help = "备份全部数据和文件（不含密钥） / back up all rows and files, without the keys"
    requires_migrations_checks = True

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        target: Path = options["file"]
        if target.exists():
            raise CommandError(f"{target} 已存在 / exists already")
        if not target.parent.is_dir():
            raise CommandError(f"{target.parent}: 没有这个文件夹 / no such folder")
        report = archive.backup(target, now=timezone.now())
        self.stdout.write(f"{target}: {report.tables} tables, {report.rows} rows, {report.files} files")
        self.stdout.write("密钥不在其中，请另外保存 / the keys are not inside; keep them apart")
