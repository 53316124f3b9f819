"""{% load rounds_ui %}{% rounds_now %}: the outreach rounds one may go on with, and the way to a new one."""

from typing import Any

from django import template
from django.db.models import QuerySet

from accounts.compiled import compiled_for_user
from cases.models import OutreachRound

register = template.Library()
MOST = 3


@register.inclusion_tag("cases/_rounds_now.html", takes_context=True)
def rounds_now(context: template.Context) -> dict[str, Any]:
    """Newest first, of all colleagues on the estates: whoever is there today goes on. One query."""
    return {"walks": _walks(context["request"].user)}


@compiled_for_user
def _walks(user: Any) -> QuerySet[Any, Any]:
    return OutreachRound.objects.visible_to(user).open().with_counts().order_by("-started_at")[:MOST]
