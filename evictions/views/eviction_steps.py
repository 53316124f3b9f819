"""Registering the landlord's legal steps by hand, putting a date right, and taking a mistake back."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms.answers import posted
from accounts.requests import UserRequest
from cases.forms.revisions import written
from cases.links import links
from evictions.forms.steps import PREVIEW, StepForm, TakeBackForm
from evictions.models import EvictionCase
from evictions.permissions import get_eviction_for_user
from evictions.services.step_mistakes import take_back_step
from evictions.step_pages import STEPS, StepPage
from evictions.views.eviction_frame import show_previewed


@require_http_methods(["GET", "HEAD", "POST"])
def eviction_step(request: UserRequest, pk: int, what: str) -> HttpResponse:
    """`what`: a key of STEPS."""
    case, page = get_eviction_for_user(request.user, pk, edit=True), step_page(what)
    form = page.form(posted(request), case=case)
    if not form.is_bound or PREVIEW in request.POST:
        return show_step(request, what, form)
    if status := written(form, lambda: page.write(actor=request.user, case=case, **form.known)):
        return show_step(request, what, form, status=status)
    messages.success(request, _("Registreret: %(what)s.") % {"what": page.title})
    return redirect(links("eviction_detail")(case.pk))


@require_POST
def eviction_take_back(request: UserRequest, pk: int, what: str) -> HttpResponse:
    """A registration that was a mistake."""
    case, page = get_eviction_for_user(request.user, pk, edit=True), step_page(what)
    form = TakeBackForm(request.POST, case=case, auto_id="fejl_%s")
    if status := written(
        form, lambda: take_back_step(actor=request.user, case=case, kind=page.kind, **form.known)
    ):
        return show_step(request, what, page.form(case=form.case), status=status, mistake=form)
    messages.success(request, _("Registreringen er taget tilbage. Den står stadig i forløbet."))
    return redirect(links("eviction_detail")(case.pk))


def step_page(what: str) -> StepPage:
    if what not in STEPS:
        raise Http404
    return STEPS[what]


def show_step(
    request: UserRequest, what: str, form: StepForm, status: int = 200, mistake: TakeBackForm | None = None
) -> HttpResponse:
    page, case = STEPS[what], form.case
    if mistake is None and getattr(case, page.column) is not None and case.is_open:
        mistake = TakeBackForm(case=case, auto_id="fejl_%s")
    more = {
        "title": page.title,
        "mistake": mistake,
        "take_back_url": reverse("eviction_take_back", args=[case.pk, what]),
        "rules": page.rules,
        "letter_url": letter_url(page, case),
    }
    return show_previewed(request, "evictions/eviction_step.html", form, status=status, **more)


def letter_url(page: StepPage, case: EvictionCase) -> str:
    """Where the letter is written; "" once the step is registered."""
    if page.letter is None or getattr(case, page.column) is not None:
        return ""
    return reverse("eviction_letter_create", args=[case.pk, page.letter.value])
