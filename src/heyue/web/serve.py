"""启动: keys and tables made ready, then three processes — pages, worker, clock — kept alive until the command is stopped.

    pages   granian, WSGI           answers requests
    worker  manage db_worker        runs check-ups, sends mail and webhooks
    clock   manage clock            wakes the table of due times (reminders, feeds, daily anchor)

Each may be killed at any moment: what it was doing is undone by the database and taken up again.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from heyue.web import config

Pair: TypeAlias = tuple[str, str]
DEMO_FOLDER = Path("demo") / "platform"
RESTART_AFTER = (1.0, 2.0, 5.0, 10.0)
"""再次启动前等几秒: seconds to wait before a process that ended by itself is started again; the last one repeats."""
PATIENCE = 10.0
"""停止时最多等一个进程几秒: then it is ended without asking."""
HELP = """heyue manage: 平台的管理命令 / the platform's management commands

  keys make            建立密钥 / make the keys that are absent
  keys add             换用新的字段密钥 / add a field key; from the next start on it seals
  migrate              建立或更新数据表 / make or update the tables
  check                检查设置 / check the settings
  backup FILE.tar      备份（不含密钥） / back up, without the keys
  restore FILE.tar     恢复到空的安装并核对 / restore into an empty installation and compare
  move-to-postgres URL 搬到 PostgreSQL / move to PostgreSQL
  audit verify         核对操作记录链 / verify the record of deeds
  help                 全部命令 / every command
"""


def keys_command(words: list[str]) -> int:
    """`heyue manage keys make|add`: makes absent keys, or adds a field key that seals from the next start on."""
    from heyue.apps.sealed.keys import KeyMissing, add_field_key, load, make

    folder = config.read().key_folder
    if words == ["make"]:
        make(folder)
        load(folder)
        print(f"{folder}")
        return 0
    if words == ["add"]:
        try:
            load(folder)
        except KeyMissing as error:
            print(f"heyue: {error}", file=sys.stderr)
            return 2
        print(add_field_key(folder))
        return 0
    print("heyue: heyue manage keys make | heyue manage keys add", file=sys.stderr)
    return 2


def django_command(words: list[str]) -> int:
    """One of Django's commands; a missing key is one line, not a traceback."""
    if not words or words[0] in {"-h", "--help"}:
        print(HELP)
        return 0
    from django.core.management import execute_from_command_line

    from heyue.apps.sealed.keys import KeyMissing

    words = [words[0].replace("-", "_"), *words[1:]]
    try:
        execute_from_command_line(["heyue manage", *words])
    except KeyMissing as error:
        print(f"heyue: {error}", file=sys.stderr)
        return 2
    return 0


def serve(*, host: str, port: int, data: Path | None, demo: bool, workers: int, lang: str) -> int:
    """Runs the platform; returns 0 when stopped by a signal, 2 where it could not start."""
    _say = _speaker(lang)
    environment = _environment(host, port, data, demo=demo)
    os.environ.update(environment)
    settings = config.read()
    if demo and not config.loopback(host):
        _say(
            (
                "演示模式只能在本机打开：--host 127.0.0.1",
                "the demonstration opens on this machine only: --host 127.0.0.1",
            )
        )
        return 2
    if not _free(host, port):
        _say((f"{host}:{port} 已被占用；换一个：--port {port + 1}", f"{host}:{port} is in use; try --port {port + 1}"))
        return 2
    settings.data.mkdir(parents=True, exist_ok=True)
    if not settings.database_url:
        from heyue.apps.sealed.keys import make

        make(settings.key_folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "heyue.web.settings"
    counts = settings.data / "metrics"
    shutil.rmtree(counts, ignore_errors=True)  # the counts of processes that are gone
    counts.mkdir()
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(counts)
    _say(("准备数据库……", "preparing the database …"))
    for words in (
        ["check", "--fail-level", "ERROR"],
        ["migrate", "--verbosity", "0", "--skip-checks"],
        ["createcachetable", "--verbosity", "0"],
        ["collectstatic", "--noinput", "--verbosity", "0", "--skip-checks"],
    ):
        if subprocess.run([*_MANAGE, *words], check=False).returncode:
            return 2
    if demo and subprocess.run([*_MANAGE, "demo"], check=False).returncode:
        return 2
    _say((f"打开 http://{host}:{port}（按 Ctrl+C 停止）", f"open http://{host}:{port} (Ctrl+C stops it)"))
    return _keep(
        {
            "pages": [
                *(sys.executable, "-m", "granian", "--interface", "wsgi"),
                *("--host", host, "--port", str(port), "--workers", str(workers), "--blocking-threads", "1"),
                *("--respawn-failed-workers", "--log-level", "warning", "heyue.web.wsgi:application"),
            ],
            "worker": [*_MANAGE, "db_worker", "--interval", "0.5"],
            "clock": [*_MANAGE, "clock"],
        }
    )


_MANAGE = (sys.executable, "-m", "heyue.cli.main", "manage")


def _speaker(lang: str) -> Callable[[Pair], None]:
    def speak(words: Pair) -> None:
        print(words[0] if lang == "zh" else words[1], flush=True)

    return speak


def _environment(host: str, port: int, data: Path | None, *, demo: bool) -> dict[str, str]:
    given: dict[str, str] = {}
    if demo:
        given["HEYUE_DEMO"] = "1"
        given["HEYUE_DATA"] = str(data or os.environ.get("HEYUE_DATA") or DEMO_FOLDER)
    elif data is not None:
        given["HEYUE_DATA"] = str(data)
    if "HEYUE_ORIGIN" not in os.environ and config.loopback(host):
        given["HEYUE_ORIGIN"] = f"http://{host}:{port}"
    return given


def _free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _keep(commands: dict[str, list[str]]) -> int:
    """Starts the processes, starts again whichever ends by itself, and ends all when told to."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    running = {name: subprocess.Popen(command) for name, command in commands.items()}
    ended: dict[str, int] = dict.fromkeys(commands, 0)
    due: dict[str, float] = {}
    while not stop.wait(0.5):
        for name, process in running.items():
            if process.poll() is None:
                continue
            if name not in due:
                wait = RESTART_AFTER[min(ended[name], len(RESTART_AFTER) - 1)]
                ended[name] += 1
                due[name] = time.monotonic() + wait
                print(
                    f"heyue: {name} ended with {process.returncode}; again in {wait:g} s", file=sys.stderr, flush=True
                )
            elif time.monotonic() >= due[name]:
                del due[name]
                running[name] = subprocess.Popen(commands[name])
    for process in running.values():
        process.terminate()
    for process in running.values():
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
    return 0
