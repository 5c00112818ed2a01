"""WSGI 入口: what `heyue serve` hands to the server."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heyue.web.settings")
application = get_wsgi_application()

# What a page needs is loaded before the first one is asked for, and left out of every later search for garbage: with the law in
# memory such a search took a quarter of a second, in the middle of somebody's page.
gc.collect()
gc.freeze()
