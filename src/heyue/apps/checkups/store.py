"""文件的存放: sealed on the disk under random names, outside the web root; opened only by whoever fetched the row first.

An upload holds identity numbers and wages, so it is never plain on the disk. Form: key id, newline, nonce, ciphertext; the
stored name is bound in, so that one file cannot be put in another's place.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from heyue.apps.sealed.fields import Unreadable
from heyue.apps.sealed.keys import keys

FOLDER = "checkups"


def put(content: bytes) -> tuple[str, str]:
    """Writes the content; its stored name and SHA-256. The file is on the disk before the row that names it is."""
    token = secrets.token_hex(20)
    stored = f"{FOLDER}/{token[:2]}/{token}"
    name, key = keys().newest
    nonce = secrets.token_bytes(12)
    body = AESGCM(key).encrypt(nonce, content, stored.encode())
    path = _path(stored)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    part = path.with_suffix(".part")
    part.write_bytes(name.encode() + b"\n" + nonce + body)
    part.chmod(0o640)
    part.replace(path)
    return stored, hashlib.sha256(content).hexdigest()


def get(stored: str) -> bytes:
    """The content; Unreadable where it was altered or its key is gone, FileNotFoundError where it is not there."""
    name, _, rest = _path(stored).read_bytes().partition(b"\n")
    key = keys().field.get(name.decode("ascii", "replace"))
    if key is None:
        raise Unreadable(f"a file sealed with key {name!r}, which is not here")
    try:
        return AESGCM(key).decrypt(rest[:12], rest[12:], stored.encode())
    except (ValueError, InvalidTag) as error:
        raise Unreadable(f"{stored}: altered or moved") from error


def drop(stored: str) -> None:
    """Takes the file away; nothing where it is gone already."""
    _path(stored).unlink(missing_ok=True)


def leftovers(known: Collection[str], before: float) -> list[str]:
    """Stored names that no row knows, written before that moment: of a hand-in that was rolled back or a removal cut short."""
    folder = Path(settings.HEYUE_FILES) / FOLDER
    found = [path for path in folder.glob("*/*") if path.is_file() and path.stat().st_mtime < before]
    names = {f"{FOLDER}/{path.parent.name}/{path.name}" for path in found}
    return sorted(names - set(known))


def _path(stored: str) -> Path:
    parts = stored.split("/")
    if len(parts) != 3 or parts[0] != FOLDER or not all(part.replace(".part", "").isalnum() for part in parts[1:]):
        raise ValueError("no name of a stored file")
    return Path(settings.HEYUE_FILES).joinpath(*parts)
