"""个人信息登记表: for every field of every app and of web, whether it is personal, why it is kept, on what ground, and for how long.

Each app's purposes.yaml names its models:

    Person:
      plain: [id, is_active]            # tells nothing about a person, or only points to a row
      personal:
        - fields: [login, email]
          what: {zh: "手机号或邮箱", en: "mobile number or e-mail address"}
          why: {zh: "登录和通知", en: "signing in and notices"}
          basis: "13(1)(2)"              # item of the Personal Information Protection Law
          kept: {zh: "账户注销时删除", en: "erased with the account"}
          after: erased                  # erased | held: what becomes of it when the account is erased

tests/apps/accounts/test_purposes.py walks all models: a field in neither list fails it, and so does a name that is no field.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

import yaml

APPS = Path(__file__).resolve().parents[1]
WEB = APPS.parent / "web"
GROUNDS = {
    "13(1)(2)": (
        "个人信息保护法第13条第1款第2项：订立、履行合同或实施人力资源管理所必需",
        "Personal Information Protection Law, art. 13(1)(2): needed for a contract or for personnel management",
    ),
    "13(1)(3)": (
        "个人信息保护法第13条第1款第3项：履行法定职责或法定义务所必需",
        "Personal Information Protection Law, art. 13(1)(3): needed for a statutory duty",
    ),
}
AFTER = frozenset({"erased", "held"})


@dataclass(frozen=True, slots=True)
class Purpose:
    """一项用途: of some fields of one model."""

    app: str
    model: str
    fields: frozenset[str]
    what: tuple[str, str]
    why: tuple[str, str]
    basis: str
    kept: tuple[str, str]
    after: str

    @property
    def ground(self) -> tuple[str, str]:
        return GROUNDS[self.basis]


@dataclass(frozen=True, slots=True)
class Register:
    """一个应用的登记: (model, field) that are plain, and the purposes of the others."""

    plain: frozenset[tuple[str, str]]
    purposes: tuple[Purpose, ...]

    def covers(self, model: str, field: str) -> bool:
        return (model, field) in self.plain or any(one.model == model and field in one.fields for one in self.purposes)


@functools.cache
def register(app: str) -> Register:
    """What an app's purposes.yaml says; an app without the file maps nothing.

    A fault in it is a ValueError naming file and model.
    """
    path = (WEB if app == "web" else APPS / app) / "purposes.yaml"
    if not path.exists():
        return Register(frozenset(), ())
    plain: set[tuple[str, str]] = set()
    found = []
    for model, entry in (yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader) or {}).items():
        plain |= {(model, field) for field in entry.get("plain", ())}
        for one in entry.get("personal", ()):
            if one["basis"] not in GROUNDS or one["after"] not in AFTER:
                raise ValueError(f"{path}: {model}: basis is one of {sorted(GROUNDS)}, after one of {sorted(AFTER)}")
            pairs = [(one[name]["zh"], one[name]["en"]) for name in ("what", "why", "kept")]
            found.append(
                Purpose(app, model, frozenset(one["fields"]), pairs[0], pairs[1], one["basis"], pairs[2], one["after"])
            )
    return Register(frozenset(plain), tuple(found))


def told() -> list[Purpose]:
    """All purposes of all apps: what the privacy notice lists."""
    apps = [path.parent.name for path in sorted(APPS.glob("*/purposes.yaml"))]
    return [purpose for app in [*apps, "web"] for purpose in register(app).purposes]


def held() -> list[Purpose]:
    """What stays for a time when an account is erased, because the law or somebody else's right has it kept."""
    return [purpose for purpose in told() if purpose.after == "held"]
