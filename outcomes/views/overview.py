"""Concerns, complaints and mediation in numbers: the page, each number's definition, and the spreadsheet."""

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import role_required
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from core.spreadsheets import xlsx_response
from outcomes.bars import picture_of
from outcomes.figures import EVERYBODY, FIGURES, SEES_CONCERNS
from outcomes.pages import (
    Asked,
    GroupPage,
    asked_of,
    drawn,
    estate_rows,
    groups_of,
    told_of,
    total_row,
    year_tabs,
)


@role_required(*EVERYBODY)
@require_safe
def outcomes_overview(request: UserRequest) -> HttpResponse:
    asked, groups = page_of(request)
    is_empty = not any(row.has_something for group in groups for row in group.rows if row.figure.per_estate)
    context = {
        "asked": asked,
        "groups": groups,
        "years": year_tabs(asked),
        "sees_concerns": request.user.role in SEES_CONCERNS,
        "is_empty": is_empty,
        "export_url": f"{reverse('outcomes_export')}?{asked.query()}",
    }
    return render(request, "outcomes/overview.html", context)


def page_of(request: UserRequest) -> tuple[Asked, list[GroupPage]]:
    """The same for the screen and for the spreadsheet."""
    asked = asked_of(request)
    told = told_of(request.user, asked, timezone.localdate())
    return asked, groups_of(request.user, asked, told)


@role_required(*EVERYBODY)
@require_safe
def outcome_figure(request: UserRequest, which: str) -> HttpResponse:
    """How a number is counted, and what it is estate by estate."""
    figure = FIGURES.get(which)
    if figure is None or request.user.role not in figure.roles:
        raise Http404
    asked = asked_of(request)
    told = told_of(request.user, asked, timezone.localdate())
    rows = estate_rows(figure, asked, told)
    context = {
        "asked": asked,
        "figure": figure,
        "rows": rows,
        "total": total_row(figure, told),
        "picture": picture_of([drawn(row) for row in rows]),
        "years": year_tabs(asked),
        "back_url": f"{reverse('outcomes_overview')}?{asked.query()}",
    }
    return render(request, "outcomes/figure.html", context)


@role_required(*EVERYBODY)
@require_safe
def outcomes_export(request: UserRequest) -> FileResponse:
    """What the page shows, cell by cell, with how it is counted."""
    asked, groups = page_of(request)
    if request.user.membership:
        record_look_up(actor=request.user, subject=request.user.membership, purpose=Purpose.EXPORT)
    header = [_("Emne"), _("Tal"), str(asked.year), str(asked.year - 1), _("Sådan er det talt")]
    body: list[list[Any]] = [
        [str(page.group.title), row.title, row.says_now, row.says_before, str(row.figure.definition)]
        for page in groups
        for row in page.rows
    ]
    where = asked.estate.name if asked.estate else _("Alle dine afdelinger")
    body += [
        [""] * len(header),
        [_("Afdeling"), where, "", "", ""],
        [_("Skjult"), hidden_words(), "", "", ""],
    ]
    return xlsx_response(_("meldinger-og-klager-%(year)s.xlsx") % {"year": asked.year}, header, body)


def hidden_words() -> str:
    return _(
        "Tal fra 1 til 4 er skjult, og så mange andre, som der skal til, for at ingen af dem kan regnes ud."
    )
