"""一次操作: one transaction, one event. The only way anything is changed.

    @operation("cases.assigned")
    def assign(deed: Deed, case: Case, to: Person) -> Case:
        ...
        deed.about(case, organisation=case.organisation_id, data={"to": to.id})
        return case

is called as `assign(actor, case, to)`. The decorator opens the transaction, runs the body, appends the event that the body
described and commits; whatever fails undoes all of it. A deadlock or a lock that could not be had is tried again from the start
(the body must therefore read what it decides on inside itself). An operation called inside another shares its transaction and
leaves its own event.
"""

from __future__ import annotations

import functools
import random
import time
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

from django.db import DatabaseError, OperationalError, connection, models, transaction

from heyue.apps.audit import chain
from heyue.apps.audit.verbs import Verb, verb
from heyue.apps.deeds import Actor
from heyue.apps.deeds.actor import NOBODY

P = ParamSpec("P")
R = TypeVar("R")
TRIES = 6
OPERATIONS: dict[str, Callable[..., Any]] = {}
"""Every operation by its verb, as the modules are imported."""


class Deed:
    """正在做的事: who does it and when, and the one event it will leave."""

    def __init__(self, actor: Actor, named: Verb) -> None:
        self.actor, self.verb = actor, named
        self.now, self.day, self.lang = actor.now, actor.day, actor.lang
        self.entry: chain.Entry | None = None

    def about(
        self,
        subject: models.Model | str,
        *,
        organisation: UUID | None,
        data: dict[str, Any] | None = None,
        personal: dict[str, Any] | None = None,
        of: UUID | None = None,
    ) -> None:
        """Describes the event: the thing, whose it is, and only the values that verbs.yaml lists.

        `personal` goes sealed beside the event and is erased with the person `of`.
        """
        data, personal = data or {}, personal or {}
        if self.entry is not None:
            raise RuntimeError(f"{self.verb.name}: described twice")
        if not (set(data) <= self.verb.keeps and set(personal) <= self.verb.personal):
            strange = sorted((set(data) - self.verb.keeps) | (set(personal) - self.verb.personal))
            raise RuntimeError(f"{self.verb.name}: {strange} is not listed in verbs.yaml")
        kind, key = (subject, "") if isinstance(subject, str) else (subject._meta.label_lower, str(subject.pk))
        owner = organisation or NOBODY
        standing = None
        if not self.actor.system and owner != NOBODY:
            standing = next(
                (
                    grant.mandate
                    for grant in self.actor.grants
                    if grant.client == owner and owner != self.actor.organisation
                ),
                None,
            )
        self.entry = chain.Entry(
            organisation=owner,
            verb=self.verb.name,
            subject_kind=kind,
            subject=key,
            data=data,
            personal=personal,
            about=of,
            mandate=standing,
        )


def operation(name: str) -> Callable[[Callable[Concatenate[Deed, P], R]], Callable[Concatenate[Actor, P], R]]:
    """行为: declares the verb; see the module's text."""
    named = verb(name)

    def decorate(body: Callable[Concatenate[Deed, P], R]) -> Callable[Concatenate[Actor, P], R]:
        if name in OPERATIONS:
            raise RuntimeError(f"{name}: two operations of that name")

        @functools.wraps(body)
        def run(actor: Actor, *args: P.args, **kwargs: P.kwargs) -> R:
            if getattr(connection, "heyue_depth", 0):
                return _once(actor, named, body, *args, **kwargs)
            for turn in range(TRIES):
                try:
                    return _outermost(actor, named, body, *args, **kwargs)
                except OperationalError as error:
                    if turn == TRIES - 1 or not _passing(error):
                        raise
                    time.sleep((2**turn) * 0.02 * (0.5 + random.random()))  # noqa: S311 - spreads rivals, hides nothing
            raise AssertionError("unreachable")

        OPERATIONS[name] = run
        return run  # type: ignore[return-value]

    return decorate


def _outermost(actor: Actor, named: Verb, body: Callable[..., R], *args: Any, **kwargs: Any) -> R:
    try:
        with transaction.atomic():
            return _once(actor, named, body, *args, **kwargs)
    finally:
        connection.heyue_depth = 0  # type: ignore[attr-defined]


def _once(actor: Actor, named: Verb, body: Callable[..., R], *args: Any, **kwargs: Any) -> R:
    deed = Deed(actor, named)
    connection.heyue_depth = getattr(connection, "heyue_depth", 0) + 1  # type: ignore[attr-defined]
    try:
        answer = body(deed, *args, **kwargs)
        if deed.entry is None:
            raise RuntimeError(f"{named.name}: the operation described no event")
        chain.append(actor, deed.entry)
    finally:
        connection.heyue_depth -= 1  # type: ignore[attr-defined]
    return answer


def _passing(error: DatabaseError) -> bool:
    """A deadlock, a serialisation failure or a database that was busy: worth another try."""
    code = getattr(error.__cause__, "sqlstate", "")
    return code in {"40001", "40P01", "55P03"} or "locked" in str(error)
