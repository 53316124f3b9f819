"""The tags of a list page: sorting, filters, paging. Builtins, as those of ui.py, where they are listed."""

from typing import Any

from django import forms, template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.templatetags.ui import svg

register = template.Library()


@register.simple_tag
def sort_header(page: Any, key: str, label: str, numeric: bool = False) -> str:
    css = "sv-num" if numeric else ""
    state = page.sort_state(key)
    aria = format_html(' aria-sort="{}"', state) if state else ""
    symbol = svg({"ascending": "arrow-up", "descending": "arrow-down"}.get(state, "arrow-up-down"), 14)
    if not page.can_link:
        return format_html('<th scope="col" class="{}"{}>{}</th>', css, aria, label)
    return format_html(
        '<th scope="col" class="{}"{}><a class="sv-sort" href="{}"{}>{}{}</a></th>',
        css,
        aria,
        page.sort_url(key),
        page.htmx_attributes,
        label,
        symbol,
    )


@register.inclusion_tag("_ui/pagination.html", takes_context=True)
def pagination(context: Context, page: Any) -> dict[str, Any]:
    return {"page": page, "csrf_token": context.get("csrf_token")}


@register.simple_tag
def filter_field(bound: forms.BoundField) -> str:
    """Drawn here: through a form's widgets every option would cost two templates, on every list."""
    value, choices = bound.value() or "", getattr(bound.field, "choices", None)
    if choices is None:
        control = format_html(
            '<input class="form-control" type="text" name="{0}" id="{1}" value="{2}">',
            bound.html_name,
            bound.auto_id,
            value,
        )
    else:
        options = (
            (key, SafeString(" selected") if str(key) == str(value) else "", said) for key, said in choices
        )
        control = format_html(
            '<select class="form-select" name="{0}" id="{1}">{2}</select>',
            bound.html_name,
            bound.auto_id,
            format_html_join("", '<option value="{}"{}>{}</option>', options),
        )
    wrong = format_html_join("", '<p class="sv-field-error">{}</p>', ((error,) for error in bound.errors))
    return format_html(
        '<div><label class="form-label" for="{}">{}</label>{}{}</div>',
        bound.auto_id,
        bound.label,
        control,
        wrong,
    )


@register.simple_tag
def active_filters(page: Any) -> str:
    if not page.is_filtered:
        return ""
    return format_html(
        '<a class="btn btn-quiet" href="{}"{}>{}{}</a>',
        page.clear_url,
        page.htmx_attributes,
        svg("x", 18),
        _("Ryd filtre"),
    )
