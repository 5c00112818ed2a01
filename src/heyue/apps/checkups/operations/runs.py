"""体检的进行: hand in files, run, map columns, finish; each one transaction and one event.

A run: queued → reading → checking → done | failed | needs_mapping. A worker holds a run by a key of its own until its lease ends;
what a worker does under a key that is no longer the run's is refused with Conflict and leaves nothing behind.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import F, Q
from django.utils.module_loading import import_string

from heyue.apps.audit.operation import Deed, operation
from heyue.apps.checkups import access, queries, store
from heyue.apps.checkups.comparing import compare, key_of
from heyue.apps.checkups.given import Given
from heyue.apps.checkups.models import Checkup, Finding, MappingMemory, Report, UploadFile
from heyue.apps.deeds import Conflict
from heyue.apps.ledger import operations as ledger
from heyue.apps.notices.outbox import To, queue
from heyue.apps.plans import operations as plans
from heyue.apps.plans.models import Plan
from heyue.apps.sealed import digest
from heyue.law.wording import day_in_words

if TYPE_CHECKING:
    from heyue.law.records import Records

RUN = "heyue.apps.checkups.tasks.run"
"""任务的名字: named, not imported, as tasks stand above operations."""
QUEUE_LEASE, WORK_LEASE = timedelta(minutes=10), timedelta(minutes=5)
MOST_TURNS = 3
RANK = {"high": 0, "medium": 1, "low": 2}
LOST = ("这次体检已由另一个进程接手", "another worker has taken this check-up up")
BUSY = ("这次体检正在进行，等它做完再来", "This check-up is running; come back when it is done")


@dataclass(frozen=True, slots=True)
class Held:
    """接手的一次体检: what a worker needs to do it, in plain values. `files` are (name, stored name, answers)."""

    checkup: UUID
    worker: UUID
    organisation: UUID
    place: str
    as_of: date
    asked: bool
    source: str
    files: tuple[tuple[str, str, Mapping[str, Any]], ...]
    remembered: Mapping[str, Mapping[str, Any]]

    def recall(self, signature: str) -> dict[str, Any] | None:
        """What was remembered for a sheet with these headers."""
        entry = self.remembered.get(_header_digest(self.organisation, signature))
        return dict(entry) if entry is not None else None


@operation("checkups.start")
def start(
    deed: Deed, *, organisation: UUID, place: str, as_of: date, files: Sequence[Given], source: str = "files"
) -> Checkup:
    """开始体检: keeps the files and puts the run in the queue."""
    employer = access.employer(deed.actor, organisation)
    checkup = _queued(deed, employer.id, place or employer.place, as_of, source)
    for number, given in enumerate(files):
        stored, sha256 = store.put(given.content)
        UploadFile.unscoped.create(
            checkup=checkup, number=number, name=given.name[:200], kind=given.kind, size=len(given.content),
            sha256=sha256, stored=stored, answers=dict(given.answers or {}),
        )  # fmt: skip
    _enqueue(checkup)
    deed.about(checkup, organisation=employer.id, data={"files": len(files), "source": source})
    return checkup


def _queued(deed: Deed, organisation: UUID, place: str, as_of: date, source: str) -> Checkup:
    checkup = Checkup(
        organisation_id=organisation, by=deed.actor.person, made=deed.now, place=place, as_of=as_of, source=source,
        percent=5, lease=deed.now + QUEUE_LEASE,
    )  # fmt: skip
    checkup.save(force_insert=True)
    return checkup


def _enqueue(checkup: Checkup) -> None:
    import_string(RUN).enqueue(str(checkup.pk))


@operation("checkups.again")
def again(deed: Deed, key: UUID, *, as_of: date | None = None) -> Checkup:
    """再查一次: a new check-up of the same files, with what people have said of their columns since."""
    old = access.checkup(deed.actor, key, "checkups.run")
    checkup = _queued(deed, old.organisation_id, old.place, as_of or old.as_of, old.source)
    checkup.asked = True
    checkup.save(update_fields=["asked"])
    for file in old.files.order_by("number"):
        stored, sha256 = store.put(store.get(file.stored))
        UploadFile.unscoped.create(
            checkup=checkup, number=file.number, name=file.name, kind=file.kind, size=file.size,
            sha256=sha256, stored=stored, answers=file.answers,
        )  # fmt: skip
    _enqueue(checkup)
    deed.about(checkup, organisation=old.organisation_id, data={"of": str(old.pk)})
    return checkup


# ---- the worker's side ---------------------------------------------------------------------------------------------


@operation("checkups.take_up")
def take_up(deed: Deed, key: UUID) -> Held:
    """接手: a queued run, or one whose worker's lease is over; Conflict where another has it."""
    free = Q(state="queued") | Q(state__in=("reading", "checking"), lease__lt=deed.now)
    worker = uuid.uuid4()
    changed = Checkup.unscoped.filter(free, pk=key).update(
        state="reading",
        percent=20,
        worker=worker,
        lease=deed.now + WORK_LEASE,
        turns=F("turns") + 1,
        version=F("version") + 1,
    )
    if changed != 1:
        raise Conflict(LOST)
    checkup = Checkup.unscoped.get(pk=key)
    deed.about(checkup, organisation=checkup.organisation_id, data={"turn": checkup.turns})
    rows = MappingMemory.unscoped.filter(organisation_id=checkup.organisation_id)
    return Held(
        checkup=key,
        worker=worker,
        organisation=checkup.organisation_id,
        place=checkup.place,
        as_of=checkup.as_of,
        asked=checkup.asked,
        source=checkup.source,
        files=tuple((file.name, file.stored, file.answers) for file in checkup.files.order_by("number")),
        remembered=dict(rows.values_list("signature", "entry")),
    )


