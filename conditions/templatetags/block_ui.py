"""The doors of a floor of the block picture. Not a template: 699 of them are asked for at once."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from conditions.block import Cell, Floor

register = template.Library()
NO_DOOR = SafeString('<span class="sv-no-door"></span>')


@register.simple_tag
def doors(floor: Floor) -> SafeString:
    """Each a link whose name is the whole address, with what is open there."""
    drawn = "".join(NO_DOOR if cell is None else door(cell) for cell in floor.cells)
    return mark_safe(drawn)  # noqa: S308 -- each escaped below


def door(cell: Cell) -> SafeString:
    if cell.mark is None:
        return format_html(
            '<a class="sv-flat" href="{}" aria-label="{}">{}</a>', cell.url, cell.name, cell.label
        )
    return format_html(
        '<a class="sv-flat {}" href="{}" aria-label="{}, {}"><span aria-hidden="true">{}</span>'
        '<b aria-hidden="true">{}{}</b><span aria-hidden="true">{}</span></a>',
        cell.mark.level,
        cell.url,
        cell.name,
        cell.mark.words,
        cell.label,
        cell.mark.total,
        cell.mark.sign,
        cell.mark.since,
    )
