"""只做一次: a request with an Idempotency-Key is done once; sent again, it is answered with the first answer.

The key's row, the deed and its answer are one transaction: what failed leaves no row, and may be tried again under the same key.
Of two that arrive together the second waits for the first and is then answered like it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from heyue.apps.deeds.actor import NOBODY
from heyue.web.api.asking import SAFE
from heyue.web.api.problems import Problem
from heyue.web.models import Call

KEPT = timedelta(days=1)
_KEY = re.compile(r"[\x21-\x7e]{1,128}")


def once(request: HttpRequest, do: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer of `do`, or the one it gave before under the same key."""
    key = request.headers.get("Idempotency-Key")
    caller: Any = request
    actor = caller.actor
    if key is None or request.method in SAFE or not actor.signed_in:
        return do()
    if not _KEY.fullmatch(key):
        raise Problem("unreadable")
    whose = {"person": actor.person, "organisation": actor.organisation or NOBODY, "key": key}
    mark = fingerprint(request)
    Call.objects.filter(made__lt=actor.now - KEPT).delete()
    known = Call.objects.filter(**whose).first()
    if known is None:
        try:
            with transaction.atomic():
                row = Call(**whose, request=mark, made=actor.now)
                with transaction.atomic():
                    row.save(force_insert=True)
                response = do()
                row.status, row.answer = response.status_code, response.content.decode()
                row.save(update_fields=["status", "answer"])
                return response
        except IntegrityError:
            known = Call.objects.filter(**whose).first()
            if known is None:
                raise
    if known.request != mark:
        raise Problem("key-reused")
    again = HttpResponse(known.answer or "", status=known.status, content_type="application/json; charset=utf-8")
    again["Idempotent-Replayed"] = "true"
    return again


def fingerprint(request: HttpRequest) -> str:
    """Method, address and content; of a form its fields and files, since its boundary differs each time."""
    told = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.content_type == "multipart/form-data":
        for name, values in sorted(request.POST.lists()):
            told.update(repr((name, values)).encode())
        for name, files in sorted(request.FILES.lists()):
            for file in files:
                inner = hashlib.sha256()
                for piece in file.chunks():
                    inner.update(piece)
                file.seek(0)
                told.update(repr((name, file.name, inner.hexdigest())).encode())
    else:
        told.update(request.body)
    return told.hexdigest()
