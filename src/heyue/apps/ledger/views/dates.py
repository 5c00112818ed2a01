"""期限: the list by month, ticking off, settings, and the feed for calendars."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings as configured
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from heyue.apps.deeds.both import both, lang
from heyue.apps.deeds.policy import PUBLIC, policy
from heyue.apps.ledger import access, calendar_feed, operations, queries
from heyue.apps.ledger.calendar_feed import Entry
from heyue.apps.ledger.forms import FeedForm, SettingsForm
from heyue.apps.ledger.views.chosen import around, asked, firm_of
from heyue.apps.lists import download
from heyue.law.wording import pick


@policy("ledger.read")
def dates(request: HttpRequest) -> HttpResponse:
    """期限日历: one firm's, or all clients' together."""
    actor, named = request.actor, asked(request)
    firms = access.firms(actor)
    firm = access.firm(actor, named) if named else firms[0] if len(firms) == 1 else None
    listing = queries.dates_listing(actor.day, several=firm is None)
    shown = listing.show(queries.deadlines(actor, firm.pk if firm else None), request.GET, keep=("of",))
    if "format" in request.GET:
        operations.export(actor, firm.pk if firm else actor.organisation, what="dates", rows=shown.total)
        return download(
            shown, request.GET["format"], actor, title=pick(("期限", "Deadlines"), lang()), by=firm.name if firm else ""
        )
    words = {
        "list": shown,
        "rows": [queries.shown(line.row, actor.day) for line in shown.lines],
        "by_month": shown.sort.removeprefix("-") == "due",
        "firms": firms if len(firms) > 1 else [],
        "firm": firm,
        "insurance_missing": firm is not None and queries.insurance_day_missing(firm),
    }
    if firm is not None:
        words |= around(request, firm, "dates")
    return render(request, "ledger/dates.html", words)


@policy("ledger.write", "POST")
def handle(request: HttpRequest, key: UUID) -> HttpResponse:
    """办好了: can be taken back."""
    operations.handle(request.actor, key)
    text = both("标为办好了，不再提醒。", "Marked as done; no more reminders.")
    messages.success(request, text, extra_tags=f"undo={reverse('ledger:unhandle', args=[key])}")
    return _back(request)


@policy("ledger.write", "POST")
def unhandle(request: HttpRequest, key: UUID) -> HttpResponse:
    """撤回."""
    operations.unhandle(request.actor, key)
    messages.success(request, both("又回到要办的里面了。", "It is to be done again."))
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    named = asked(request)
    return HttpResponseRedirect(f"{reverse('ledger:dates')}{f'?of={named}' if named else ''}", status=303)


@policy("ledger.write", "GET", "POST")
def settings(request: HttpRequest) -> HttpResponse:
    """提醒设置."""
    firm = firm_of(request, "ledger.write")
    book = queries.book(firm)
    chosen = book.leads if book else {}
    form = SettingsForm(
        request.POST or None, chosen=chosen, initial={"insurance_day": book.insurance_day if book else None}
    )
    if request.method == "POST" and form.is_valid():
        operations.settings(
            request.actor, firm.pk, leads=form.leads(), insurance_day=form.cleaned_data["insurance_day"]
        )
        messages.success(request, both("设置保存了。", "The settings are saved."))
        return HttpResponseRedirect(f"{reverse('ledger:dates')}?of={firm.pk}", status=303)
    words = {**around(request, firm, "dates"), "form": form}
    return render(request, "ledger/settings.html", words, status=422 if form.errors else 200)


@policy("ledger.read", "GET", "POST")
def feeds(request: HttpRequest) -> HttpResponse:
    """日历订阅: one's own; the address is shown once, on the page that answers the form."""
    form = FeedForm(request.POST or None, initial={"lang": lang()})
    address = ""
    if request.method == "POST" and form.is_valid():
        _, token = operations.subscribe(request.actor, lang=form.cleaned_data["lang"], names=form.cleaned_data["names"])
        address = _absolute(request, reverse("ledger:feed", args=[token]))
        form = FeedForm(initial={"lang": lang()})
    words = {"form": form, "address": address, "feeds": queries.feeds(request.actor)}
    return render(request, "ledger/feeds.html", words, status=422 if form.errors else 200)


@policy("ledger.read", "POST")
def end_feed(request: HttpRequest, key: UUID) -> HttpResponse:
    """停用订阅."""
    operations.unsubscribe(request.actor, key)
    messages.success(request, both("这个订阅停用了。", "The feed has ended."))
    return HttpResponseRedirect(reverse("ledger:feeds"), status=303)


@policy(PUBLIC)
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """日历程序来读: the address is the right; what it shows is what the subscriber may see now. Noted once a day."""
    found = access.feed_of(request.actor, token)
    subscriber = access.subscriber(request.actor, found)
    if found.last_read is None or timezone.localtime(found.last_read).date() != request.actor.day:
        operations.read_feed(request.actor, token)
    several = len(access.firms(subscriber)) > 1
    entries = [
        Entry(
            uid=f"{row.pk}@heyue",
            due=row.due,
            title=queries.words(row),
            who=(row.employee.name if found.names and row.employee.name else row.employee.number)
            if row.employee
            else "",
            employer=row.organisation.name if several else "",
            reason=(row.reason_zh, row.reason_en),
            article=(row.article_zh, row.article_en),
            leads=leads,
            statutory=row.due_kind == "statutory",
            address=_absolute(request, f"{reverse('ledger:dates')}?of={row.organisation_id}"),
        )
        for row, leads in queries.of_feed(subscriber)
    ]
    body = calendar_feed.written(entries, lang=found.lang, now=request.actor.now)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="deadlines.ics"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _absolute(request: HttpRequest, address: str) -> str:
    origin = str(getattr(configured, "HEYUE_ORIGIN", "") or "").rstrip("/")
    return f"{origin}{address}" if origin else request.build_absolute_uri(address)
