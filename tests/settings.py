"""测试用的设置: a folder of its own for keys and files, quick hashing, plain static files; all else as in real use."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = Path(tempfile.mkdtemp(prefix="heyue-tests-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
for _name in [
    name
    for name in os.environ
    if name.startswith("HEYUE_") and name not in {"HEYUE_REQUIRE", "HEYUE_LONG", "HEYUE_GATES", "HEYUE_TEST_DATABASE"}
]:
    del os.environ[_name]
os.environ["HEYUE_DATA"] = str(_folder)
os.environ.setdefault("DATABASE_URL", os.environ.get("HEYUE_TEST_DATABASE", ""))
if not os.environ["DATABASE_URL"]:
    del os.environ["DATABASE_URL"]

from heyue.apps.sealed.keys import make  # noqa: E402 - the keys must exist before the settings read them

make(_folder / "keys")

from heyue.web.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if "sqlite3" in DATABASES["default"]["ENGINE"]:  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": str(_folder / "test.sqlite3")}  # noqa: F405 - a file, as in real use: other processes open it too
    DATABASES["default"]["OPTIONS"]["init_command"] = (  # noqa: F405 - no power fails under a test
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON"
    )
DATABASES["snapshot"] = {**DATABASES["default"], "TEST": {"MIRROR": "default"}}  # noqa: F405 - the second view that a backup opens
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
(_folder / "static").mkdir()
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
