"""WSGI 入口: what `heyue serve` hands to the server.

The index behind the law search takes seconds to build and belongs to each process of the pages; it is built while the process
starts, beside the first answers, so that nobody's first search waits for it.
"""

from __future__ import annotations

import gc
import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heyue.web.settings")
application = get_wsgi_application()


def warm() -> None:
    """Builds what every process needs once: addresses, the index of the law's texts, and the mark of its pages."""
    from django.urls import get_resolver

    from heyue.apps.lawpages import kept
    from heyue.law import find

    get_resolver().url_patterns  # noqa: B018 - reads them
    find.index()
    kept.version()
    # What every page needs is loaded by now and left out of later searches for garbage: with the law in memory one of them took
    # a quarter of a second, in the middle of somebody's page.
    gc.collect()
    gc.freeze()


threading.Thread(target=warm, name="warm", daemon=True).start()
