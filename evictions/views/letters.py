"""A letter of an eviction case: written, read through, printed or fetched as PDF, and registered as sent."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms.answers import attempt, posted
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from cases.forms.revisions import CHANGED, DONE, written
from core.tagged_pdf import tagged_pdf
from evictions.choices import LetterKind
from evictions.forms.letters import FORMS, LetterSentForm
from evictions.letter_page import ABOUT, how_sent, initial_of
from evictions.models import EvictionLetter
from evictions.permissions import get_eviction_to_write, get_letter_for_user, writer_of
from evictions.services.letters import paper_of, send_letter, write_letter


@require_http_methods(["GET", "HEAD", "POST"])
def eviction_letter_create(request: UserRequest, pk: int, kind: str) -> HttpResponse:
    """What is typed, then the letter to read through. The draft there is is written anew."""
    case = get_eviction_to_write(request.user, pk, kind)
    form = FORMS[kind](posted(request), initial=initial_of(request.user, case, kind))
    made: list[EvictionLetter] = []

    def write() -> None:
        language = form.cleaned_data["language"]
        said = {"case": case, "kind": kind, "language": language, "asked": form.asked}
        made.append(write_letter(actor=request.user, **said))

    if form.is_valid() and attempt(form, write):
        return redirect("eviction_letter_detail", made[0].pk)
    record_look_up(actor=request.user, subject=case, purpose=Purpose.ARREARS)
    context = {"form": form, "eviction": case, "kind": LetterKind(kind).label, "about": ABOUT[kind]}
    return render(request, "evictions/letter_form.html", context, status=422 if form.is_bound else 200)


@require_safe
def eviction_letter_detail(request: UserRequest, pk: int) -> HttpResponse:
    return show(request, get_letter_for_user(request.user, pk))


def show(
    request: UserRequest, letter: EvictionLetter, form: LetterSentForm | None = None, status: int = 200
) -> HttpResponse:
    looked(request, letter)
    case = letter.eviction_case
    today = {"on": timezone.localdate(), "seen": case.revision}
    context = {
        "letter": letter,
        "eviction": case,
        "paper": paper_of(letter),
        "how_sent": how_sent(letter.kind),
        "is_writer": request.user.role == writer_of(letter.kind) and case.is_open,
        "form": form or LetterSentForm(initial=today),
    }
    return render(request, "evictions/letter_detail.html", context, status=status)


def looked(request: UserRequest, letter: EvictionLetter) -> None:
    record_look_up(actor=request.user, subject=letter.eviction_case, purpose=Purpose.ARREARS)


@require_safe
def eviction_letter_print(request: UserRequest, pk: int) -> HttpResponse:
    """The sheet alone."""
    letter = get_letter_for_user(request.user, pk)
    looked(request, letter)
    context = {"letter": letter, "eviction": letter.eviction_case, "paper": paper_of(letter)}
    return render(request, "evictions/letter_print.html", context)


@require_safe
def eviction_letter_pdf(request: UserRequest, pk: int) -> HttpResponse:
    """Its name says nothing: it may lie in a folder that others see."""
    letter = get_letter_for_user(request.user, pk)
    looked(request, letter)
    response = HttpResponse(tagged_pdf(paper_of(letter)), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="brev-{letter.pk}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def eviction_letter_sent(request: UserRequest, pk: int) -> HttpResponse:
    letter = get_letter_for_user(request.user, pk, edit=True)
    form = LetterSentForm(request.POST)

    def write() -> None:
        said = {name: form.cleaned_data[name] for name in ("seen", "on", "proof")}
        send_letter(actor=request.user, letter=letter, **said)

    status = written(form, write, refused=CHANGED)
    if status == DONE:
        messages.success(request, _("Det er skrevet ned, at brevet er sendt."))
        return redirect("eviction_detail", letter.eviction_case_id)
    if status == CHANGED:
        letter = get_letter_for_user(request.user, pk)
    return show(request, letter, form, status)
