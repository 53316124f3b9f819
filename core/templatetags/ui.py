"""The tags and filters of every page. Builtins: they need no {% load %} (`translate` does).

A page
    {% extends "base.html" %}                     blocks: title (unique!), head, content, page_class
    {% block title %}Restancelister{% endblock %} → "Restancelister · socialvicevaert"
    {% block content %}
      {% page_header title=_("Restancelister") lead=_("I år") back_url=url back_label=_("I dag") %}
        <a class="btn btn-primary" href="…">{% icon "upload" %} {% translate "Indlæs liste" %}</a>
      {% endpage_header %}                        the h1, and its actions (may be empty)
    `{% block page_class %}sv-narrow{% endblock %}` for a form or a single file; without it the page is wide.

Amounts, dates, counts (filters; all take None and give "")
    {{ amount|kroner }}            12.345,50 kr.        {{ amount|kroner_short }}   12.346 kr.
    {{ day|day }}                  tirs. 24. nov.       {{ day|day_long }}          24. november 2026
    {{ day|relative }}             om 3 dage / i går    {{ moment|moment }}         i dag kl. 8.02
    {{ moment|clock }}             kl. 8.02             {{ 12345|number }}          12.345
    {{ n|count:"sag,sager" }}      1 sag / 3 sager      {{ phone|tel }}             tel:+4520000000
    {% day_tag day %}              <time datetime=…>tirs. 24. nov. (om 3 dage)</time>

Urgency. level is always one of late · soon · ok · quiet, and always comes with words
    {% badge "Fogedret i morgen" level="late" %}
    {% reasons item.reasons %}     each has .level and .text (or is a pair): the first is the headline

    {% warnings item.marks %}      what to know before a door opens; each has .level and .text

Boxes
    {% item level="late" title=address url=link %} … {% enditem %}         a work item, <article>; heading=3
       inside: <p class="sv-due">, <div class="sv-acts"> with .btn (44 px, equal widths)
    {% card title=_("Hvem bor her") icon="users" %} … {% endcard %}        a titled section; id="…" optional
    {% empty_state icon="inbox" title=_("Ingen nye restancer") text=_("Når …") %}  + action_url, action_label
    {% tile value=n label=_("Uden ansvarlig") url=link level="soon" %}     a number that can be opened
    {% how_counted %} … {% endhow_counted %}       "Sådan er det talt", or title=_("…"), in <details>
    {% facts rows %}               rows = [(label, value), …] → <dl class="sv-facts">; or write it by hand
    {% steps current=2 labels="Fil|Kolonner|Gennemse|Færdig" %}            where in a course we are
    {% tabs items label=_("Visning") %}  items = [{"url","label","count","active"}] → links with aria-current
    {% progress done=240 total=405 label=_("Rækker læst") %}               native <progress> with words

Forms. Write <form method="post">{% csrf_token %} yourself, with a real submit button
    {% once %}                     beside the token, where the view is taken @once (accounts/once.py)
    {% fields form %}              error summary, every visible field through crispy, and the hidden ones
    {% error_summary form %}       takes the focus, links to each field; first, when placing fields yourself
    {% field form.amount %}        one field through crispy (label, help, error)
    {% next_input %}               hidden `next` = where to return to; use core.lists.next_url() in the view
    {% with_next url %}            url + ?next=<this page>, for links whose page returns here

Lists (in lists.py beside this; core/lists.py gives the ListPage `page`)
    {% sort_header page "amount" _("Beløb") numeric=True %}   <th aria-sort> with a link
    {% pagination page %}          "Næste 25" / "Forrige", count; works with and without JavaScript
    {% filter_field page.filter.form.trin %}   label and control of a filter: text or choice
    {% active_filters page %}      "Ryd filtre" when any filter is on

After an action (core/htmx.py)
    undo_message(request, _("Besøget er gemt."), url)   the next page has a toast with Fortryd (POST) for 10 s
    messages.success(request, …) / messages.error(…)    an alert on the next page
    render_page(request, "app/page.html", ctx, fragment="app/_list.html")   fragment for htmx, else the page

Icons: {% icon "phone" %} is a Lucide name (https://lucide.dev/icons), inline, hidden from screen readers;
{% icon "phone" label=_("Ring") %} when it stands alone.

Classes worth knowing (static/css): sv-list (plain list of items) · sv-table (rows become cards on a phone:
give each <td data-label="…">) · sv-num (right-aligned digits) · sv-due · sv-acts · sv-facts · sv-timeline
(li.done, li.now) · sv-grid-2 (two columns from 992 px) · sv-tiles · sv-filters (form row above a list) ·
sv-choices (grid of big radio or submit buttons) · sv-form-end (buttons under a form) · sv-muted
· sv-hide-phone · btn-quiet (outlined secondary button) · sv-table-box (around a table).
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from django import forms, template
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from lucide.templatetags.lucide import lucide

from core import phrases
from core.danish import NBSP, format_date_long, format_kroner, format_kroner_short
from core.once import FIELD as ONCE
from core.plain_fields import is_plain, plain_field

register = template.Library()

LEVELS = {"late", "soon", "ok", "quiet"}
LEVEL_ICONS = {"late": "circle-alert", "soon": "clock", "ok": "circle-check"}
Day = dt.date | dt.datetime


# -- amounts, dates, counts ----------------------------------------------------------------------


@register.filter
def kroner(amount: Decimal | int | None) -> str:
    return "" if amount is None or amount == "" else f"{format_kroner(amount)}{NBSP}kr."


@register.filter(name="kroner_short")
def kroner_short(amount: Decimal | int | None) -> str:
    return "" if amount is None or amount == "" else format_kroner_short(amount)


@register.filter
def day(value: Day | None) -> str:
    return phrases.say_day(value) if value else ""


@register.filter
def day_long(value: Day | None) -> str:
    return format_date_long(phrases.as_day(value)) if value else ""


@register.filter
def relative(value: Day | None) -> str:
    return phrases.say_relative(value) if value else ""


@register.filter
def moment(value: dt.datetime | None) -> str:
    return phrases.say_moment(value) if value else ""


@register.filter
def until(value: dt.datetime | None) -> str:
    return phrases.say_until(value) if value else ""


@register.filter
def clock(value: dt.datetime | None) -> str:
    return phrases.say_clock(value) if value else ""


@register.filter
def number(value: int | None) -> str:
    return "" if value is None or value == "" else phrases.say_number(value)


@register.filter
def count(value: int | None, words: str) -> str:
    return phrases.say_count(value or 0, words)


@register.filter
def tel(phone: str) -> str:
    digits = "".join(c for c in str(phone) if c.isdigit() or c == "+")
    return f"tel:{digits if digits.startswith('+') else '+45' + digits}" if digits else ""


@register.simple_tag
def day_tag(value: Day | None) -> str:
    if not value:
        return ""
    return _day_tag(phrases.as_day(value), timezone.localdate())


@lru_cache(maxsize=1024)
def _day_tag(on: dt.date, today: dt.date) -> SafeString:
    said, near = phrases.say_day(on, today), phrases.say_relative(on, today)
    return format_html(
        '<time datetime="{}">{}</time>', on.isoformat(), said if said == near else f"{said} ({near})"
    )


# -- icons, urgency ------------------------------------------------------------------------------


@lru_cache(maxsize=256)
def svg(name: str, size: int) -> SafeString:
    return SafeString(lucide(name, size=size, aria_hidden="true", focusable="false", **{"class": "sv-icon"}))


@register.simple_tag
def icon(name: str, size: int = 20, label: str = "") -> str:
    if not label:
        return svg(name, size)
    return format_html('{}<span class="visually-hidden">{}</span>', svg(name, size), label)


def known_level(level: str) -> str:
    if level not in LEVELS:
        raise ValueError(f"level is one of {sorted(LEVELS)}, not {level!r}")
    return level


@register.simple_tag
def badge(text: str, level: str = "quiet") -> str:
    return format_html('<span class="sv-badge {}">{}</span>', known_level(level), text)


def _level_and_text(reason: Any) -> tuple[str, str]:
    level, text = reason if isinstance(reason, tuple) else (reason.level, reason.text)
    return known_level(str(level)), str(text)


@register.simple_tag
def reasons(items: Iterable[Any]) -> str:
    pairs = [_level_and_text(item) for item in items]
    if not pairs:
        return ""
    (level, headline), rest = pairs[0], pairs[1:]
    others = format_html_join("", '<li class="{}">{}</li>', rest)
    symbol = svg(LEVEL_ICONS[level], 18) if level in LEVEL_ICONS else ""
    return format_html(
        '<ul class="sv-reasons"><li class="sv-due {}">{}{}</li>{}</ul>', level, symbol, headline, others
    )


@register.simple_tag
def warnings(marks: Iterable[Any]) -> str:
    """Nothing when there is nothing to know."""
    pairs = [_level_and_text(mark) for mark in marks or ()]
    if not pairs:
        return ""
    lines = format_html_join("", '<li class="sv-badge {}">{}</li>', pairs)
    return format_html('<ul class="sv-warnings" aria-label="{}">{}</ul>', _("Sikkerhed"), lines)


# -- boxes ---------------------------------------------------------------------------------------


@register.simple_block_tag
def item(content: str, title: str, url: str = "", level: str = "quiet", heading: int = 3) -> str:
    linked = format_html('<a href="{}">{}</a>', url, title) if url else title
    return format_html(
        '<article class="sv-item {0}"><h{1} class="sv-item-title">{2}</h{1}>{3}</article>',
        known_level(level),
        heading,
        linked,
        mark_safe(content),  # noqa: S308 — rendered by the template, already escaped
    )


@register.simple_block_tag
def card(content: str, title: str, icon: str = "", id: str = "", heading: int = 2) -> str:
    symbol = svg(icon, 20) if icon else ""
    anchor = format_html(' id="{}"', id) if id else ""
    return format_html(
        '<section class="sv-card"{0}><h{1} class="sv-card-title">{2}{3}</h{1}>{4}</section>',
        anchor,
        heading,
        symbol,
        title,
        mark_safe(content),  # noqa: S308 — rendered by the template, already escaped
    )


@register.simple_block_tag
def how_counted(content: str, title: str = "") -> str:
    return format_html(
        '<details class="sv-how"><summary>{}</summary>{}</details>',
        title or _("Sådan er det talt"),
        mark_safe(content),  # noqa: S308 — rendered by the template, already escaped
    )


@register.simple_block_tag
def page_header(content: str, title: str, lead: str = "", back_url: str = "", back_label: str = "") -> str:
    back = (
        format_html('<a class="sv-back" href="{}">{}{}</a>', back_url, svg("chevron-left", 18), back_label)
        if back_url
        else ""
    )
    words = format_html('<p class="sv-lead">{}</p>', lead) if lead else ""
    actions = content.strip()
    return format_html(
        '<header class="sv-page-header">{}<div><h1>{}</h1>{}</div>{}</header>',
        back,
        title,
        words,
        mark_safe(f'<div class="sv-actions">{actions}</div>') if actions else "",  # noqa: S308 — as above
    )


@register.inclusion_tag("_ui/empty_state.html")
def empty_state(
    icon: str, title: str, text: str = "", action_url: str = "", action_label: str = "", heading: int = 2
) -> dict[str, Any]:
    return locals()


@register.simple_tag
def tile(value: int | str, label: str, url: str = "", level: str = "quiet") -> str:
    said = phrases.say_number(value) if isinstance(value, int) else value
    inner = format_html('<span class="sv-tile-value">{}</span> <span>{}</span>', said, label)
    if url:
        return format_html('<a class="sv-tile {}" href="{}">{}</a>', known_level(level), url, inner)
    return format_html('<div class="sv-tile {}">{}</div>', known_level(level), inner)


@register.simple_tag
def facts(rows: Iterable[tuple[str, Any]]) -> str:
    return format_html(
        '<dl class="sv-facts">{}</dl>', format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", rows)
    )


@register.inclusion_tag("_ui/steps.html")
def steps(current: int, labels: str) -> dict[str, Any]:
    return {
        "steps": [
            {"label": label, "number": n, "done": n < current, "current": n == current}
            for n, label in enumerate(labels.split("|"), 1)
        ]
    }


@register.inclusion_tag("_ui/tabs.html")
def tabs(items: Sequence[Mapping[str, Any]], label: str) -> dict[str, Any]:
    return {"items": items, "label": label}


@register.inclusion_tag("_ui/progress.html")
def progress(done: int, total: int, label: str) -> dict[str, Any]:
    return {"done": done, "total": max(total, 1), "label": label, "percent": done * 100 // max(total, 1)}


# -- forms ---------------------------------------------------------------------------------------


def link_target(bound: forms.BoundField) -> dict[str, str]:
    """Where the summary's link goes: the control, or the box around several radio buttons. A label that
    asks has its mark already."""
    where = "" if bound.is_hidden else bound.id_for_label or f"div_{bound.auto_id}"
    label = str(bound.label)
    return {"label": label if label.endswith("?") else f"{label}:", "where": where}


@register.inclusion_tag("_ui/error_summary.html")
def error_summary(form: forms.BaseForm) -> dict[str, Any]:
    named = [(link_target(form[name]), errors) for name, errors in form.errors.items() if name in form.fields]
    return {"form": form, "named": named, "total": sum(len(e) for e in form.errors.values())}


@register.inclusion_tag("_ui/fields.html")
def fields(form: forms.BaseForm) -> dict[str, Any]:
    shown = form.visible_fields()
    explain = len(shown) > 2 and any(bound.field.required for bound in shown)
    return {"form": form, "explain_star": explain}


@register.simple_tag
def field(bound: forms.BoundField) -> str:
    """allauth repeats each label as a placeholder, which is gone as soon as one types."""
    if type(bound.form).__module__.startswith("allauth"):
        bound.field.widget.attrs.pop("placeholder", None)
    if is_plain(bound):
        return plain_field(bound)
    return SafeString(as_crispy_field(bound))


@register.simple_tag(takes_context=True)
def once(context: Context) -> str:
    """Shown again with what is to be put right it is still the same form."""
    given = context["request"].POST.get(ONCE)
    return format_html('<input type="hidden" name="{}" value="{}">', ONCE, given or uuid.uuid4())


@register.simple_tag(takes_context=True)
def next_input(context: Context) -> str:
    request = context["request"]
    here = request.POST.get("next") or request.GET.get("next") or request.get_full_path()
    return format_html('<input type="hidden" name="next" value="{}">', here)


@register.simple_tag(takes_context=True)
def with_next(context: Context, url: str) -> str:
    return f"{url}{'&' if '?' in url else '?'}{urlencode({'next': context['request'].get_full_path()})}"


# -- messages ------------------------------------------------------------------------------------


@register.filter
def undo_url(message: Any) -> str:
    """The local address an undo toast posts to, or "" for an ordinary message."""
    first, _space, url = (message.extra_tags or "").partition(" ")
    return url if first == "undo" else ""