def _held(deed: Deed, held: Held, **fields: Any) -> Checkup:
    """Changes the run if this worker still holds it; Conflict otherwise."""
    fields = {"lease": deed.now + WORK_LEASE, "version": F("version") + 1, "moved": deed.now, **fields}
    rows = Checkup.unscoped.filter(pk=held.checkup, worker=held.worker, state__in=("reading", "checking"))
    if rows.update(**fields) != 1:
        raise Conflict(LOST)
    return Checkup.unscoped.get(pk=held.checkup)


@operation("checkups.advance")
def advance(deed: Deed, held: Held, state: str, percent: int) -> None:
    """进度: how far the run is, for the page that waits; also lengthens the lease."""
    checkup = _held(deed, held, state=state, percent=percent)
    deed.about(checkup, organisation=checkup.organisation_id, data={"state": state})


@operation("checkups.fail")
def fail(deed: Deed, held: Held, zh: str, en: str, doubts: Sequence[Mapping[str, Any]] = ()) -> None:
    """没有做成: with the reason in both languages."""
    checkup = _held(
        deed, held, state="failed", failure_zh=zh, failure_en=en, worker=None, lease=None, finished=deed.now
    )
    checkup.doubts = list(doubts)
    checkup.save(update_fields=["doubts"])
    _told(deed, checkup, "没有做成，点开看原因", "could not be done; open it for the reason")
    deed.about(checkup, organisation=checkup.organisation_id)


@operation("checkups.ask")
def ask(deed: Deed, held: Held, doubts: Sequence[Mapping[str, Any]]) -> None:
    """请人对列: sheets that were not recognised wait for somebody to say what they are."""
    checkup = _held(deed, held, state="needs_mapping", percent=40, worker=None, lease=None)
    checkup.doubts = list(doubts)
    checkup.save(update_fields=["doubts"])
    _told(
        deed,
        checkup,
        "有几张表没认出来，请说一下是什么",
        "has sheets that were not recognised; please say what they are",
    )
    deed.about(checkup, organisation=checkup.organisation_id, data={"sheets": len(doubts)})


def _told(deed: Deed, checkup: Checkup, zh: str, en: str) -> None:
    """Tells whoever handed it in; once for each state of the run."""
    if checkup.by is None:
        return
    link = f"/checkups/{checkup.pk}/"
    named = f"{checkup.organisation.name}的体检（截至 {day_in_words(checkup.as_of, 'zh')}）"
    named_en = f"The check-up of {checkup.organisation.name} as of {day_in_words(checkup.as_of, 'en')}"
    queue(
        deed, To(checkup.by), f"checkups.run:{checkup.pk}:{checkup.version}", f"{named}{zh}", f"{named_en} {en}", link
    )


