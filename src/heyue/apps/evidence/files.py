"""收文件: looks into what was sent in a limited child process and keeps it sealed under a random name outside the web root."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

from heyue.apps.deeds import NotFound, Refused
from heyue.apps.evidence.messages import ENDINGS, words
from heyue.apps.sealed import files as sealed
from heyue.apps.sealed.fields import Unreadable

MOST_BYTES = 20 * 1024 * 1024
SECONDS = 30
ALTERED = (
    "这份文件在存放的磁盘上被改动过，不能下载。请管理员从备份恢复，再核对操作记录",
    "This file was altered on the disk where it is kept and is not given out. Ask the administrator to restore it from a backup",
)
_NAME = re.compile(r"evidence/[0-9a-f]{2}/[0-9a-f]{40}")


@dataclass(frozen=True, slots=True)
class Kept:
    """收好的文件: where it lies below HEYUE_FILES, and what it is."""

    file: str
    name: str
    kind: str
    size: int
    digest: str
    given: str


def keep(name: str, content: bytes) -> Kept:
    """Looks into the content and stores it; Refused, naming the file and what to do, where it cannot be kept."""
    shown = plain_name(name)
    kind, body = _looked_into(shown, content)
    ending = shown.rpartition(".")[2].lower() if "." in shown else ""
    if ending not in ENDINGS[kind]:
        raise Refused(words("extension", shown, kind))
    token = secrets.token_hex(20)
    file = f"evidence/{token[:2]}/{token}"
    sealed.write(Path(settings.HEYUE_FILES) / file, file, body)
    return Kept(file, shown, kind, len(body), hashlib.sha256(body).hexdigest(), hashlib.sha256(content).hexdigest())


def content(file: str, digest: str) -> Iterator[bytes]:
    """The content of a stored file as a stream; NotFound where it is gone, Refused where it is not what was stored.

    Everything is looked through before the first byte is given: a paper that was altered on the disk is never half handed out.
    """
    path, seen = where(file), hashlib.sha256()
    if not path.is_file():
        raise NotFound
    try:
        for piece in sealed.read(path, file):
            seen.update(piece)
    except Unreadable as error:
        raise Refused(ALTERED) from error
    if seen.hexdigest() != digest:
        raise Refused(ALTERED)
    return sealed.read(path, file)


def drop(file: str) -> None:
    """Deletes a stored file; nothing where it is gone already."""
    where(file).unlink(missing_ok=True)


def where(file: str) -> Path:
    """The path of a stored file; only names that were drawn here lead anywhere."""
    if not _NAME.fullmatch(file):
        raise ValueError("not a name of a stored file")
    return Path(settings.HEYUE_FILES) / file


def stored() -> list[tuple[str, float]]:
    """(name, time of the last change in seconds) of every stored file."""
    folder = Path(settings.HEYUE_FILES)
    found = [(path, f"evidence/{path.parent.name}/{path.name}") for path in folder.glob("evidence/??/*")]
    return [(name, path.stat().st_mtime) for path, name in found if _NAME.fullmatch(name)]


def plain_name(name: str) -> str:
    """The last part of what a browser calls a file, without signs that mislead; at most 120 characters, its ending kept."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    plain = "".join(
        sign for sign in last if unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    ).strip(" .")
    plain = re.sub(r'[<>:"|?*%]', "_", plain) or "file"
    if len(plain) > 120:
        stem, dot, ending = plain.rpartition(".")
        plain = f"{stem[: 119 - len(ending)]}{dot}{ending}" if dot and len(ending) <= 8 else plain[:120]
    return plain


def _looked_into(name: str, content: bytes) -> tuple[str, bytes]:
    """The kind of the content and what is to be stored of it."""
    if len(content) > MOST_BYTES:
        raise Refused(words("too_big", name))
    try:
        done = subprocess.run(  # noqa: S603 - our own script, by its path, with fixed arguments
            [sys.executable, "-I", "-S", str(Path(__file__).with_name("child.py")), _pillow_folder()],
            input=content, capture_output=True, timeout=SECONDS, check=False, env=_environment(), cwd="/",
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise Refused(words("too_slow", name)) from error
    if done.returncode != 0:
        raise Refused(words("too_slow" if done.returncode in {-9, -24} else "too_much_memory", name))
    line, _, drawn = done.stdout.partition(b"\n")
    answer = json.loads(line)
    if "refused" in answer:
        raise Refused(words(answer["refused"], name))
    kind = str(answer["kind"])
    if kind not in ENDINGS:
        raise Refused(words("not_known", name))
    return kind, drawn or content


def _environment() -> dict[str, str]:
    return {key: os.environ[key] for key in ("SYSTEMROOT", "LD_LIBRARY_PATH") if key in os.environ}


def _pillow_folder() -> str:
    spec = find_spec("PIL")
    if spec is None or spec.origin is None:
        raise RuntimeError("Pillow is not installed")
    return str(Path(spec.origin).parent.parent)
