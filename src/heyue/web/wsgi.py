"""WSGI 入口: what `heyue serve` hands to the server.

The index behind the law search takes seconds to build and belongs to each process of the pages; it is built while the process
starts, beside the first answers, so that nobody's first search waits for it.
"""

from __future__ import annotations

import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heyue.web.settings")
application = get_wsgi_application()


def warm() -> None:
    """Builds what every process needs once: the index of the law's texts, and the mark of its pages."""
    from heyue.apps.lawpages import kept
    from heyue.law import find

    find.index()
    kept.version()


threading.Thread(target=warm, name="law-index", daemon=True).start()
