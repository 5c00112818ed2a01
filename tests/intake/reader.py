"""快读: reads many files, each in a forked, limited copy of the reading child; run as a script, it knows nothing of this package.

`python -I -S reader.py CHILD.py FOLDER_OF_CALAMINE SEEDS_FOLDER`, then one line of JSON a task on stdin:
`{"seed": "000.bin", "draw": null | number}`; with a number the seed is changed as that number draws. For each task one line
of JSON comes back: exit code, signal, peak memory in KiB, CPU seconds, what Python tried to open once the doors were shut, a
digest of the file, and the child's answer. The fork runs `child.main()`, as in use: limits first, then the file, then nothing more can be opened.
"""

from __future__ import annotations

import hashlib
import importlib.util
import io
import json
import os
import random
import re
import sys
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

MARKS = (
    b"<",
    b">",
    b'"',
    b"/",
    b"=",
    b"&",
    b"\x00",
    b"\xff",
    b"0",
    b"9",
    b"-",
    b"A",
    b"XFD1048576",
    b"1e999",
    b"\r",
    b"PK\x01\x02",
)
WATCHED = ("open", "socket", "subprocess", "os.system", "os.exec", "os.posix_spawn", "os.mkdir", "os.rename", "os.remove", "os.link", "os.symlink")  # fmt: skip


VALUES = tuple(
    text.encode()
    for text in ("", "0", "-1", "1", "59", "60", "99999999999999999999", "-0.5", "1e999", "NaN", "2026-02-30", "2026-13", "1900-01-00",
                 "合计", "姓名", "应发工资", "月份", "备注", "=1+1", "\x01", "甲" * 3_000, "是", "否", "长期", "无", "8小时", "次日 01:10", "3,000.00元",
                 "440105199001011000", "s", "str", "b", "d", "e", "inlineStr", "A1", "B2", "XFD1048576", "A1:GR50000", "rId1", "rId9")
)  # fmt: skip
TOKEN = re.compile(rb">[^<>]{1,200}(?=<)|\"[^\"<>]{0,200}(?=\")|[^,;\t\r\n<>\"]{1,60}(?=[,;\t\n])")
"""A text between tags, an attribute's value, or a cell of a text file; the first two with the mark before them."""


def changed(content: bytes, number: int) -> bytes:
    """The seed with a few changes: to its values, to its bytes, or to the bytes of the archive around them."""
    draw = random.Random(number)  # noqa: S311  bytes to change, not secrets
    way = draw.random()
    change = _valued if way < 0.65 else _scrambled
    if content[:2] == b"PK" and way < 0.85:
        inner = _repacked(content, draw, change)
        if inner is not None:
            return inner
    return change(content, draw) if content[:2] != b"PK" else _scrambled(content, draw)


def _valued(content: bytes, draw: random.Random) -> bytes:
    """Other values in the same places: the file still opens, so that what reads it further in is reached."""
    for _ in range(draw.randint(1, 4)):
        found = [match.span() for match in TOKEN.finditer(content)]
        if not found:
            return _scrambled(content, draw)
        texts = [span for span in found if content[span[0]] == 0x3E]
        first, last = draw.choice(texts if texts and draw.random() < 0.7 else found)
        mark = content[first : first + 1] if content[first : first + 1] in (b">", b'"') else b""
        other = draw.choice(found)
        new = draw.choice(VALUES) if draw.random() < 0.7 else content[other[0] : other[1]].lstrip(b'>"')
        content = content[:first] + mark + new + content[last:]
    return content


def _scrambled(content: bytes, draw: random.Random) -> bytes:
    work = bytearray(content)
    for _ in range(draw.randint(1, 10)):
        at = draw.randrange(len(work) + 1)
        way = draw.randrange(7)
        if way == 0 and work:
            work[at % len(work)] = draw.randrange(256)
        elif way == 1:
            del work[at : at + draw.randint(1, 40)]
        elif way == 2:
            work[at:at] = draw.choice(MARKS)
        elif way == 3:
            work[at:at] = work[at : at + draw.randint(1, 200)]
        elif way == 4:
            work[at : at + 4] = draw.choice(
                (b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"\xff\xff\xff\x7f", b"\x00\x00\x00\x80")
            )
        elif way == 5:
            other = draw.randrange(len(work) + 1)
            work[at : at + 30] = work[other : other + 30]
        elif draw.random() < 0.3:
            del work[at:]
    return bytes(work)


