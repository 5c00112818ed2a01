"""消息的页面: messages, what one is told, endpoints with their log, and the stream."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as said
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from heyue.apps.deeds import NotFound, Refused
from heyue.apps.deeds.both import both
from heyue.apps.deeds.policy import SIGNED_IN, policy
from heyue.apps.lists import download
from heyue.apps.notices import access, operations, queries
from heyue.apps.notices import stream as text_of_stream
from heyue.apps.notices.forms import ChoiceForm, EndpointForm


@policy("notices.read")
def list_messages(request: HttpRequest) -> HttpResponse:
    """我的消息."""
    shown = queries.MESSAGES.show(queries.messages(request.actor), request.GET)
    if "format" in request.GET:
        return download(shown, request.GET["format"], request.actor, title=str(both("消息", "Messages")))
    return render(
        request,
        "notices/list.html",
        {"list": shown, "unread": queries.unread(request.actor), "webhooks": request.actor.can("notices.webhooks")},
    )


@policy("notices.read")
def message(request: HttpRequest, key: UUID) -> HttpResponse:
    """打开一条消息: marks it as read and goes where it leads."""
    found = access.message(request.actor, key)
    if found.read is None:
        operations.mark_read(request.actor, key)
    return HttpResponseRedirect(found.link or reverse("notices:list"), status=303)


@policy("notices.read", "POST")
def read(request: HttpRequest) -> HttpResponse:
    """全部标为已读."""
    n = operations.mark_read(request.actor)
    said.success(request, both(f"{n} 条消息标为已读。", f"{n} messages marked as read."))
    return HttpResponseRedirect(reverse("notices:list"), status=303)


@policy("notices.read", "GET", "POST")
def settings(request: HttpRequest) -> HttpResponse:
    """消息设置."""
    address = queries.my_mail(request.actor)
    form = ChoiceForm(
        request.POST if request.method == "POST" else None, rows=queries.chosen(request.actor), mail=bool(address)
    )
    if request.method == "POST" and form.is_valid():
        operations.choose(request.actor, form.wanted())
        said.success(request, both("消息设置保存了。", "Your choices are saved."))
        return HttpResponseRedirect(reverse("notices:settings"), status=303)
    return render(request, "notices/settings.html", {"form": form, "address": address})


@policy("notices.webhooks")
def webhooks(request: HttpRequest) -> HttpResponse:
    """推送地址一览."""
    return render(request, "notices/webhooks.html", {"endpoints": queries.endpoints(request.actor)})


@policy("notices.webhooks", "GET", "POST")
def add_webhook(request: HttpRequest) -> HttpResponse:
    """添加推送地址: the secret is shown once, on the page that answers."""
    form = EndpointForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            endpoint, secret = operations.add_endpoint(request.actor, **form.cleaned_data)
        except Refused as refused:
            form.add_error("url", str(refused.why))
        else:
            return render(
                request, "notices/secret.html", {"endpoint": queries.shown(endpoint), "secret": secret}, status=201
            )
    return render(request, "notices/add_webhook.html", {"form": form}, status=422 if form.errors else 200)


@policy("notices.webhooks")
def webhook(request: HttpRequest, key: UUID) -> HttpResponse:
    """一个推送地址和它的记录."""
    endpoint = access.endpoint(request.actor, key)
    shown = queries.DELIVERIES.show(queries.deliveries(request.actor, endpoint), request.GET)
    if "format" in request.GET:
        return download(shown, request.GET["format"], request.actor, title=str(both("推送记录", "Webhook log")))
    stuck = list(
        queries.deliveries(request.actor, endpoint).filter(taken__isnull=True, next__isnull=True).order_by("-made")[:5]
    )
    return render(request, "notices/webhook.html", {"endpoint": queries.shown(endpoint), "list": shown, "stuck": stuck})


@policy("notices.webhooks", "GET", "POST")
def change_webhook(request: HttpRequest, key: UUID, state: str) -> HttpResponse:
    """暂停、恢复或停用; ending asks first."""
    endpoint = access.endpoint(request.actor, key)
    words = {
        "paused": both("推送已暂停。", "The webhook is paused."),
        "running": both(
            "推送已恢复；暂停期间的事不补发。", "The webhook runs again; what happened meanwhile is not sent."
        ),
        "ended": both("推送地址已停用。", "The webhook is removed."),
    }
    if state not in words:
        raise NotFound
    if request.method != "POST":
        return render(request, "notices/end_webhook.html", {"endpoint": queries.shown(endpoint), "state": state})
    operations.change_endpoint(request.actor, key, state)
    said.success(request, words[state])
    return HttpResponseRedirect(
        reverse("notices:webhooks") if state == "ended" else reverse("notices:webhook", args=[key]), status=303
    )


@policy("notices.webhooks", "POST")
def try_webhook(request: HttpRequest, key: UUID) -> HttpResponse:
    """发送测试消息."""
    operations.try_endpoint(request.actor, key)
    said.success(
        request,
        both(
            "测试消息在路上，半分钟内能在下面看到结果。",
            "A test message is on its way; its result shows below within half a minute.",
        ),
    )
    return HttpResponseRedirect(reverse("notices:webhook", args=[key]), status=303)


@policy("notices.webhooks", "POST")
def repeat_delivery(request: HttpRequest, key: UUID) -> HttpResponse:
    """重新发送."""
    row = operations.repeat(request.actor, key)
    said.success(request, both("正在重新发送。", "Sending again."))
    return HttpResponseRedirect(reverse("notices:webhook", args=[row.endpoint_id]), status=303)


@policy(SIGNED_IN)
def stream(request: HttpRequest) -> HttpResponse:
    """消息流, one short answer; see stream.py for why it ends at once."""
    last = request.headers.get("Last-Event-ID", "")
    response = HttpResponse(
        "".join(text_of_stream.answer(request.actor, last)), content_type="text/event-stream; charset=utf-8"
    )
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response
