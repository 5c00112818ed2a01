"""子进程的设置: the platform's own settings, on the database and the files of the test that started the process."""

from __future__ import annotations

import os

from heyue.web.settings import *  # noqa: F403

DATABASES["default"]["NAME"] = os.environ["CHILD_DATABASE"]  # noqa: F405
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
