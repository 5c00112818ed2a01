"""备份与恢复: all rows and files of an installation in one tar, checked by hash; the same on SQLite and PostgreSQL.

Rows are written as they are stored (sealed values stay sealed); the keys are NOT inside and must be kept apart. A backup is made
while the platform runs, from one snapshot of the database. A restore goes into empty tables only, and is compared with the
manifest afterwards: rows and content hash of every table, every file's hash, the heads of the audit chains.

    manifest.json            versions, migrations, tables {rows, sha256}, files {path: sha256}, audit heads
    tables/<app>.<model>.jsonl
    files/…
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connections, models, transaction
from django.db.migrations.recorder import MigrationRecorder

import heyue
from heyue.apps.audit import chain, triggers

FORMAT = 1
LEFT_OUT = {
    "sessions.session",
    "axes.accessattempt",
    "axes.accesslog",
    "axes.accessfailurelog",
    "axes.accessattemptexpiration",
    "contenttypes.contenttype",
    "auth.permission",
}
"""不进备份: sessions end with a restore; content types and permissions are made by `migrate`."""
BATCH = 500


class Unusable(ValueError):
    """备份不能用: says in one line what does not fit."""


@dataclass(slots=True)
class Report:
    """核对结果: rows and files carried, and whatever does not fit."""

    tables: int = 0
    rows: int = 0
    files: int = 0
    faults: list[str] = field(default_factory=list)


def kinds() -> list[type[models.Model]]:
    """Every stored model, in an order that does not change."""
    found = [
        model for model in apps.get_models(include_auto_created=True) if model._meta.managed and not model._meta.proxy
    ]
    return sorted(
        (model for model in found if model._meta.label_lower not in LEFT_OUT), key=lambda model: model._meta.label_lower
    )


def lines(model: type[models.Model], alias: str) -> Iterator[bytes]:
    """The rows of a model by primary key, each as one JSON array of its columns' values."""
    names = [column.attname for column in model._meta.concrete_fields]
    rows = models.QuerySet(model, using=alias).order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=BATCH):
        yield json.dumps(row, cls=_Encoder, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n"


class _Encoder(DjangoJSONEncoder):
    """Moments with all their microseconds: Django's encoder cuts them to milliseconds."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def backup(target: Path, *, now: datetime) -> Report:
    """Writes the archive beside its final name and renames it when it is whole."""
    report = Report()
    alias = _snapshot()
    unfinished = target.with_name(target.name + ".part")
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "heyue": heyue.__version__,
        "made": now.isoformat(),
        "tables": {},
        "files": {},
    }
    try:
        with transaction.atomic(using=alias), tarfile.open(unfinished, "w") as tar:
            if connections[alias].vendor == "postgresql":
                connections[alias].cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            manifest["migrations"] = sorted(
                f"{app}.{name}" for app, name in MigrationRecorder(connections[alias]).applied_migrations()
            )
            for model in kinds():
                digest, body, count = hashlib.sha256(), io.BytesIO(), 0
                for line in lines(model, alias):
                    digest.update(line)
                    body.write(line)
                    count += 1
                _add(tar, f"tables/{model._meta.label_lower}.jsonl", body.getvalue(), now)
                manifest["tables"][model._meta.label_lower] = {"rows": count, "sha256": digest.hexdigest()}
                report.tables += 1
                report.rows += count
            for path, name in _files():
                try:
                    content = path.read_bytes()
                except FileNotFoundError:
                    continue  # erased since the list was made; its row went before it
                _add(tar, f"files/{name}", content, now)
                manifest["files"][name] = hashlib.sha256(content).hexdigest()
                report.files += 1
            manifest["audit"] = list(chain.heads())
            _add(tar, "manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1).encode(), now)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
        connections[alias].close()
    return report


def restore(source: Path) -> Report:
    """Fills the empty tables and the empty file folder from an archive; all rows or none."""
    manifest = read_manifest(source)
    connection = connections["default"]
    here = sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())
    if manifest["migrations"] != here:
        missing = sorted(set(manifest["migrations"]) ^ set(here))
        raise Unusable(
            f"made by another version: {', '.join(missing[:5])} differ; restore with heyue {manifest['heyue']}, then upgrade"
        )
    full = [model._meta.label_lower for model in kinds() if models.QuerySet(model).exists()]
    if full or any(True for _ in _files()):
        raise Unusable(
            f"restore goes into an empty installation only; not empty: {', '.join(full[:5]) or 'the folder of files'}"
        )
    with tarfile.open(source) as tar, transaction.atomic():
        triggers.drop(connection)
        for model in kinds():
            member = tar.extractfile(f"tables/{model._meta.label_lower}.jsonl")
            if member is None:
                raise Unusable(f"{model._meta.label_lower} is not in the archive")
            _load(model, member, connection)
        _next_numbers(connection)
        triggers.create(connection)
        for name in manifest["files"]:
            body = tar.extractfile(f"files/{name}")
            if body is None:
                raise Unusable(f"files/{name} is not in the archive")
            path = _inside(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(body.read())
            path.chmod(0o640)
    return compare(manifest)


def compare(manifest: dict[str, Any], alias: str = "default") -> Report:
    """Whether the installation is what the manifest says: every row, every file, every head."""
    report = Report()
    for model in kinds():
        label = model._meta.label_lower
        digest, count = hashlib.sha256(), 0
        for line in lines(model, alias):
            digest.update(line)
            count += 1
        said = manifest["tables"].get(label, {"rows": 0, "sha256": hashlib.sha256().hexdigest()})
        report.tables += 1
        report.rows += count
        if (count, digest.hexdigest()) != (said["rows"], said["sha256"]):
            report.faults.append(f"{label}: {count} rows, {said['rows']} in the archive, or their content differs")
    for name, said in manifest["files"].items():
        path = _inside(name)
        report.files += 1
        if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != said:
            report.faults.append(f"files/{name}: absent or altered")
    if alias == "default" and list(chain.heads()) != manifest["audit"]:
        report.faults.append("the heads of the audit chains differ")
    return report


def read_manifest(source: Path) -> dict[str, Any]:
    """The manifest of an archive; Unusable where the file is none."""
    try:
        with tarfile.open(source) as tar:
            member = tar.extractfile("manifest.json")
            manifest: dict[str, Any] = json.loads(member.read()) if member else {}
    except (OSError, tarfile.TarError, KeyError, ValueError) as error:
        raise Unusable(f"{source}: not a backup ({error.__class__.__name__})") from error
    if manifest.get("format") != FORMAT:
        raise Unusable(f"{source}: of format {manifest.get('format')}, this program reads {FORMAT}")
    return manifest


def copy(manifest: dict[str, Any], source: Path, alias: str) -> Report:
    """Rows of an archive into another database whose tables exist and are empty; files stay where they are."""
    connection = connections[alias]
    with tarfile.open(source) as tar, transaction.atomic(using=alias):
        triggers.drop(connection)
        for model in kinds():
            member = tar.extractfile(f"tables/{model._meta.label_lower}.jsonl")
            if member is not None:
                _load(model, member, connection)
        _next_numbers(connection)
        triggers.create(connection)
    return compare({**manifest, "files": {}}, alias)


def _load(model: type[models.Model], body: Any, connection: Any) -> None:
    columns = model._meta.concrete_fields
    quote = connection.ops.quote_name
    names = ", ".join(quote(column.column) for column in columns)
    places = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608 - names from our models
    with connection.cursor() as cursor:
        batch = []
        for line in body:
            values = json.loads(line)
            batch.append([_stored(column, value, connection) for column, value in zip(columns, values, strict=True)])
            if len(batch) == BATCH:
                cursor.executemany(statement, batch)
                batch = []
        if batch:
            cursor.executemany(statement, batch)


def _stored(column: models.Field[Any, Any], value: Any, connection: Any) -> Any:
    from heyue.apps.sealed.fields import SealedText, Stored

    if value is None:
        return None
    if isinstance(column, SealedText):
        return str(Stored(value))
    if isinstance(column, models.JSONField):
        return column.get_db_prep_save(value, connection)
    target = column
    while isinstance(target, models.ForeignKey):
        target = target.target_field
    return target.get_db_prep_save(target.to_python(value), connection)


def _next_numbers(connection: Any) -> None:
    """PostgreSQL counts on from the highest number of each table."""
    from django.core.management.color import no_style

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), kinds()):
            cursor.execute(statement)


def _snapshot() -> str:
    """A connection of its own whose transaction sees one moment and, on SQLite, keeps no writer waiting."""
    base = settings.DATABASES["default"]
    options = dict(base.get("OPTIONS", {}))
    if "sqlite3" in base["ENGINE"]:
        options["transaction_mode"] = "DEFERRED"
    if "snapshot" not in connections.databases:
        connections.databases["snapshot"] = {**connections.databases["default"], "OPTIONS": options}
    return "snapshot"


def _files() -> Iterator[tuple[Path, str]]:
    root = Path(settings.HEYUE_FILES)
    for path in sorted(root.rglob("*")) if root.exists() else ():
        if path.is_file():
            yield path, path.relative_to(root).as_posix()


def _inside(name: str) -> Path:
    root = Path(settings.HEYUE_FILES).resolve()
    path = (root / name).resolve()
    if not path.is_relative_to(root):
        raise Unusable(f"files/{name}: points outside the folder")
    return path


def _add(tar: tarfile.TarFile, name: str, content: bytes, now: datetime) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mtime, entry.mode = len(content), int(now.timestamp()), 0o600
    tar.addfile(entry, io.BytesIO(content))
