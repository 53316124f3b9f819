"""The stand-in's card, for whoever stands in today and for who is away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms.answers import posted
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_ups
from cases.forms.stand_in import StandInNoteForm
from cases.models import StandInNote
from cases.permissions import get_absence_for_card
from cases.services.stand_in import write_stand_in_note
from cases.stand_in import card_lines
from core.lists import next_url


@require_http_methods(["GET", "HEAD", "POST"])
def stand_in_card(request: UserRequest, pk: int) -> HttpResponse:
    """A post is the absent one's note; the stand-in only reads."""
    absence = get_absence_for_card(request.user, pk, edit=request.method == "POST")
    note = StandInNote.objects.visible_to(request.user).filter(absence=absence).first()
    form = StandInNoteForm(posted(request), initial={"text": note.text if note else ""})
    if form.is_valid():
        write_stand_in_note(actor=request.user, absence=absence, text=form.cleaned_data["text"])
        messages.success(request, _("Beskeden står på kortet."))
        return redirect("stand_in_card", pk)
    lines = card_lines(request.user, absence)
    subjects = [line.case for line in lines]
    record_look_ups(actor=request.user, subjects=subjects, purpose=Purpose.CASEWORK)
    context = {"absence": absence, "lines": lines, "note": note, "form": form, "today": timezone.localdate()}
    context |= {"own": absence.membership == request.user.membership}
    context |= {"back": next_url(request, reverse("absence_list"))}
    return render(request, "cases/stand_in_card.html", context, status=422 if form.is_bound else 200)
