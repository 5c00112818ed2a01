"""换数据库: heyue manage move-to-postgres URL, every row of the embedded database into an empty PostgreSQL, compared by hash."""

from __future__ import annotations

import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections, models
from django.utils import timezone

from heyue.web import archive, config


class Command(BaseCommand):
    help = "把内嵌数据库搬到空的 PostgreSQL，逐表核对 / move the embedded database to an empty PostgreSQL and compare"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("url", help="postgres://user:password@host:port/name")

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "sqlite":
            raise CommandError("这次安装已经在 PostgreSQL 上 / this installation is on PostgreSQL already")
        try:
            target = config.Config(database_url=options["url"]).database()
        except ValueError as error:
            raise CommandError(f"URL: {error}") from None
        connections.databases["target"] = {**connections.databases["default"], **target, "TEST": {}}
        call_command("migrate", database="target", verbosity=0)
        full = [model._meta.label_lower for model in archive.kinds() if models.QuerySet(model, using="target").exists()]
        if full:
            raise CommandError(f"目标数据库不是空的 / not empty: {', '.join(full[:5])}")
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "move.tar"
            archive.backup(file, now=timezone.now())
            report = archive.copy(archive.read_manifest(file), file, "target")
        for fault in report.faults:
            self.stderr.write(fault)
        if report.faults:
            raise CommandError(f"{len(report.faults)} 处不一致，目标数据库不可用 / differences; do not use the target")
        self.stdout.write(
            f"已搬 {report.rows} 行，逐表一致；今后以 DATABASE_URL 启动 / moved {report.rows} rows; start with DATABASE_URL from now on"
        )
