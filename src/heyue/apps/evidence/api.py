"""证明材料的接口: the pieces beside a thing, adding one, its versions, removing and restoring."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponseBase
from ninja import File, Form, Query, Router, UploadedFile
from pydantic import BaseModel, StringConstraints

from heyue.apps.deeds import NotFound
from heyue.apps.deeds.policy import policy
from heyue.apps.evidence import access, files, operations, queries
from heyue.apps.evidence.sending import given_out
from heyue.apps.lists.api import Given, Short, acting, said

evidence = Router()
ROUTERS = {"/evidence": evidence}

Kind = Annotated[str, StringConstraints(pattern=r"^[a-z]{1,20}\.[a-z]{1,20}$")]


class EvidenceVersion(BaseModel):
    """一个版本. `digest` is SHA-256 of the stored bytes."""

    id: UUID
    number: int
    file: str
    kind: str
    size: int
    digest: str
    redrawn: bool
    added: datetime
    by: str
    organisation: str


class PieceShown(BaseModel):
    """一份材料."""

    id: UUID
    title: str
    dated: date | None
    removed: datetime | None
    versions: list[EvidenceVersion]


class Subject(Given):
    """属于什么: `kind` is such as cases.case or plans.task."""

    kind: Kind
    subject: UUID


class AddingEvidence(Subject):
    """一份新材料."""

    title: Short = ""
    dated: date | None = None


class Describing(Given):
    """标题和材料的日期."""

    title: Short
    dated: date | None = None


@evidence.get("", response=list[PieceShown])
@policy("evidence.read", token=True)
def list_pieces(request: HttpRequest, asked: Query[Subject]) -> Any:
    """The pieces beside one thing, the newest first."""
    actor = acting(request)
    if not queries.may_see(actor, asked.kind, asked.subject):
        raise NotFound
    return [_piece(one) for one in queries.for_subject(actor, asked.kind, asked.subject)]


@evidence.post("", response={201: PieceShown})
@policy("evidence.add", "POST", token=True)
def add(request: HttpRequest, data: Form[AddingEvidence], file: File[UploadedFile]) -> Any:
    """Adds a file, after looking into it; multipart."""
    actor = acting(request)
    row = operations.add(
        actor, data.kind, data.subject, title=data.title, dated=data.dated, name=file.name or "", content=_read(file)
    )
    return _one(actor, row.pk)


@evidence.get("/{uuid:key}", response=PieceShown)
@policy("evidence.read", token=True)
def piece(request: HttpRequest, key: UUID) -> Any:
    """One piece with its versions."""
    return _one(acting(request), key)


@evidence.put("/{uuid:key}", response=PieceShown)
@policy("evidence.add", "PUT", token=True)
def describe(request: HttpRequest, key: UUID, data: Describing) -> Any:
    """Another title or another day of its own."""
    operations.describe(acting(request), key, title=data.title, dated=data.dated)
    return _one(acting(request), key)


@evidence.delete("/{uuid:key}", response=PieceShown)
@policy("evidence.add", "DELETE", token=True)
def remove(request: HttpRequest, key: UUID) -> Any:
    """Takes it out of sight; it can be restored for thirty days."""
    operations.remove(acting(request), key)
    return _one(acting(request), key)


@evidence.post("/{uuid:key}/restore", response=PieceShown)
@policy("evidence.add", "POST", token=True)
def restore(request: HttpRequest, key: UUID) -> Any:
    """Undoes a removal."""
    operations.restore(acting(request), key)
    return _one(acting(request), key)


@evidence.post("/{uuid:key}/versions", response={201: PieceShown})
@policy("evidence.add", "POST", token=True)
def replace(request: HttpRequest, key: UUID, file: File[UploadedFile]) -> Any:
    """A new version; the old ones stay; multipart."""
    operations.replace(acting(request), key, name=file.name or "", content=_read(file))
    return _one(acting(request), key)


@evidence.get("/versions/{uuid:key}/file")
@policy("evidence.read", token=True)
def download(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One version's file; that it was taken is written down."""
    version = operations.open_version(acting(request), key)
    response = given_out(version)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _read(file: UploadedFile) -> bytes:
    """The file's bytes; 413 where there are more than one piece may have."""
    if (file.size or 0) > files.MOST_BYTES:
        raise RequestDataTooBig
    content: bytes = file.read(files.MOST_BYTES + 1)
    return content


def _one(actor: Any, key: UUID) -> PieceShown:
    return _piece(queries.one(access.attachment(actor, key)))


def _piece(one: dict[str, Any]) -> PieceShown:
    same = ("id", "size", "digest", "redrawn", "added", "by", "organisation")
    versions = [
        EvidenceVersion(
            **{name: row[name] for name in same}, number=row["version"], file=row["name"], kind=said(row["kind"])
        )
        for row in one["versions"]
    ]
    return PieceShown(id=one["id"], title=one["name"], dated=one["dated"], removed=one["removed"], versions=versions)
