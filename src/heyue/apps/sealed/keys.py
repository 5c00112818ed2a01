"""密钥: four separate keys in files of mode 0600, outside the database and outside its backup.

`session` signs cookies and links, `field` seals values, `digest` finds and compares them, `audit` chains the records. A field
key is one of several: the newest seals, all open, so that keys can be changed while rows still bear the old one.
"""

from __future__ import annotations

import base64
import functools
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

NAMES = ("session", "field", "digest", "audit")
LENGTH = 32


class KeyMissing(RuntimeError):
    """密钥缺失: the file is absent, too short or may be read by others; the program does not start."""


@dataclass(frozen=True, slots=True)
class Keys:
    """四把密钥. `field` maps key id → key, oldest first; the last one seals."""

    session: bytes
    field: dict[str, bytes]
    digest: bytes
    audit: bytes

    @property
    def newest(self) -> tuple[str, bytes]:
        return next(reversed(self.field.items()))


def make(folder: Path) -> None:
    """Makes what is absent; never writes over a key."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in NAMES:
        path = folder / f"{name}.key"
        if path.exists():
            continue
        line = base64.urlsafe_b64encode(secrets.token_bytes(LENGTH)).decode()
        text = f"k1:{line}\n" if name == "field" else f"{line}\n"
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(text)


def add_field_key(folder: Path) -> str:
    """A new field key after the others; from the next start on it seals. Returns its id."""
    path = folder / "field.key"
    lines = path.read_text("ascii").split()
    name = f"k{len(lines) + 1}"
    fresh = base64.urlsafe_b64encode(secrets.token_bytes(LENGTH)).decode()
    with path.open("a", encoding="ascii") as file:
        file.write(f"{name}:{fresh}\n")
    return name


def load(folder: Path) -> Keys:
    """Reads the four files; KeyMissing names the file and what is wrong with it."""
    raw: dict[str, bytes] = {}
    rings: dict[str, bytes] = {}
    for name in NAMES:
        path = folder / f"{name}.key"
        try:
            status, text = path.stat(), path.read_text("ascii")
        except (OSError, UnicodeDecodeError) as error:
            raise KeyMissing(f"{path}: {error.__class__.__name__}; heyue manage keys make") from error
        if status.st_mode & 0o077:
            raise KeyMissing(f"{path}: others may read it; chmod 600")
        for line in text.split():
            label, _, value = line.rpartition(":")
            try:
                key = base64.urlsafe_b64decode(value)
            except ValueError as error:
                raise KeyMissing(f"{path}: not a key") from error
            if len(key) < LENGTH:
                raise KeyMissing(f"{path}: shorter than {LENGTH} bytes")
            if name == "field":
                rings[label or "k1"] = key
            else:
                raw[name] = key
        if name != "field" and name not in raw:
            raise KeyMissing(f"{path}: empty")
    if not rings:
        raise KeyMissing(f"{folder / 'field.key'}: empty")
    return Keys(session=raw["session"], field=rings, digest=raw["digest"], audit=raw["audit"])


@functools.cache
def keys() -> Keys:
    """The keys of this installation, read once a process."""
    return load(Path(settings.HEYUE_KEYS))
