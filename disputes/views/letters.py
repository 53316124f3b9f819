"""A letter of a complaint: proposed, put right, read through, fetched as PDF, and registered as sent."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms.answers import posted
from accounts.once import once
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from cases.forms.revisions import written
from cases.links import links
from core.papers import Paper
from core.tagged_pdf import tagged_pdf
from disputes.choices import LetterKind, LetterLanguage
from disputes.forms.letters import LetterForm
from disputes.ladder import who_may
from disputes.letter_page import ABOUT, STEP_OF, propose, recipient, sheet, written_as
from disputes.letters.papers import paper_of
from disputes.models import Complainant, Complaint
from disputes.permissions import get_complaint_for_user, get_complaint_letter_for_user
from disputes.services.letters import require_hidden, send_admonition, send_answer
from disputes.views.complaints import show_form

PREVIEW = "preview"


@require_http_methods(["GET", "HEAD", "POST"])
@once
def complaint_letter(request: UserRequest, pk: int, kind: str) -> HttpResponse:
    complaint, to_whom = get_complaint_to_write(request, pk, kind)
    form = letter_form(request, complaint, kind, to_whom)
    if not form.is_bound or PREVIEW in request.POST:
        return show_letter(request, form, kind, to_whom)
    if status := written(form, lambda: send(request, complaint, kind, to_whom, form.cleaned_data)):
        return show_letter(request, form, kind, to_whom, status=status)
    messages.success(request, _("Brevet er skrevet ned som sendt og står på sagen."))
    return redirect(links("complaint_detail")(pk))


@require_POST
def complaint_letter_draft(request: UserRequest, pk: int, kind: str) -> HttpResponse:
    """The PDF of what is typed, to be sent; nothing is written."""
    complaint, to_whom = get_complaint_to_write(request, pk, kind)
    form = LetterForm(request.POST, complaint=complaint)
    if status := written(form, lambda: check(complaint, kind, form.cleaned_data)):
        return show_letter(request, form, kind, to_whom, status=status)
    looked(request, complaint)
    to = recipient(kind, complaint, to_whom)
    return as_pdf(sheet(complaint, to, form.cleaned_data), f"brev-{complaint.number}.pdf")


@require_safe
def complaint_letter_detail(request: UserRequest, pk: int) -> HttpResponse:
    letter = get_complaint_letter_for_user(request.user, pk)
    looked(request, letter.complaint)
    context = {"letter": letter, "complaint": letter.complaint, "paper": paper_of(letter)}
    return render(request, "disputes/complaint_letter_detail.html", context)


@require_safe
def complaint_letter_pdf(request: UserRequest, pk: int) -> HttpResponse:
    """Its name says nothing: it may lie in a folder that others see."""
    letter = get_complaint_letter_for_user(request.user, pk)
    looked(request, letter.complaint)
    return as_pdf(paper_of(letter), f"brev-{letter.pk}.pdf")


def get_complaint_to_write(request: UserRequest, pk: int, kind: str) -> tuple[Complaint, Complainant | None]:
    """The complaint, and whom an answer is to (`klager` in the address, else the first)."""
    complaint = get_complaint_for_user(request.user, pk)
    if kind not in LetterKind.values:
        raise Http404
    if request.user.role not in who_may(complaint, STEP_OF[kind]):
        raise PermissionDenied
    if kind == LetterKind.ADMONITION:
        return complaint, None
    standing = complaint.complainants.filter(withdrawn_on__isnull=True).select_related(
        "tenancy__dwelling__stairwell"
    )
    asked = request.GET.get("klager", "")
    rows = {str(row.pk): row for row in standing.order_by("pk")}
    if not rows or (asked and asked not in rows):
        raise Http404
    return complaint, rows[asked] if asked else next(iter(rows.values()))


def letter_form(
    request: UserRequest, complaint: Complaint, kind: str, to_whom: Complainant | None
) -> LetterForm:
    """As typed; at first as the template of the language (`sprog` in the address) has it."""
    if request.method == "POST":
        return LetterForm(posted(request), complaint=complaint)
    asked = request.GET.get("sprog", "")
    language = asked if asked in LetterLanguage.values else LetterLanguage.DANISH.value
    draft = propose(kind, complaint, language, request.user, to_whom)
    initial = {"language": language, "title": draft.title, "text": draft.text}
    return LetterForm(None, complaint=complaint, initial=initial)


def check(complaint: Complaint, kind: str, said: dict[str, Any]) -> None:
    if kind == LetterKind.ADMONITION:
        require_hidden(complaint, said["title"], said["text"])


def send(
    request: UserRequest, complaint: Complaint, kind: str, to_whom: Complainant | None, said: dict[str, Any]
) -> None:
    letter = written_as(recipient(kind, complaint, to_whom), said)
    known = {"actor": request.user, "letter": letter, **{name: said[name] for name in ("seen", "on", "note")}}
    if to_whom is None:
        send_admonition(complaint=complaint, **known)
    else:
        send_answer(complainant=to_whom, **known)


def show_letter(
    request: UserRequest, form: LetterForm, kind: str, to_whom: Complainant | None, *, status: int = 200
) -> HttpResponse:
    """With the sheet as it would look, when what is typed can be read."""
    complaint, shown = form.complaint, None
    if form.is_bound:
        status = (
            status
            if status != 200
            else written(form, lambda: check(complaint, kind, form.cleaned_data)) or 200
        )
        if form.is_valid():
            shown = sheet(complaint, recipient(kind, complaint, to_whom), form.cleaned_data)
    context = {
        "kind": kind,
        "title": LetterKind(kind).label,
        "about": ABOUT[kind],
        "paper": shown,
        "to_whom": to_whom,
        "others": complaint.complainants.filter(withdrawn_on__isnull=True) if to_whom else [],
        "languages": LetterLanguage.choices,
        "chosen": form["language"].value(),
    }
    return show_form(request, "disputes/complaint_letter.html", form, status=status, **context)


def looked(request: UserRequest, complaint: Complaint) -> None:
    record_look_up(actor=request.user, subject=complaint, purpose=Purpose.COMPLAINT)


def as_pdf(paper: Paper, name: str) -> HttpResponse:
    response = HttpResponse(tagged_pdf(paper), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
