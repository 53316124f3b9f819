"""The empty form and noise log, as a page to print or a PDF; and the file of a complaint on paper."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.choices import Role
from accounts.permissions import acting_organisation, role_required
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from core.papers import Paper
from core.tagged_pdf import tagged_pdf
from disputes.complaint_file import read_complaint_file
from disputes.complaint_papers.complaint_file import paper_of
from disputes.complaint_papers.complaint_form import PAPERS
from disputes.permissions import get_complaint_for_user

NAMES = {
    ("klage", "da"): _("Klageskema på dansk"),
    ("klage", "en"): _("Klageskema på engelsk"),
    ("log", "da"): _("Støjlog på dansk"),
    ("log", "en"): _("Støjlog på engelsk"),
}


def empty_paper(request: UserRequest, which: str, language: str) -> Paper:
    if (which, language) not in PAPERS:
        raise Http404
    return PAPERS[which, language](acting_organisation(request.user).name)


@role_required(Role.CARETAKER, Role.ADMINISTRATION, Role.ESTATE_OFFICE)
@require_safe
def complaint_form_print(request: UserRequest, which: str, language: str) -> HttpResponse:
    """The sheet, and the ways to the others."""
    paper = empty_paper(request, which, language)
    others = [
        (reverse("complaint_form_print", args=key), name)
        for key, name in NAMES.items()
        if key != (which, language)
    ]
    context = {"paper": paper, "which": which, "language": language, "others": others}
    return render(request, "disputes/complaint_form_print.html", context)


@role_required(Role.CARETAKER, Role.ADMINISTRATION, Role.ESTATE_OFFICE)
@require_safe
def complaint_form_pdf(request: UserRequest, which: str, language: str) -> HttpResponse:
    pdf = tagged_pdf(empty_paper(request, which, language))
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{which}-{language}.pdf"'
    return response


@require_safe
def complaint_print(request: UserRequest, pk: int) -> HttpResponse:
    complaint = get_complaint_for_user(request.user, pk)
    record_look_up(actor=request.user, subject=complaint, purpose=Purpose.COMPLAINT)
    paper = paper_of(complaint, read_complaint_file(request.user, complaint))
    return render(request, "disputes/complaint_print.html", {"complaint": complaint, "paper": paper})
