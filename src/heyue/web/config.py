"""设置: what an installation may set, read from the environment, each value checked before anything starts.

| variable | meaning | default |
|---|---|---|
| HEYUE_DATA | folder of the embedded database, the files and the keys | ./heyue-data |
| HEYUE_KEYS | folder of the keys, if apart from the data | HEYUE_DATA/keys |
| DATABASE_URL | postgres://user:password@host:port/name; absent means SQLite in HEYUE_DATA | |
| HEYUE_HOSTS | host names the platform answers to, comma between | 127.0.0.1,localhost |
| HEYUE_HTTPS | 1 where it is reached by https: secure cookies, HSTS, redirect | 0 |
| HEYUE_PROXIES | how many trusted proxies stand in front | 0 |
| HEYUE_DEMO | 1 for the demonstration district: loopback only, never with DATABASE_URL | 0 |
| HEYUE_ORIGIN | address written into links of e-mails, e.g. https://heyue.example | http://127.0.0.1:8000 |
| HEYUE_EMAIL | smtp://user:password@host:port?from=…; absent means e-mails go to HEYUE_DATA/mail | |
| HEYUE_OIDC_URL, _ID, _SECRET, _NAME | sign-in with an OpenID Connect provider | |
| HEYUE_METRICS_TOKEN | who holds it may read /metrics; absent means this machine only | |
| HEYUE_TIMEZONE | zone of the place served | Asia/Shanghai |
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator


class BadSettings(SystemExit):
    """设置有误: the program does not start; one line a fault, naming the variable."""


class Config(BaseModel):
    """一次安装的设置, checked."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    data: Path = Path("heyue-data")
    keys: Path | None = None
    database_url: str = ""
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
    https: bool = False
    proxies: int = Field(default=0, ge=0, le=5)
    demo: bool = False
    origin: str = "http://127.0.0.1:8000"
    email: str = ""
    oidc_url: str = ""
    oidc_id: str = ""
    oidc_secret: str = ""
    oidc_name: str = "单位账号"
    metrics_token: str = Field(default="", pattern=r"^(|\S{24,})$")
    timezone: str = "Asia/Shanghai"

    @field_validator("hosts", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("hosts")
    @classmethod
    def _no_wildcard(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not value or any("*" in host or "/" in host or host.startswith(".") for host in value):
            raise ValueError("name each host in full; no wildcard, no path")
        return value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in {"postgres", "postgresql"}:
            raise ValueError("postgres://user:password@host:port/name, or leave it out for SQLite")
        if value and not urlsplit(value).path.strip("/"):
            raise ValueError("names no database")
        return value

    @field_validator("origin")
    @classmethod
    def _origin(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
            raise ValueError("https://host, without a path")
        return value.rstrip("/")

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError("a zone such as Asia/Shanghai") from error
        return value

    @field_validator("email")
    @classmethod
    def _email(cls, value: str) -> str:
        if value and (urlsplit(value).scheme not in {"smtp", "smtps"} or "from" not in parse_qs(urlsplit(value).query)):
            raise ValueError("smtp://user:password@host:port?from=name@example.com")
        return value

    @model_validator(mode="after")
    def _together(self) -> Config:
        if self.demo:
            if self.database_url:
                raise ValueError("HEYUE_DEMO: the demonstration runs on its own SQLite file; take DATABASE_URL away")
            if not all(loopback(host) for host in self.hosts):
                raise ValueError(
                    "HEYUE_DEMO: signs in without a password, so it answers on this machine only (127.0.0.1, localhost)"
                )
        if self.oidc_url and not (self.oidc_id and self.oidc_secret):
            raise ValueError("HEYUE_OIDC_URL: HEYUE_OIDC_ID and HEYUE_OIDC_SECRET are missing")
        if self.https and not self.origin.startswith("https://"):
            raise ValueError("HEYUE_ORIGIN: begins with https:// where HEYUE_HTTPS is 1")
        public = [host for host in self.hosts if not loopback(host)]
        if public and not self.https:
            raise ValueError(f"HEYUE_HTTPS: {public[0]} is not this machine; passwords cross a network by https only")
        return self

    @property
    def key_folder(self) -> Path:
        return (self.keys or self.data / "keys").resolve()

    def database(self) -> dict[str, Any]:
        """Django's DATABASES["default"]."""
        if not self.database_url:
            return {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": str(self.data.resolve() / "heyue.sqlite3"),
                "CONN_MAX_AGE": None,
                "OPTIONS": {
                    "transaction_mode": "IMMEDIATE",
                    "timeout": 20,
                    "init_command": (
                        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; "
                        "PRAGMA cache_size=-20000"
                    ),
                },
            }
        parts = urlsplit(self.database_url)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.strip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": query.pop("host", "") or unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": query,
        }


def loopback(host: str) -> bool:
    """Whether the name or address stands for this machine only."""
    if host in {"localhost", "testserver"}:
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def read(environment: Mapping[str, str] = os.environ) -> Config:
    """The settings of this process; BadSettings lists every fault."""
    given: dict[str, Any] = {}
    strange = []
    for name, value in environment.items():
        if name == "DATABASE_URL":
            given["database_url"] = value
        elif name.startswith("HEYUE_") and name.removeprefix("HEYUE_").lower() in Config.model_fields:
            given[name.removeprefix("HEYUE_").lower()] = value
        elif name.startswith("HEYUE_") and name not in {
            "HEYUE_REQUIRE",
            "HEYUE_LONG",
            "HEYUE_GATES",
            "HEYUE_TEST_DATABASE",
        }:
            strange.append(f"{name}: no such setting")
    try:
        config = Config(**given)
    except ValidationError as error:
        faults = [
            ("HEYUE_" + str(fault["loc"][0]).upper() if fault["loc"] else "settings")
            + f": {fault['msg'].removeprefix('Value error, ')}"
            for fault in error.errors()
        ]
        raise BadSettings("heyue: " + "\nheyue: ".join([*faults, *strange])) from None
    if strange:
        raise BadSettings("heyue: " + "\nheyue: ".join(strange))
    return config
