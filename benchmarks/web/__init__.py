"""网页测速: lists, the report and posts of a district of 200 firms, as shares of an empty signed-in page of the same run.

`python -m benchmarks web`. The server is the one of `heyue serve` (one granian process on SQLite); the asker is one
connection that asks the next page when the last has been read whole. Every round asks all addresses in drawn order.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks import measure

FIRMS, TIMES, WARM = 200, 20, 5
LISTS, POSTS = 0.25, 0.3
"""Shares of the empty page's requests a second that lists and posts are to reach (design/performance.md)."""
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


def run(rows: int, count: int, seed: int) -> dict[str, Any]:
    """Makes the district, starts the server, and asks every address `TIMES` times a round."""
    del rows
    report: dict[str, Any] = {"benchmark": "web", "machine": measure.machine(), "firms": FIRMS, "rounds": count}
    with tempfile.TemporaryDirectory(prefix="heyue-bench-") as name:
        folder = Path(name)
        environment = _prepared(folder)
        asked = json.loads((folder / "asked.json").read_text(encoding="utf-8"))
        with _served(folder, environment) as port:
            taken = _rounds(port, asked, count, seed)
    empty = statistics.median(taken["empty page"])
    report["pages"] = [
        {
            "name": page,
            "median_ms": round(1000 * statistics.median(times), 2),
            "p95_ms": round(1000 * statistics.quantiles(times, n=20)[-1], 2),
            "per_second": round(1 / statistics.mean(times), 1),
            "share": round(empty / statistics.median(times), 3),
            "goal": POSTS if page.startswith("post") else LISTS,
        }
        for page, times in taken.items()
    ]
    return report


def _prepared(folder: Path) -> dict[str, str]:
    environment = os.environ | {
        "HEYUE_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "benchmarks.web.settings",
        "PYTHONPATH": str(measure.root()),
    }
    environment.pop("DATABASE_URL", None)
    manage = [sys.executable, "-m", "heyue.cli.main", "manage"]
    for words in (
        [*manage, "keys", "make"],
        [*manage, "migrate", "--verbosity", "0", "--skip-checks"],
        [*manage, "createcachetable", "--verbosity", "0"],
        [*manage, "collectstatic", "--noinput", "--verbosity", "0", "--skip-checks"],
        [sys.executable, "-m", "benchmarks.web.world", str(FIRMS), str(folder / "asked.json")],
    ):
        done = subprocess.run(words, env=environment, cwd=measure.root(), capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{' '.join(words[1:])}:\n{done.stderr}")
    return environment


@contextmanager
def _served(folder: Path, environment: Mapping[str, str]) -> Iterator[int]:
    """One process of pages, as `heyue serve` starts it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    words = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
        *("--workers", "1", "--blocking-threads", "1", "--log-level", "warning", "heyue.web.wsgi:application"),
    ]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(words, env=dict(environment), cwd=measure.root(), stdout=log, stderr=log)
        try:
            _ready(port, server, folder / "server.log")
            yield port
        finally:
            server.terminate()
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                server.kill()


def _ready(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(1200):
        if server.poll() is not None:
            break
        try:
            with socket.create_connection(("127.0.0.1", port), 1):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"the server did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")


def _rounds(port: int, asked: Mapping[str, Any], count: int, seed: int) -> dict[str, list[float]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    tokens = {name: _token(connection, one["session"]) for name, one in asked.items() if "data" in one}
    taken: dict[str, list[float]] = {name: [] for name in asked}
    draw = random.Random(seed)
    for at in range(count):
        order = list(asked)
        draw.shuffle(order)
        for name in order:
            for turn in range(TIMES + WARM):
                took = _once(connection, asked[name], tokens.get(name))
                if turn >= WARM:
                    taken[name].append(took)
            print(f"  {at + 1}/{count} {name}: {1000 * statistics.median(taken[name]):.1f} ms", file=sys.stderr)
    return taken


def _token(connection: http.client.HTTPConnection, session: str) -> tuple[str, str]:
    """The cookie and the field without which no post is taken."""
    connection.request("GET", "/accounts/me", headers={"Cookie": f"heyue-session={session}"})
    answer = connection.getresponse()
    content = answer.read()
    found = TOKEN.search(content)
    cookie = next((one for one in answer.headers.get_all("Set-Cookie") or [] if "csrf" in one), "").partition(";")[0]
    if found is None or not cookie:
        raise SystemExit(f"no form token on the page ({answer.status})")
    return cookie, found[1].decode("ascii")


def _once(connection: http.client.HTTPConnection, one: Mapping[str, Any], token: tuple[str, str] | None) -> float:
    """Seconds until the whole answer was read; anything but a page or a redirect to one ends the run."""
    cookie, body, method = f"heyue-session={one['session']}", None, "GET"
    headers = {"Accept-Encoding": "identity"}
    if token is not None:
        cookie, method = f"{cookie}; {token[0]}", "POST"
        body = urlencode({**one["data"], "csrfmiddlewaretoken": token[1]})
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    began = time.perf_counter()
    connection.request(method, one["path"], body=body, headers={**headers, "Cookie": cookie})
    answer = connection.getresponse()
    answer.read()
    took = time.perf_counter() - began
    wanted = {302, 303} if token else {200}
    if answer.status not in wanted or "/account/" in (answer.headers["Location"] or ""):
        raise SystemExit(f"{method} {one['path']}: {answer.status} {answer.headers['Location'] or ''}")
    return took


def table(report: Mapping[str, Any]) -> str:
    """The report as lines a person reads."""
    lines = [
        f"web · {report['firms']} firms, SQLite, one process of pages, one connection, {report['rounds']} rounds of {TIMES}"
    ]
    lines += [
        f"  {page['name']:32} median {page['median_ms']:7.1f} ms  p95 {page['p95_ms']:7.1f} ms  {page['per_second']:6.1f}/s  "
        f"{page['share']:.2f} of the empty page"
        + (
            ""
            if page["name"] == "empty page" or page["share"] >= page["goal"]
            else f"  (aim {page['goal']}: not reached)"
        )
        for page in report["pages"]
    ]
    return "\n".join(lines)


def turn(contender: str, folder: Path) -> dict[str, Any]:
    """There are no contenders: every page is asked of the one server."""
    raise SystemExit(f"web has no turn of {contender} in {folder}")
