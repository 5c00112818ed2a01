"""启动: three processes, each started again when it ends, all ended by one signal; what stands in the way is one clear line."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import pytest_socket

SLEEPER = "import time; print('up', flush=True); time.sleep(600)"
KEEPER = """
import sys
from heyue.web import serve
serve.RESTART_AFTER = (0.2,)
sys.exit(serve._keep({name: [sys.executable, "-c", %r, name] for name in ("pages", "worker", "clock")}))
""" % (SLEEPER,)  # noqa: UP031 - the text holds braces
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"


def children(parent: int) -> dict[int, list[str]]:
    """Processes of that parent with their commands, from /proc."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            inside = path.read_text().rpartition(")")[2].split()
            command = (path.parent / "cmdline").read_bytes().decode().split("\0")
        except (OSError, ValueError):
            continue
        if int(inside[1]) == parent and inside[0] != "Z" and len(command) > 1:
            found[int(path.parent.name)] = command
    return found


def until(holds: Callable[[], object], seconds: float, what: str) -> None:
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            pytest.fail(f"waited {seconds} s in vain: {what}")
        time.sleep(0.05)


def alive(key: int) -> bool:
    try:
        return Path(f"/proc/{key}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def _network() -> Iterator[None]:
    pytest_socket.enable_socket()
    yield
    pytest_socket.disable_socket(allow_unix_socket=True)


@pytest.fixture
def started() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts a command in a group of its own, all of which is gone afterwards."""
    running: list[subprocess.Popen[str]] = []

    def start(*command: str, **environment: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True, env={**os.environ, **environment}
        )  # fmt: skip
        running.append(process)
        return process

    yield start
    for process in running:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def test_a_process_that_is_killed_is_started_again_and_the_others_go_on(
    started: Callable[..., subprocess.Popen[str]],
) -> None:
    keeper = started(sys.executable, "-c", KEEPER)
    until(lambda: len(children(keeper.pid)) == 3, 60, "three processes")
    before = children(keeper.pid)
    assert sorted(command[-2] for command in before.values()) == ["clock", "pages", "worker"]
    killed = next(key for key, command in before.items() if command[-2] == "worker")
    os.kill(killed, signal.SIGKILL)
    until(lambda: len(children(keeper.pid)) == 3 and killed not in children(keeper.pid), 60, "a fresh worker")
    after = children(keeper.pid)
    assert set(before) - {killed} <= set(after), "the others were left alone"
    assert sorted(command[-2] for command in after.values()) == ["clock", "pages", "worker"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_one_signal_ends_all_within_seconds(
    started: Callable[..., subprocess.Popen[str]], number: signal.Signals
) -> None:
    keeper = started(sys.executable, "-c", KEEPER)
    until(lambda: len(children(keeper.pid)) == 3, 60, "three processes")
    held = list(children(keeper.pid))
    keeper.send_signal(number)
    assert keeper.wait(30) == 0
    assert [key for key in held if alive(key)] == []


def test_a_process_that_does_not_listen_is_ended_all_the_same(started: Callable[..., subprocess.Popen[str]]) -> None:
    text = KEEPER.replace('("pages", "worker", "clock")', '("pages",)').replace(SLEEPER, DEAF)
    keeper = started(
        sys.executable, "-c", text.replace("serve.RESTART_AFTER", "serve.PATIENCE = 1.0; serve.RESTART_AFTER")
    )
    until(lambda: len(children(keeper.pid)) == 1, 60, "one process")
    [held] = children(keeper.pid)
    time.sleep(1)  # until it has stopped listening to the signal
    keeper.send_signal(signal.SIGTERM)
    assert keeper.wait(30) == 0
    assert not alive(held)


@pytest.mark.usefixtures("_network")
@pytest.mark.parametrize(("lang", "says"), [("zh", "已被占用"), ("en", "is in use")])
def test_a_port_in_use_is_one_clear_line(
    started: Callable[..., subprocess.Popen[str]], tmp_path: Path, lang: str, says: str
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = started(
            *(sys.executable, "-m", "heyue.cli.main", "--lang", lang),
            *("serve", "--port", str(port), "--data", str(tmp_path)),
        )
        out, error = process.communicate(timeout=120)
    assert process.returncode == 2
    assert [line for line in (out + error).splitlines() if line] == [(out + error).strip()]
    assert says in out + error
    assert str(port) in out + error
    assert list(tmp_path.iterdir()) == [], "nothing was made"


@pytest.mark.usefixtures("_network")
def test_the_whole_platform_starts_answers_and_stops(
    started: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = started(
        *(sys.executable, "-m", "heyue.cli.main", "serve", "--port", str(port), "--data", str(tmp_path)),
        DATABASE_URL="",
    )

    def ready() -> bool:
        assert process.poll() is None, process.communicate()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    until(ready, 900, "an answer")
    commands = [" ".join(command) for command in children(process.pid).values()]
    assert len(commands) == 3
    assert {part for part in ("granian", "db_worker", "clock") if any(part in one for one in commands)} == {
        "granian",
        "db_worker",
        "clock",
    }
    held = list(children(process.pid))
    process.send_signal(signal.SIGTERM)
    assert process.wait(40) == 0
    assert [key for key in held if alive(key)] == []
    assert not ready_again(port)


def ready_again(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
            return True
    except OSError:
        return False
