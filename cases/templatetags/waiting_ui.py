"""{% load waiting_ui %}{% waiting_now %}: what others wait for, and the rounds one is in the middle of."""

from typing import Any

from django import template
from django.db.models import QuerySet

from accounts.compiled import compiled_for_user
from accounts.models import Membership
from cases.models import Handover, OutreachRound
from core.gathering import Part, by_part, gathered

register = template.Library()
MOST = 3


@register.inclusion_tag("cases/_waiting_now.html", takes_context=True)
def waiting_now(context: template.Context) -> dict[str, Any]:
    """The handovers one has not answered, and the rounds of all colleagues on the estates, the newest first:
    whoever is there today goes on. One query."""
    found = _waiting(context["request"].user)
    return by_part(found[0]) if found else {}


@compiled_for_user
def _waiting(user: Any) -> QuerySet[Any, Any]:
    asked = Handover.objects.visible_to(user).proposed().filter(taker=user.membership).counted()
    walks = OutreachRound.objects.visible_to(user).open().with_counts()
    parts = {
        "asked": Part(asked.order_by("pk"), (), {"giver_name": "giver__user__name", "cases": "case_count"}),
        "walks": Part(
            walks.order_by("-started_at")[:MOST], ("name",), {"total_doors": "total", "done_doors": "done"}
        ),
    }
    return gathered(Membership.objects.filter(pk=user.membership.pk), parts)
