"""模板标签: the words of both languages side by side, money, dates, and what the component templates need.

Built into every template. A text may be a string, a both(…) or a (zh, en) pair wherever a part takes one.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django import template
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from heyue.apps.deeds.both import lang
from heyue.catalog.roles import roles
from heyue.law.wording import day_in_words, pick

register = template.Library()

WEEKDAYS = (
    ("周一", "Mon"),
    ("周二", "Tue"),
    ("周三", "Wed"),
    ("周四", "Thu"),
    ("周五", "Fri"),
    ("周六", "Sat"),
    ("周日", "Sun"),
)
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LEVELS = {
    "high": ("高", "High"),
    "medium": ("中", "Medium"),
    "low": ("低", "Low"),
    "good": ("通过", "Passed"),
    "none": ("未检查", "Not checked"),
}


@register.simple_tag
def t(zh: str, en: str, **values: Any) -> str:
    """{% t "中文" "English" name=value %}: the text in the reader's language; {name} stands for a value, escaped."""
    text = pick((zh, en), lang())
    return format_html(text, **values) if values else text


@register.simple_tag
def count(n: int, zh: str, one: str, many: str, **values: Any) -> str:
    """{% count 3 "{n} 份" "{n} file" "{n} files" %}: English knows one from many, Chinese does not."""
    text = pick((zh, one if n == 1 else many), lang())
    return format_html(text, n=n, **values)


@register.simple_block_tag(takes_context=True)
def wrap(context: Context, content: str, part: str, **values: Any) -> str:
    """{% wrap "banner" level="high" %}…{% endwrap %}: a part of templates/parts/ around what stands between, as `body`."""
    with context.push(**values, body=content):
        return str(get_template(f"parts/{part}.html").template.render(context))  # type: ignore[attr-defined]


@register.filter
def say(pair: Any) -> str:
    """A (zh, en) pair, a dict with these keys, or a plain text, in the reader's language; nothing for nothing."""
    if pair is None:
        return ""
    if isinstance(pair, dict):
        return str(pair["zh" if lang() == "zh" else "en"])
    if isinstance(pair, (tuple, list)):
        return pick((pair[0], pair[1]), lang())
    return pair if isinstance(pair, str) else str(pair)


# ---- days ----------------------------------------------------------------------------------------------------------


def as_day(value: date | datetime | str) -> date:
    """A day from a date, a moment (in the installation's zone) or ISO text."""
    if isinstance(value, str):
        return date.fromisoformat(value[:10])
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


@register.filter
def day(value: date | datetime | str | None) -> SafeString | str:
    """2026年11月21日 in a <time>; nothing for nothing."""
    if value is None or value == "":
        return ""
    found = as_day(value)
    return format_html('<time datetime="{}">{}</time>', found.isoformat(), day_in_words(found, lang()))


@register.filter
def month_day(value: date | datetime | str | None) -> SafeString | str:
    """11月21日 or 21 Nov in a <time>: for lists in which the year is plain."""
    if value is None or value == "":
        return ""
    found = as_day(value)
    words = f"{found.month}月{found.day}日" if lang() == "zh" else day_in_words(found, "en").rsplit(" ", 1)[0]
    return format_html('<time datetime="{}">{}</time>', found.isoformat(), words)


@register.filter
def dated(value: date | datetime | str | None, today: date | None) -> SafeString | str:
    """12月12日 周六 for a day of this year, 2027年8月21日 for any other: a date somebody plans by; {{ due|dated:actor.day }}."""
    if value is None or value == "":
        return ""
    found = as_day(value)
    if today is None or found.year != today.year:
        return day(found)
    words = f"{found.month}月{found.day}日" if lang() == "zh" else day_in_words(found, "en").rsplit(" ", 1)[0]
    name = pick(WEEKDAYS[found.weekday()], lang())
    return format_html('<time datetime="{}">{} {}</time>', found.isoformat(), words, name)


@register.filter
def weekday(value: date | datetime | str) -> str:
    """星期六 in Chinese, Saturday in English."""
    number = as_day(value).weekday()
    return f"星期{'一二三四五六日'[number]}" if lang() == "zh" else WEEKDAYS_EN[number]


@register.filter
def day_block(value: date | datetime | str) -> SafeString:
    """The date of a task as a block: month, large day, weekday."""
    found = as_day(value)
    month = f"{found.month}月" if lang() == "zh" else day_in_words(found, "en").split(" ")[1]
    weekday = pick(WEEKDAYS[found.weekday()], lang())
    return format_html('<time datetime="{}">{}<b>{}</b>{}</time>', found.isoformat(), month, found.day, weekday)