def _repacked(content: bytes, draw: random.Random, change: Callable[[bytes, random.Random], bytes]) -> bytes | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as old:
            held = [(info.filename, old.read(info)) for info in old.infolist() if info.file_size < 2_000_000]
    except Exception:  # noqa: BLE001  an archive that zipfile cannot read is changed as plain bytes
        return None
    if not held:
        return None
    sheets = [at for at, (name, _) in enumerate(held) if name.startswith("xl/worksheets/")]
    chosen = draw.choice(sheets) if sheets and draw.random() < 0.7 else draw.randrange(len(held))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for at, (name, part) in enumerate(held):
            new.writestr(
                zipfile.ZipInfo(name[:60_000], (2026, 1, 1, 0, 0, 0)), change(part, draw) if at == chosen else part
            )
    return out.getvalue()


def load(path: str) -> Any:
    spec = importlib.util.spec_from_file_location("child", path)
    if spec is None or spec.loader is None:
        raise RuntimeError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _fork(child: Any, content: bytes, folder: str) -> dict[str, Any]:
    """One file through one forked child."""
    given, output, complaint, attempts = (
        os.memfd_create(name) for name in ("given", "output", "complaint", "attempts")
    )
    os.write(given, content)
    os.lseek(given, 0, os.SEEK_SET)
    process = os.fork()
    if process == 0:
        code = 1
        try:
            for source, target in ((given, 0), (output, 1), (complaint, 2)):
                os.dup2(source, target)
            sys.stdin, sys.stdout = io.TextIOWrapper(os.fdopen(0, "rb")), io.TextIOWrapper(os.fdopen(1, "wb"))
            sys.argv[1:] = [folder]
            _watch(child, attempts)
            child.main()
            code = 0
        except BaseException as error:  # noqa: BLE001  as the interpreter does: the last words, then code 1
            os.write(2, repr(error).encode("utf-8", "replace"))
        finally:
            os._exit(code)
    _, status, usage = os.wait4(process, 0)
    answer = {
        "code": os.waitstatus_to_exitcode(status),
        "memory": usage.ru_maxrss,
        "cpu": round(usage.ru_utime + usage.ru_stime, 3),
        "output": _all(output).decode("utf-8", "replace"),
        "complaint": _all(complaint).decode("utf-8", "replace")[-300:],
        "attempts": sorted(set(_all(attempts).decode("utf-8", "replace").split("\n")) - {""}),
    }
    for descriptor in (given, output, complaint, attempts):
        os.close(descriptor)
    return answer


def _watch(child: Any, attempts: int) -> None:
    """Notes whatever Python tries to open, start or connect to after the doors are shut."""
    shut, closing = False, child.close_doors

    def close_doors() -> None:
        nonlocal shut
        closing()
        shut = True

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if shut and event.startswith(WATCHED):
            os.write(attempts, f"{event} {str(arguments)[:120]!r}\n".encode())

    child.close_doors = close_doors
    sys.addaudithook(hook)


def _all(descriptor: int) -> bytes:
    size = os.lseek(descriptor, 0, os.SEEK_END)
    return os.pread(descriptor, size, 0)


def main() -> None:
    warnings.simplefilter("ignore")  # zipfile remarks on two parts of one name, which is the point of some seeds
    child = load(sys.argv[1])
    folder, seeds = sys.argv[2], Path(sys.argv[3])
    sys.path.append(folder)
    for start in (b"PK\x03\x04", b"text"):
        child.prepare(start)
    held: dict[str, bytes] = {}
    for line in sys.stdin:
        task = json.loads(line)
        name = task["seed"]
        if name not in held:
            held[name] = (seeds / name).read_bytes()
        content = held[name] if task["draw"] is None else changed(held[name], task["draw"])
        answer = _fork(child, content, folder)
        answer["digest"] = hashlib.blake2b(content, digest_size=16).hexdigest()
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
