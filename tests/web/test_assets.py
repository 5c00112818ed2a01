"""浏览器文件: pinned, checked by digest, without lines that point to source maps."""

from __future__ import annotations

import hashlib
import json
import re
from types import SimpleNamespace

import pytest

from heyue.web import assets


def test_versions_are_exact_and_the_lock_file_names_no_registry(repository):
    package = json.loads((repository / "package.json").read_text("utf-8"))
    versions = package["dependencies"] | package["devDependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions.values())
    lock = (repository / "package-lock.json").read_text("utf-8")
    assert "://" not in lock
    assert all("integrity" in entry for name, entry in json.loads(lock)["packages"].items() if name)


def test_each_file_has_its_digest_on_record_and_its_place():
    assert [asset.name for asset in assets.expected()] == list(assets.SOURCES)
    for asset in assets.expected():
        if asset.place.is_file():
            assert asset.there, f"{asset.place} is not the file on record; run make assets"


def test_lines_that_point_to_a_source_map_are_taken_out():
    body = b"a();\n//# sourceMappingURL=a.js.map\n/*# sourceMappingURL=b.map */\nb('//# sourceMappingURL=x');\n"
    assert assets.served(body) == b"a();\nb('//# sourceMappingURL=x');\n"


def test_a_file_other_than_the_one_recorded_is_not_used(monkeypatch, tmp_path):
    def npm(command, folder):
        made = folder / "node_modules" / assets.SOURCES["htmx.min.js"]
        made.parent.mkdir(parents=True)
        made.write_bytes(b"something else")

    monkeypatch.setattr(assets, "_run", npm)
    monkeypatch.setattr(assets, "_npm", lambda folder: ["npm"])
    monkeypatch.setattr(assets, "VENDOR", tmp_path)
    with pytest.raises(assets.Unavailable, match="没有使用"):
        assets.fetch([asset for asset in assets.expected() if asset.name == "htmx.min.js"])
    assert list(tmp_path.iterdir()) == []


def test_what_is_in_place_is_left_alone_and_what_is_recorded_is_put_there(monkeypatch, tmp_path):
    body = b"x();\n//# sourceMappingURL=x.map\n"
    digests = [hashlib.sha256(one).hexdigest() for one in (body, b"x();\n")]

    def npm(command, folder):
        made = folder / "node_modules" / assets.SOURCES["htmx.min.js"]
        made.parent.mkdir(parents=True)
        made.write_bytes(body)

    monkeypatch.setattr(assets, "_run", npm)
    monkeypatch.setattr(assets, "_npm", lambda folder: ["npm"])
    monkeypatch.setattr(assets, "VENDOR", tmp_path / "vendor")
    asset = assets.Asset("htmx.min.js", *digests)
    monkeypatch.setattr(assets, "expected", lambda: [asset])
    assert assets.main() == 0
    assert asset.there
    monkeypatch.setattr(assets, "fetch", lambda wanted: pytest.fail("nothing was missing"))
    assert assets.main() == 0


def test_an_unreachable_registry_is_said_in_both_languages(monkeypatch, capsys):
    failed = SimpleNamespace(returncode=1, stdout="", stderr="npm error network")
    monkeypatch.setattr(assets.subprocess, "run", lambda *args, **kwargs: failed)
    monkeypatch.setattr(assets, "expected", lambda: [assets.Asset("htmx.min.js", "0", "0")])
    assert assets.main() == 1
    said = capsys.readouterr().err
    assert "取不到浏览器文件" in said
    assert "make assets" in said