@register.filter
def moment(value: datetime | None) -> SafeString | str:
    """2026年11月21日 14:05 in a <time>."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    words = day_in_words(local.date(), lang())
    return format_html(
        '<time datetime="{}">{} {}</time>', local.isoformat(timespec="minutes"), words, local.strftime("%H:%M")
    )


@register.filter
def when(value: date | datetime | str | None) -> SafeString | str:
    """A moment with its time, a day without."""
    return moment(value) if isinstance(value, datetime) else day(value)


@register.filter
def days_left(value: date | datetime | str | None, today: date | None) -> str:
    """还有 4 天, 今天, 已过 3 天; {{ due|days_left:actor.day }}."""
    if value is None or value == "" or today is None:
        return ""
    days = (as_day(value) - today) // timedelta(days=1)
    unit = "day" if abs(days) == 1 else "days"
    if days == 0:
        return pick(("今天", "today"), lang())
    if days < 0:
        return pick((f"已过 {-days} 天", f"{-days} {unit} ago"), lang())
    return pick((f"还有 {days} 天", f"{days} {unit} left"), lang())


# ---- sums, sizes, names --------------------------------------------------------------------------------------------


@register.filter
def yuan(value: Any) -> SafeString | str:
    """¥12,345.60 in a <data>; takes a decimal string or fen as a whole number; nothing for nothing."""
    if value is None or value == "":
        return ""
    amount = Decimal(value) / 100 if isinstance(value, int) else Decimal(str(value))
    sign = "−" if amount < 0 else ""
    return format_html('<data value="{}">{}¥{}</data>', f"{amount:.2f}", sign, f"{abs(amount):,.2f}")


@register.filter
def size(value: int | None) -> str:
    """A file's size: 820 B, 14 KB, 3.2 MB."""
    if value is None:
        return ""
    if value < 1000:
        return f"{value} B"
    if value < 1_000_000:
        return f"{(value + 500) // 1000} KB"
    tenths = (value + 50_000) // 100_000
    return f"{tenths // 10}.{tenths % 10} MB"


@register.filter
def level_word(level: str) -> str:
    """The word that goes with a level's shape and colour."""
    return pick(LEVELS.get(level, LEVELS["none"]), lang())


@register.simple_tag
def level_mark(level: str, word: Any = "") -> SafeString:
    """A level as a shape, a word, then a colour; without a word of its own, the level's."""
    return format_html(
        '<span class="tag" data-level="{}">{}</span>',
        level or "none",
        say(word) if word else level_word(level or "none"),
    )


@register.filter
def role_name(role: str) -> str:
    """A role of catalog/roles.yaml in the reader's language."""
    found = roles().roles.get(role)
    return pick((found.zh, found.en), lang()) if found is not None else role


@register.filter
def kind_name(kind: str) -> str:
    """A kind of organisation in the reader's language."""
    return pick(roles().kinds[kind], lang()) if kind in roles().kinds else kind


@register.filter
def initial(name: Any) -> str:
    """The first sign of a name, for the round mark of a person or an organisation."""
    text = str(name or "").strip()
    return text[0].upper() if text else "·"


@register.filter
def undo(message: Any) -> str:
    """Where a message can be undone: views give `extra_tags="undo=/plans/…"`; only an address of this site counts."""
    for tag in str(getattr(message, "extra_tags", "") or "").split():
        name, _, address = tag.partition("=")
        if name == "undo" and address.startswith("/") and not address.startswith("//"):
            return address
    return ""


@register.filter
def field(form: Any, name: str) -> Any:
    """A form's field by its name: {% include "parts/field.html" with field=form|field:"place" %}."""
    return form[name]


@register.filter
def is_many(value: Any) -> bool:
    """Whether a value is a list of texts; a (zh, en) pair of texts is one text."""
    return isinstance(value, list)


@register.filter
def device(user_agent: str) -> str:
    """Browser and system in two words, from what the browser says of itself; nobody can read the whole line."""
    systems = (
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("HarmonyOS", "HarmonyOS"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    )
    browsers = (
        ("MicroMessenger", "微信 WeChat"),
        ("Edg", "Edge"),
        ("Firefox", "Firefox"),
        ("Chrom", "Chrome"),
        ("Safari", "Safari"),
    )
    system = next((name for sign, name in systems if sign in user_agent), "")
    browser = next((name for sign, name in browsers if sign in user_agent), "")
    return " · ".join(part for part in (browser, system) if part) or pick(("不认识的程序", "Unknown program"), lang())


@register.filter
def unprompted(bound: Any) -> str:
    """A bound field without the placeholder a library gave it: it only repeats the label."""
    return str(bound.as_widget(attrs={"placeholder": False}))
