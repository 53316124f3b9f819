"""Writing down what was done about a complaint, and putting a mistake right."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms.answers import posted
from accounts.once import once
from accounts.requests import UserRequest
from cases.forms.revisions import DONE, refusal, written
from cases.links import links
from disputes.forms.steps import ReasonForm
from disputes.ladder import BY_KEY, who_may, why_not
from disputes.permissions import get_complainant_for_user, get_complaint_for_user
from disputes.services.closing import reopen_complaint
from disputes.services.step_mistakes import take_back_step
from disputes.services.tracks import decide_showing, move_track
from disputes.step_pages import PAGES, form_of
from disputes.views.complaints import show_complaint, show_form
from evictions.law import RULES


@require_http_methods(["GET", "HEAD", "POST"])
@once
def complaint_step(request: UserRequest, pk: int, key: str) -> HttpResponse:
    """`key`: a rung of the ladder that has a form."""
    complaint, rung = get_complaint_for_user(request.user, pk), BY_KEY.get(key)
    if rung is None or rung.kind not in PAGES:
        raise Http404
    if request.user.role not in who_may(complaint, rung.kind):
        raise PermissionDenied
    page, form = PAGES[rung.kind], form_of(rung.kind, posted(request), complaint, request.user.role)
    if not form.is_bound and (reason := why_not(complaint, rung.kind)):
        return show_complaint(request, complaint, status=409, refused=reason)
    status = written(form, lambda: page.write(request.user, complaint, form)) if form.is_bound else 200
    if status == DONE:
        messages.success(request, _("Skrevet ned: %(what)s.") % {"what": rung.kind.label})
        return redirect(links("complaint_detail")(pk))
    said = {"rung": rung, "about": page.about, "rules": [RULES[name] for name in rung.rules]}
    return show_form(request, "disputes/complaint_step.html", form, status=status, **said)


@require_POST
def complaint_take_back(request: UserRequest, pk: int) -> HttpResponse:
    """The last step was a mistake."""
    complaint = get_complaint_for_user(request.user, pk)
    form = ReasonForm(request.POST, complaint=complaint)
    if status := written(form, lambda: take_back_step(actor=request.user, complaint=complaint, **form.known)):
        again = get_complaint_for_user(request.user, pk)
        return show_complaint(request, again, status=status, refused=refusal(form))
    messages.success(request, _("Skridtet er taget tilbage. Det står stadig i forløbet."))
    return redirect(links("complaint_detail")(pk))


@require_POST
def complaint_reopen(request: UserRequest, pk: int) -> HttpResponse:
    complaint = get_complaint_for_user(request.user, pk)
    form = ReasonForm(request.POST, complaint=complaint)
    if status := written(
        form, lambda: reopen_complaint(actor=request.user, complaint=complaint, **form.known)
    ):
        again = get_complaint_for_user(request.user, pk)
        return show_complaint(request, again, status=status, refused=refusal(form))
    messages.success(request, _("Klagesagen er åben igen, hvor den var."))
    return redirect(links("complaint_detail")(pk))


@require_http_methods(["GET", "HEAD", "POST"])
@once
def complaint_track(request: UserRequest, pk: int) -> HttpResponse:
    """From dialogue to the written track, or back."""
    complaint = get_complaint_for_user(request.user, pk)
    form = ReasonForm(posted(request), complaint=complaint)
    if not form.is_bound:
        return show_form(request, "disputes/complaint_track.html", form)
    if status := written(form, lambda: move_track(actor=request.user, complaint=complaint, **form.known)):
        return show_form(request, "disputes/complaint_track.html", form, status=status)
    messages.success(request, _("Sagen har skiftet spor. Begrundelsen står på sagen."))
    return redirect(f"{links('complaint_detail')(pk)}#spor")


@require_http_methods(["GET", "HEAD", "POST"])
@once
def showing_decide(request: UserRequest, pk: int) -> HttpResponse:
    """Whether the respondent's side is told who this complainant is: the other of what stands."""
    complainant = get_complainant_for_user(request.user, pk)
    form = ReasonForm(posted(request), complaint=complainant.complaint)
    said: dict[str, Any] = {"complainant": complainant, "is_shown": not complainant.is_shown}
    status = 200
    if form.is_bound:
        status = written(form, lambda: decide_showing(actor=request.user, **said, **form.known))
    if status == DONE:
        messages.success(request, _("Beslutningen og begrundelsen står på sagen."))
        return redirect(f"{links('complaint_detail')(complainant.complaint_id)}#klagere")
    return show_form(request, "disputes/showing_decide.html", form, status=status, complainant=complainant)
