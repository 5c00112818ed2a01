"""备份与恢复: what was there is there again, to the byte, and whatever was touched is said."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, models

from heyue.apps.audit import chain, triggers
from heyue.apps.audit.models import Event
from heyue.web import archive
from tests.district import NOW, District

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    """Files of this test alone: what other tests left in the common folder would be backed up with them."""
    settings.HEYUE_FILES = root = tmp_path / "files"
    (root / "ab").mkdir(parents=True)
    (root / "ab" / "paper.bin").write_bytes(b"\x00\x01evidence")
    return root


def empty(root: Path) -> None:
    triggers.drop(connection)
    with connection.constraint_checks_disabled():
        for model in archive.kinds():
            models.QuerySet(model)._raw_delete(using="default")
    triggers.create(connection)
    (root / "ab" / "paper.bin").unlink()


def test_a_restored_backup_equals_what_was_backed_up(district: District, folder: Path, tmp_path: Path) -> None:
    heads, rows = chain.heads(), Event.unscoped.count()
    made = archive.backup(tmp_path / "one.tar", now=NOW)
    assert made.rows > rows > 0
    empty(folder)
    report = archive.restore(tmp_path / "one.tar")
    assert report.faults == []
    assert (chain.heads(), Event.unscoped.count()) == (heads, rows)
    assert list(chain.verify()) == []
    assert (folder / "ab" / "paper.bin").read_bytes() == b"\x00\x01evidence"
    assert district.client("owner").get("/").status_code == 200


def test_the_keys_are_not_in_the_backup(district: District, folder: Path, tmp_path: Path) -> None:
    archive.backup(tmp_path / "one.tar", now=NOW)
    content = (tmp_path / "one.tar").read_bytes()
    for file in Path(settings.HEYUE_KEYS).iterdir():
        assert file.read_bytes().strip().rpartition(b":")[2] not in content


def test_a_restore_refuses_an_installation_that_is_not_empty(district: District, folder: Path, tmp_path: Path) -> None:
    archive.backup(tmp_path / "one.tar", now=NOW)
    with pytest.raises(CommandError, match="empty installation only"):
        call_command("restore", str(tmp_path / "one.tar"))


def test_an_altered_row_and_an_altered_file_are_found(district: District, folder: Path, tmp_path: Path) -> None:
    archive.backup(tmp_path / "one.tar", now=NOW)
    manifest = archive.read_manifest(tmp_path / "one.tar")
    assert archive.compare(manifest).faults == []
    district.organisations["甲"].name = "改过的名字"
    district.organisations["甲"].save()
    (folder / "ab" / "paper.bin").write_bytes(b"other")
    faults = archive.compare(manifest).faults
    assert len(faults) == 2
    assert faults[0].startswith("accounts.organisation")
    assert faults[1].startswith("files/ab/paper.bin")


@pytest.mark.parametrize("content", ["", "not a tar at all", json.dumps({"format": 1})])
def test_what_is_no_backup_is_refused_in_one_line(content: str, tmp_path: Path, db: None) -> None:
    (tmp_path / "x.tar").write_text(content)
    with pytest.raises(CommandError, match="not a backup"):
        call_command("restore", str(tmp_path / "x.tar"))


def test_a_file_name_that_points_outside_is_refused(district: District, folder: Path, tmp_path: Path) -> None:
    archive.backup(tmp_path / "one.tar", now=NOW)
    with tarfile.open(tmp_path / "one.tar") as tar:
        manifest = json.loads(tar.extractfile("manifest.json").read())  # type: ignore[union-attr]
    manifest["files"]["../../outside"] = "0" * 64
    with pytest.raises(archive.Unusable, match="points outside"):
        archive.compare(manifest)
