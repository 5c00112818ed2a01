"""授权: the client gives, renews and ends; the agency asks and works through its clients."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from heyue.apps.accounts import access, columns, operations, queries
from heyue.apps.accounts.forms import AskForm, MandateForm, UntilForm, year_later
from heyue.apps.deeds import Actor, NotFound, Refused
from heyue.apps.deeds.both import both
from heyue.apps.deeds.policy import policy
from heyue.apps.lists import Chip, Column, Listing, download, kept
from heyue.catalog.roles import roles

ALLOWS = {
    "checkups": both("上传表格、运行用工体检、查看体检报告", "Upload sheets, run check-ups, read the reports"),
    "plans": both("制定整改计划、登记办了什么", "Make rectification plans and note what was done"),
    "ledger": both(
        "查看和更新员工、合同、工资、社保记录", "Read and update records of people, contracts, pay and insurance"
    ),
    "evidence": both("查看和添加证明材料", "Read and add evidence"),
    "cases": both("申请和办理服务事项", "Open and handle cases"),
}
"""每项授权用大白话说是什么: shown before the owner gives it."""


@policy("accounts.mandates")
def mandates(request: HttpRequest) -> HttpResponse:
    """What one gave, to whom, until when; requests that wait; how to start."""
    actor = request.actor  # type: ignore[attr-defined]
    rows = [
        {"mandate": one, "state": queries.state(one, actor.day), "scope": scope(one)} for one in queries.given(actor)
    ]
    return render(request, "accounts/mandates.html", {"mandates": rows, "requests": queries.asked_of_us(actor)})


@policy("accounts.mandates", "GET", "POST")
def new_mandate(request: HttpRequest) -> HttpResponse:
    """The client starts: chooses an agency, then what for and until when."""
    actor = request.actor  # type: ignore[attr-defined]
    agencies = queries.agencies(actor)
    chosen = next((one for one in agencies if str(one.id) == request.GET.get("agency")), None)
    if chosen is None:
        return render(request, "accounts/new_mandate.html", {"agencies": agencies, "agency": None})
    first = {"scope": list(roles().scopes), "until": year_later(actor.day)}
    form = MandateForm(queries.specialists(chosen.id), request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        client = request.standing.organisation  # type: ignore[attr-defined]
        given = _give(request, form, client=client, agency=chosen, request=None)
        if given is not None:
            return given
    return render(
        request, "accounts/new_mandate.html", {"agency": chosen, "form": form, "allows": allows()}, status=_status(form)
    )


@policy("accounts.mandates", "GET", "POST")
def answer(request: HttpRequest, key: UUID) -> HttpResponse:
    """An agency's request: what it would allow in plain words; the owner gives it, changed if he likes, or declines."""
    actor = request.actor  # type: ignore[attr-defined]
    row = access.mandate_request(actor, key)
    if row.client_id != actor.organisation or row.answer:
        raise NotFound
    first = {"scope": row.scope, "until": row.until, "persons": [str(one.id) for one in row.persons.all()]}
    form = MandateForm(queries.specialists(row.agency_id), request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        given = _give(request, form, client=row.client, agency=row.agency, request=row)
        if given is not None:
            return given
    return render(
        request, "accounts/answer.html", {"request_": row, "form": form, "allows": allows()}, status=_status(form)
    )


def _give(page: HttpRequest, form: MandateForm, **whom: Any) -> HttpResponse | None:
    try:
        row = operations.give_mandate(page.actor, **whom, **form.cleaned_data)  # type: ignore[attr-defined]
    except Refused as no:
        form.add_error(None, no.why)
        return None
    messages.success(
        page,
        str(
            both(
                f"已授权给{row.agency.name}，到期前随时可以结束",
                f"{row.agency.name} now has your mandate; you can end it at any time",
            )
        ),
    )
    return redirect("accounts:mandate", key=row.id)


@policy("accounts.mandates", "POST")
def decline(request: HttpRequest, key: UUID) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    operations.decline_mandate(actor, access.mandate_request(actor, key))
    messages.success(request, str(both("已谢绝", "Declined")))
    return redirect("accounts:mandates")


@policy("accounts.mandates")
def mandate(request: HttpRequest, key: UUID) -> HttpResponse:
    """One mandate: who may do what until when, and how to end it."""
    actor = request.actor  # type: ignore[attr-defined]
    row = access.mandate(actor, key)
    context = {
        "mandate": row,
        "state": queries.state(row, actor.day),
        "scope": scope(row),
        "persons": list(row.persons.all()),
    }
    return render(request, "accounts/mandate.html", context)


@policy("accounts.mandates", "GET", "POST")
def end_mandate(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ends it at once, after asking once."""
    actor = request.actor  # type: ignore[attr-defined]
    row = access.mandate(actor, key)
    if request.method == "POST":
        operations.end_mandate(actor, row)
        messages.success(
            request,
            str(
                both(
                    "授权已结束，对方从现在起什么也打不开", "The mandate has ended; from now on nothing opens for them"
                )
            ),
        )
        return redirect("accounts:mandates")
    return render(request, "accounts/end_mandate.html", {"mandate": row})


@policy("accounts.mandates", "GET", "POST")
def renew(request: HttpRequest, key: UUID) -> HttpResponse:
    """A further year, or until another day."""
    actor = request.actor  # type: ignore[attr-defined]
    row = access.mandate(actor, key)
    since = max(row.until, actor.day)
    form = UntilForm(request.POST or None, initial={"until": year_later(since)})
    if request.method == "POST" and form.is_valid():
        try:
            fresh = operations.renew_mandate(actor, row, form.cleaned_data["until"])
        except Refused as no:
            form.add_error("until", no.why)
        else:
            messages.success(request, str(both("已续期", "Renewed")))
            return redirect("accounts:mandate", key=fresh.id)
    return render(request, "accounts/renew.html", {"mandate": row, "form": form}, status=_status(form))


@policy("accounts.clients")
def clients(request: HttpRequest) -> HttpResponse:
    """The agency's worklist: clients, mandate until when, last deed; columns of other services join on the right."""
    actor = request.actor  # type: ignore[attr-defined]
    rows = queries.clients(actor)
    heads, cells = columns.cells("clients", actor, [one.organisation.id for one in rows])
    shown = kept(
        _listing(actor, heads, cells),
        rows,
        request.GET,
        text=lambda row: f"{row.organisation.name} {row.organisation.uscc or ''} {row.place}",
        where={"soon": lambda row: row.soon, "quiet": lambda row: row.last is None},
    )
    if request.GET.get("format"):
        operations.note_clients_export(actor, shown.total)
        return download(shown, request.GET["format"], actor, title=str(both("我的客户", "My clients")))
    context = {"list": shown, "clients": len(rows), "requests": queries.asked_by_us(actor)}
    return render(request, "accounts/clients.html", context)


def _listing(actor: Actor, heads: list[str], cells: dict[UUID, list[object]]) -> Listing:
    """The columns of the worklist, with those of other services between the name and the mandate."""
    told = tuple(
        Column(f"told{at}", head, lambda row, at=at: cells[row.organisation.id][at]) for at, head in enumerate(heads)
    )
    return Listing(
        "clients",
        columns=(
            Column("name", both("企业", "Employer"), lambda row: row.organisation.name, sort="name", note=_numbers),
            *told,
            Column(
                "until",
                both("授权到", "Mandate until"),
                lambda row: row.until,
                kind="day",
                sort="until",
                note=lambda row: _left((row.until - actor.day).days) if row.soon else "",
            ),
            Column(
                "last",
                both("我们最近一次操作", "Our last deed"),
                lambda row: row.last,
                kind="moment",
                sort="last",
                phone=False,
            ),
        ),
        order="until",
        chips=(
            Chip("all", both("全部", "All")),
            Chip("soon", both("授权快到期", "Mandate ending soon")),
            Chip("quiet", both("还没做过事", "Nothing done yet")),
        ),
        search_words=both("按名称或统一社会信用代码找", "Search by name or credit code"),
        hint=both("如 餐饮", "such as catering"),
    )


def _left(days: int) -> tuple[str, str]:
    return (f"还有 {days} 天", f"{days} {'day' if days == 1 else 'days'} left")


def _numbers(row: queries.Client) -> str:
    return " · ".join([row.place, *(mandate.number for mandate in row.mandates)])


@policy("accounts.clients", "GET", "POST")
def ask(request: HttpRequest) -> HttpResponse:
    """The agency asks; what it is told is the same whether or not there is such a client."""
    actor = request.actor  # type: ignore[attr-defined]
    first = {"scope": list(roles().scopes), "until": year_later(actor.day)}
    form = AskForm(queries.specialists(actor.organisation), request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        asked = dict(form.cleaned_data)
        agency = request.standing.organisation  # type: ignore[attr-defined]
        try:
            operations.ask_mandate(actor, agency=agency, typed=asked.pop("client"), **asked)
        except Refused as no:
            form.add_error(None, no.why)
        else:
            told = both(
                "请求已记下。如果这家企业在本平台，它的经营者会在“授权给机构”页看到",
                "Noted. If this employer is on the platform, its owner sees the request under “Mandates”",
            )
            messages.success(request, str(told))
            return redirect("accounts:clients")
    return render(request, "accounts/ask.html", {"form": form}, status=_status(form))


@policy("accounts.clients", "POST")
def withdraw_request(request: HttpRequest, key: UUID) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    row = access.mandate_request(actor, key)
    if row.agency_id != actor.organisation:
        raise NotFound
    operations.withdraw_request(actor, row)
    messages.success(request, str(both("请求已撤回", "The request is withdrawn")))
    return redirect("accounts:clients")


def scope(row: Any) -> list[tuple[str, str]]:
    """What a mandate covers, as pairs."""
    return [roles().scopes.get(name, (name, name)) for name in row.scope]


def allows() -> list[tuple[tuple[str, str], str]]:
    return [(words, ALLOWS[name]) for name, words in roles().scopes.items()]


def _status(form: Any) -> int:
    return 422 if form.is_bound and form.errors else 200
