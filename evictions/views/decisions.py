"""A decision of one case, on its page, and taking it back."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import UserRequest
from core.errors import DomainError
from core.htmx import undo_message
from core.lists import next_url
from evictions.cards.review import AUTO_ID, verdict_words
from evictions.choices import Verdict
from evictions.forms.reviews import DecisionForm
from evictions.models import EvictionCase, StandstillReason
from evictions.permissions import get_eviction_for_user
from evictions.services.eviction_writes import EvictionChangedError
from evictions.services.reviews import decide
from evictions.services.undoing_reviews import undo_decision
from evictions.views.evictions import show_eviction


@require_POST
def eviction_decide(request: UserRequest, pk: int) -> HttpResponse:
    case = get_eviction_for_user(request.user, pk, edit=True)
    reasons = StandstillReason.objects.visible_to(request.user).filter(is_active=True)
    form = DecisionForm(request.POST, reasons=reasons, auto_id=AUTO_ID)
    status = save_decision(request, case, form)
    if status:
        case = get_eviction_for_user(request.user, pk, edit=True)
        form.offer(verdict_words(case, timezone.localdate()))
        return show_eviction(request, case, status=status, review_form=form)
    back = next_url(request, reverse("eviction_detail", args=[case.pk]))
    said = _("Beslutningen er gemt, og den sociale vicevært får besked.")
    if form.resolution.verdict == Verdict.GO_ON:
        undo = reverse("eviction_undo_decision", args=[case.pk])
        undo_message(request, said, f"{undo}?{urlencode({'next': back})}")
    else:
        messages.success(request, said)
    return redirect(back)


def save_decision(request: UserRequest, case: EvictionCase, form: DecisionForm) -> int:
    """The status to answer with when it was not saved."""
    seen = request.POST.get("seen", "")
    if not form.is_valid():
        return 422
    try:
        decide(
            actor=request.user,
            case=case,
            seen=int(seen) if seen.isdecimal() else 0,
            resolution=form.resolution,
        )
    except EvictionChangedError as error:
        form.add_error(None, error.message)
        return 409
    except DomainError as error:
        form.add_error(None, error.message)
        return 422
    return 0


@require_POST
def eviction_undo_decision(request: UserRequest, pk: int) -> HttpResponse:
    case = get_eviction_for_user(request.user, pk, edit=True)
    try:
        undo_decision(actor=request.user, case=case)
        messages.success(request, _("Beslutningen er fortrudt. Sagen står, som før du besluttede."))
    except DomainError as error:
        messages.error(request, error.message)
    return redirect(next_url(request, reverse("eviction_detail", args=[pk])))
