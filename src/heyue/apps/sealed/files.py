"""加密的文件: a file on the disk in sealed pieces, so that a large one is written and read as a stream.

Form: `heyue-sealed-1 <key id>` and a newline, seven random bytes, then pieces of 64 KiB, each AES-256-GCM under a nonce of those
bytes, the piece's number and a mark on the last one. The file's stored name is bound into every piece: what was altered, cut
short, lengthened, reordered or put in another file's place does not open.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidTag

from heyue.apps.sealed.fields import Unreadable, cipher
from heyue.apps.sealed.keys import keys

MARK = b"heyue-sealed-1 "
PIECE, TAG = 64 * 1024, 16
MOST_PIECES = 2**32


def write(path: Path, name: str, content: bytes) -> None:
    """Seals the content into a new file for the stored name `name`; on the disk when this returns."""
    label, key = keys().newest
    prefix = secrets.token_bytes(7)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(MARK + label.encode() + b"\n" + prefix)
        for number, start in enumerate(range(0, max(len(content), 1), PIECE)):
            piece = content[start : start + PIECE]
            last = start + PIECE >= len(content)
            stream.write(cipher(key).encrypt(_nonce(prefix, number, last=last), piece, name.encode()))
        stream.flush()
        os.fsync(stream.fileno())


def read(path: Path, name: str) -> Iterator[bytes]:
    """The content piece by piece; Unreadable where anything was altered, FileNotFoundError where it is not there."""
    with path.open("rb") as stream:
        label, prefix = _head(stream, name)
        key = keys().field.get(label)
        if key is None:
            raise Unreadable(f"{name}: sealed with key {label!r}, which is not here")
        piece = stream.read(PIECE + TAG)
        for number in range(MOST_PIECES):
            following = stream.read(PIECE + TAG)
            try:
                yield cipher(key).decrypt(_nonce(prefix, number, last=not following), piece, name.encode())
            except (ValueError, InvalidTag) as error:
                raise Unreadable(f"{name}: altered or moved") from error
            if not following:
                return
            piece = following


def check(path: Path, name: str) -> None:
    """Opens every piece once, so that an answer that has begun need not be broken off."""
    for _ in read(path, name):
        pass


def _head(stream: IO[bytes], name: str) -> tuple[str, bytes]:
    line = stream.readline(80)
    prefix = stream.read(7)
    if not line.startswith(MARK) or not line.endswith(b"\n") or len(prefix) != 7:
        raise Unreadable(f"{name}: altered or moved")
    return line[len(MARK) : -1].decode("ascii", "replace"), prefix


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([last])
