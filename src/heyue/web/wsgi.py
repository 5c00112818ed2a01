"""WSGI 入口: what `heyue serve` hands to the server."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heyue.web.settings")
application = get_wsgi_application()