@operation("checkups.finish")
def finish(
    deed: Deed,
    held: Held,
    *,
    zh: Mapping[str, Any],
    en: Mapping[str, Any],
    employees: Sequence[str],
    months: Sequence[str],
    doubts: Sequence[Mapping[str, Any]] = (),
    records: Records | None = None,
) -> Checkup:
    """完成: report, findings, figures and state at once; tasks of earlier plans that are no longer found are closed.

    `records` are laid before the employment ledger, where somebody decides what of them is taken over.
    """
    summary, law = zh["summary"], zh["law"]
    real = [one for one in zh["findings"] if not one["question"]]
    checkup = _held(
        deed, held, state="done", percent=100, worker=None, lease=None, finished=deed.now,
        law_version=law["version"], law_as_of=date.fromisoformat(str(law["as_of"])[:10]), inputs=_inputs(held),
        score=summary["score"], grade=summary["grade"] or "",
        exposure=_fen(summary["exposure"]), exposure_max=_fen(summary["exposure_max"]),
        findings_count=len(real), high_count=sum(one["severity"] == "high" for one in real), employees=summary["employees"],
        checked=summary["checked"], not_checked=summary["not_checked"], not_applicable=summary["not_applicable"],
    )  # fmt: skip
    checkup.doubts = list(doubts)
    checkup.save(update_fields=["doubts"])
    company = {"name": checkup.organisation.name, "uscc": checkup.organisation.uscc}
    heads = {
        lang: {name: value for name, value in report.items() if name != "findings"}
        for lang, report in (("zh", zh), ("en", en))
    }
    for one in heads.values():
        one["company"] = {
            **one["company"],
            **{name: one["company"].get(name) or value for name, value in company.items()},
        }
        one["demo"] = one["demo"] or checkup.organisation.demo
    Report(checkup=checkup, head={**heads, "scope": {"employees": list(employees), "months": list(months)}}).save(
        force_insert=True
    )
    pairs = zip(zh["findings"], en["findings"], strict=True)
    Finding.unscoped.bulk_create(
        (_finding(checkup, number, *pair) for number, pair in enumerate(pairs)), batch_size=500
    )
    closed = _recheck(deed, checkup)
    if records is not None:
        ledger.propose(deed.actor, checkup.organisation_id, records, source=checkup.pk, as_of=checkup.as_of)
    _told(deed, checkup, "做完了，点开看报告", "is done; open the report")
    deed.about(
        checkup,
        organisation=checkup.organisation_id,
        data={"findings": len(real), "high": checkup.high_count, "closed": closed},
    )
    return checkup


def _finding(checkup: Checkup, number: int, zh: Mapping[str, Any], en: Mapping[str, Any]) -> Finding:
    if zh["id"] != en["id"]:
        raise ValueError(f"the two languages disagree at finding {number}")
    period, amount = zh["period"], zh["exposure"]["amount"]
    return Finding(
        checkup=checkup,
        number=number,
        finding=zh["id"][:200],
        key=key_of(zh)[:200],
        rule=zh["rule"],
        subject=zh["subject"],
        severity=zh["severity"],
        rank=RANK.get(zh["severity"], 3),
        question=zh["question"],
        employee=zh["employee"] or "",
        since=_day(period["from"]),
        until=_day(period["to"]),
        exposure=None if amount is None else _fen(amount),
        due=_day(zh["due"]),
        body={"zh": dict(zh), "en": dict(en)},
    )


def _recheck(deed: Deed, checkup: Checkup) -> int:
    """Closes tasks of earlier plans whose findings were looked for and are gone; nothing where a later check-up exists."""
    earlier = Checkup.unscoped.filter(organisation_id=checkup.organisation_id, state="done").exclude(pk=checkup.pk)
    if earlier.filter(as_of__gt=checkup.as_of).exists():
        return 0
    sources = list(Plan.unscoped.filter(organisation_id=checkup.organisation_id).values_list("source", flat=True))
    before = queries.seen(earlier.filter(pk__in=sources))
    if not before:
        return 0
    gone = compare(before, queries.seen([checkup]), queries.scope(checkup)).closed
    return plans.recheck(deed.actor, organisation=checkup.organisation_id, source=checkup.pk, gone=gone)


