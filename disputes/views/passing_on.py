"""For the coordinator: mediations whose mediator has left, and giving each to another. Nothing of what is in
them: when it was opened, where, and whether a meeting is planned on some day."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.choices import Role
from accounts.forms.answers import attempt, posted
from accounts.once import once
from accounts.permissions import role_required
from accounts.requests import UserRequest
from core.htmx import render_page
from core.lists import Sort, list_page, row_links
from core.months import months_after
from core.phrases import as_day, say_day
from disputes.forms.mediations import PassOnForm
from disputes.permissions import (
    get_mediation_to_pass_on,
    is_passed_on,
    mediations_passed_on,
    mediations_to_pass_on,
)
from disputes.services.mediation_writes import KEPT_MONTHS
from disputes.services.mediators import pass_on

SORTS = {"moede": Sort("meets_at", nullable=True)}
"""The next meeting first: somebody has to be there."""
MOST_GIVEN = 10


@dataclass(frozen=True)
class Waiting:
    """All the coordinator learns of one. `deleted_by`: the day it is gone at the
    latest. It may have an earlier one of its own, which would tell that there was an agreement."""

    number: str
    opened_on: dt.date
    estate: str
    former: str
    meeting: str
    level: str
    deleted_by: dt.date | None
    url: str


@role_required(Role.COORDINATOR)
@require_safe
def mediation_without_mediator(request: UserRequest) -> HttpResponse:
    page = list_page(request, mediations_to_pass_on(request.user), sorts=SORTS, target="#liste")
    url = row_links("mediation_pass_on")
    context = {
        "page": page,
        "items": [waiting_of(row, url(row.pk)) for row in page.rows],
        "given": mediations_passed_on(request.user)[:MOST_GIVEN],
    }
    template, fragment = (
        "disputes/mediation_without_mediator.html",
        "disputes/_mediation_without_mediator.html",
    )
    return render_page(request, template, context, fragment=fragment)


def waiting_of(mediation: Any, url: str = "") -> Waiting:
    words, level = meeting_words(mediation.meets_at)
    ended_on = mediation.mediator.ended_on
    return Waiting(
        number=mediation.number,
        opened_on=as_day(mediation.opened_at),
        estate=mediation.estate.name,
        former=mediation.mediator.user.name,
        meeting=words,
        level=level,
        deleted_by=months_after(ended_on, KEPT_MONTHS) if ended_on else None,
        url=url,
    )


def meeting_words(at: dt.datetime | None) -> tuple[str, str]:
    """The day alone."""
    if at is None:
        return _("Intet møde aftalt"), "quiet"
    day, today = as_day(at), timezone.localdate()
    if day < today:
        return _("Der var aftalt et møde %(day)s") % {"day": say_day(day)}, "soon"
    return _("Møde %(day)s") % {"day": say_day(day)}, "late" if (day - today).days <= 1 else "soon"


@role_required(Role.COORDINATOR)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def mediation_pass_on(request: UserRequest, pk: int) -> HttpResponse:
    """The page is the question: it is read by the other from then on, and the coordinator cannot undo it."""
    if is_passed_on(request.user, pk):
        messages.info(request, _("Den er allerede givet videre. Se under »Givet videre«, hvem der har den."))
        return redirect("mediation_without_mediator")
    mediation = get_mediation_to_pass_on(request.user, pk)
    form = PassOnForm(posted(request), user=request.user, mediation=mediation)

    def write() -> None:
        pass_on(actor=request.user, mediation=mediation, mediator=form.cleaned_data["mediator"])

    if form.is_valid() and attempt(form, write):
        said = {"number": mediation.number, "name": form.cleaned_data["mediator"].user.name}
        messages.success(request, _("%(name)s er mægler i %(number)s nu og har fået besked.") % said)
        return redirect("mediation_without_mediator")
    field: Any = form.fields["mediator"]
    context = {"waiting": waiting_of(mediation), "form": form, "anybody": field.queryset.exists()}
    status = 422 if form.is_bound else 200
    return render(request, "disputes/mediation_pass_on.html", context, status=status)
