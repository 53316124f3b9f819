"""The weekly review meeting on a page to print."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.choices import Role
from accounts.permissions import acting_organisation, role_required
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from core.lists import capped_count, say_capped
from evictions.forms.reviews import EvictionFilter
from evictions.review.meeting import MOST, meeting_cases, meeting_groups


@role_required(Role.ADMINISTRATION)
@require_safe
def review_meeting(request: UserRequest) -> HttpResponse:
    """`?afdeling=` for a meeting about one estate. It is made to be carried away: it counts as an export."""
    now = timezone.localtime()
    data = {"afdeling": request.GET.get("afdeling", "")}
    chosen = EvictionFilter(data, queryset=meeting_cases(request.user, now.date()), request=request)
    if request.user.membership:
        record_look_up(actor=request.user, subject=request.user.membership, purpose=Purpose.EXPORT)
    total = capped_count(chosen.qs)
    context = {
        "groups": meeting_groups(request.user, chosen.qs, now.date()),
        "filter": chosen,
        "total": f"{say_capped(total)} {_('sag') if total == 1 else _('sager')}",
        "is_cut": total > MOST,
        "most": MOST,
        "now": now,
        "organisation": acting_organisation(request.user),
    }
    return render(request, "evictions/review_meeting.html", context)