def _inputs(held: Held) -> str:
    """SHA-256 over the files' own hashes, what was said of their columns, the place and the day."""
    rows = (
        UploadFile.unscoped.filter(checkup_id=held.checkup).order_by("number").values_list("name", "sha256", "answers")
    )
    whole = [list(rows), dict(held.remembered), held.place, held.as_of.isoformat()]
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


@operation("checkups.resume")
def resume(deed: Deed, key: UUID) -> None:
    """再接起来: puts a run whose worker is gone back in the queue; after three turns it is given up with a reason."""
    stalled = Checkup.unscoped.filter(pk=key, state__in=("queued", "reading", "checking"), lease__lt=deed.now)
    checkup = stalled.first()
    if checkup is None:
        raise Conflict(LOST)
    given_up = checkup.turns >= MOST_TURNS
    fields: dict[str, Any] = {"state": "queued", "percent": 5, "lease": deed.now + QUEUE_LEASE}
    if given_up:
        zh, en = (
            "试了三次都没有做完，文件可能太大。请分几次交，或者另存后再交",
            "Three attempts did not finish; the files may be too large. Hand them in piece by piece",
        )
        fields = {"state": "failed", "failure_zh": zh, "failure_en": en, "lease": None, "finished": deed.now}
    if stalled.filter(version=checkup.version).update(**fields, worker=None, version=F("version") + 1) != 1:
        raise Conflict(LOST)
    if not given_up:
        _enqueue(checkup)
    deed.about(checkup, organisation=checkup.organisation_id, data={"turns": checkup.turns})


@operation("checkups.mapping")
def mapping(
    deed: Deed, key: UUID, *, entries: Mapping[int, Mapping[str, Mapping[str, Any]]], remember: bool
) -> Checkup:
    """对列: what people said of the sheets (by file number and sheet name), remembered if so wished; then the run goes on.

    A check-up that is finished is left as it is; a new one of the same files is started.
    """
    checkup = access.checkup(deed.actor, key, "checkups.map")
    if checkup.state not in {"needs_mapping", "failed", "done"}:
        raise Conflict(BUSY)
    for file in checkup.files.filter(number__in=list(entries)):
        file.answers = {**file.answers, **entries[file.number]}
        file.save(update_fields=["answers"])
    if remember:
        _remember(deed, checkup, entries)
    target = checkup
    if checkup.state == "done":
        target = again(deed.actor, key)
    else:
        rows = Checkup.unscoped.filter(pk=key, version=checkup.version, state=checkup.state)
        fields = {
            "state": "queued",
            "percent": 5,
            "asked": True,
            "lease": deed.now + QUEUE_LEASE,
            "turns": 0,
            "failure_zh": "",
            "failure_en": "",
        }
        if rows.update(**fields, version=checkup.version + 1) != 1:
            raise Conflict(BUSY)
        _enqueue(checkup)
    sheets = sum(len(of_file) for of_file in entries.values())
    deed.about(checkup, organisation=checkup.organisation_id, data={"sheets": sheets})
    return target


def _remember(deed: Deed, checkup: Checkup, entries: Mapping[int, Mapping[str, Mapping[str, Any]]]) -> None:
    for doubt in checkup.doubts or []:
        entry = entries.get(doubt["file"], {}).get(doubt["sheet"] or "csv")
        if entry is None or not doubt["signature"]:
            continue
        kept = {name: value for name, value in entry.items() if name != "month"}
        MappingMemory.unscoped.update_or_create(
            organisation_id=checkup.organisation_id,
            signature=_header_digest(checkup.organisation_id, doubt["signature"]),
            defaults={"entry": kept, "made": deed.now, "by": deed.actor.person},
        )


def _header_digest(organisation: UUID, signature: str) -> str:
    """Keyed: a sheet without a header row would have people's names for its headers."""
    return digest("checkups.headers", signature, within=str(organisation))


def _fen(amount: Any) -> int:
    whole, _, part = str(amount or "0").partition(".")
    return int(whole) * 100 + int((part + "00")[:2])


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None
