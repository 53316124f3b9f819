"""Deciding of many cases in one go: ticked in the list, chosen, looked through, decided, with a receipt."""

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.choices import Role
from accounts.forms.answers import attempt
from accounts.permissions import role_required
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_ups
from cases.forms.base import KEEP
from core.lists import next_url
from evictions.choices import Verdict
from evictions.forms.reviews import DecisionForm, EvictionFilter
from evictions.models import EvictionCase, StandstillReason
from evictions.review.preview import chosen_cases, preview_of
from evictions.review.receipt import decided_in, not_decided
from evictions.services.reviews import MOST_AT_ONCE, NotDecided, decide_many
from evictions.views.eviction_list import asked, read_tab

RECEIPTS, MOST_RECEIPTS = "eviction_receipts", 5
LOOK, DECIDE = "gennemse", "beslut"
FIELDS = ("verdict", "until", "pause_reason", "reason")


@role_required(Role.ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def eviction_decide_many(request: UserRequest) -> HttpResponse:
    """Three steps at one address, which has the list's filters: choose, look through, decide."""
    query = request.GET.urlencode()
    back = next_url(request, f"{reverse('eviction_list')}{f'?{query}' if query else ''}")
    seen = everything(request) if request.POST.get("alle") else ticked(request)
    if not seen or len(seen) > MOST_AT_ONCE:
        if request.method == "POST":
            messages.error(request, too_few_or_many(len(seen)))
        return redirect(back)
    step = request.POST.get("trin", "")
    form = form_of(request, bound=step in {LOOK, DECIDE})
    if not form.is_valid():
        return show_choice(request, form, seen, back)
    batch = read_batch(request.POST.get("batch", ""))
    if step != DECIDE or batch is None:
        return show_preview(request, form, seen, back)
    if not attempt(form, lambda: carry_out(request, seen, form, batch)):
        return show_choice(request, form, seen, back)
    return redirect(f"{reverse('eviction_receipt', args=[batch])}?{urlencode({'next': back})}")


def show_choice(request: UserRequest, form: DecisionForm, seen: dict[int, int], back: str) -> HttpResponse:
    context = {"form": form, "lines": chosen_cases(request.user, seen), "back": back}
    return render(request, "evictions/decide_many.html", context, status=422 if form.errors else 200)


def show_preview(request: UserRequest, form: DecisionForm, seen: dict[int, int], back: str) -> HttpResponse:
    context = {
        "form": form,
        "chosen": chosen(form),
        "preview": preview_of(request.user, seen, form.resolution),
        "batch": uuid.uuid4(),
        "back": back,
    }
    return render(request, "evictions/decide_many_preview.html", context)


def chosen(form: DecisionForm) -> list[tuple[str, str]]:
    """What the preview sends on, as it was understood."""
    said = {name: form.cleaned_data[name] or "" for name in FIELDS}
    kept = [("cpr", KEEP)] if form.cleaned_data["cpr"] == KEEP else []
    return [*((name, str(value)) for name, value in said.items()), *kept]


def form_of(request: UserRequest, *, bound: bool) -> DecisionForm:
    """What was chosen before stays chosen when somebody goes a step back."""
    reasons = StandstillReason.objects.visible_to(request.user).filter(is_active=True)
    initial = {name: request.POST.get(name, "") for name in FIELDS}
    return DecisionForm(request.POST if bound else None, reasons=reasons, initial=initial)


def ticked(request: UserRequest) -> dict[int, int]:
    """Id → the revision that was read, of what was ticked; what is no such thing is left out."""
    seen = {}
    for tick in request.POST.getlist("sag"):
        pk, _dash, revision = tick.partition("-")
        if all(part.isascii() and part.isdecimal() and len(part) < 10 for part in (pk, revision)):
            seen[int(pk)] = int(revision)
    return seen


def everything(request: UserRequest) -> dict[int, int]:
    """All that the list holds, as it is searched and filtered."""
    rows = EvictionCase.objects.visible_to(request.user).in_tab(read_tab(request))
    found = EvictionFilter(asked(request), queryset=rows, request=request).qs.order_by("next_on", "pk")
    return dict(found.values_list("pk", "revision")[: MOST_AT_ONCE + 1])


def too_few_or_many(count: int) -> str:
    if not count:
        return _("Vælg mindst én sag på listen, før du beslutter.")
    return _(
        "Der kan højst besluttes om %(most)s sager ad gangen. Filtrér listen, fx på afdeling, og prøv igen."
    ) % {"most": MOST_AT_ONCE}


def read_batch(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def carry_out(request: UserRequest, seen: dict[int, int], form: DecisionForm, batch: uuid.UUID) -> None:
    """Decide; what was not decided is kept for the receipt, as ids, with the session. Sent twice, what was
    decided the first time is not said to have failed."""
    refused = decide_many(actor=request.user, seen=seen, resolution=form.resolution, batch=batch)
    kept: dict[str, Any] = dict(request.session.get(RECEIPTS, {}))
    kept.pop(str(batch), None)
    kept[str(batch)] = {
        "verdict": form.resolution.verdict,
        "refused": {str(pk): str(why) for pk, why in refused.items()},
    }
    request.session[RECEIPTS] = dict(list(kept.items())[-MOST_RECEIPTS:])


@role_required(Role.ADMINISTRATION)
@require_safe
def eviction_receipt(request: UserRequest, batch: uuid.UUID) -> HttpResponse:
    """What was decided stays; what was not is told to who decided, while they are logged in."""
    decided = decided_in(request.user, batch)
    kept = request.session.get(RECEIPTS, {}).get(str(batch))
    if not decided and kept is None:
        raise Http404
    refused = {int(pk): why for pk, why in kept["refused"].items()} if kept else {}
    record_look_ups(
        actor=request.user, subjects=[row.eviction_case for row in decided], purpose=Purpose.ARREARS
    )
    verdict = decided[0].verdict if decided else kept["verdict"]
    context = {
        "decided": decided,
        "verdict": Verdict(verdict).label,
        "failed": not_decided(request.user, verdict, refused),
        "gone": sum(why == NotDecided.GONE for why in refused.values()),
        "back": next_url(request, reverse("eviction_list")),
    }
    return render(request, "evictions/eviction_receipt.html", context)
