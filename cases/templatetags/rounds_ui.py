"""{% load rounds_ui %}{% rounds_now %}: the outreach rounds one may go on with, and the way to a new one."""

from typing import Any

from django import template

from cases.models import OutreachRound

register = template.Library()
MOST = 3


@register.inclusion_tag("cases/_rounds_now.html", takes_context=True)
def rounds_now(context: template.Context) -> dict[str, Any]:
    """Newest first, of all colleagues on the estates: whoever is there today goes on. One query."""
    walks = OutreachRound.objects.visible_to(context["request"].user).open().with_counts()
    return {"walks": walks.order_by("-started_at")[:MOST]}
