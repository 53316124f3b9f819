"""The list of complaints: what must be acted on first, and how far each is."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.choices import Role
from accounts.permissions import role_required
from accounts.requests import UserRequest
from core.htmx import render_page
from core.lists import SORT, ListPage, Sort, list_page, row_links
from core.phrases import say_day
from core.searches import SEARCH, asked_for, with_words
from core.templatetags.ui import badge, day_tag
from disputes.choices import ComplaintCategory, ComplaintStatus, ComplaintTab, Track
from disputes.complaint_clock import due_level
from disputes.forms.lists import ComplaintFilter
from disputes.models import Complaint, complaint_number
from disputes.whose import name_caretakers, with_caretaker
from evictions.counting import count_tabs, counted_tabs

SORTS = {
    "frist": Sort("action_due", nullable=True),
    "modtaget": Sort("-received_on"),
}
FILTERS = ("afdeling", "art")
KEPT = ("fane", *FILTERS, SORT)
SEEN_BY_ALL = (
    "id",
    "serial",
    "received_on",
    "category",
    "status",
    "track",
    "action_due",
    "acted_on",
    "estate_id",
    "estate__name",
)
READERS = (*SEEN_BY_ALL, "respondent__dwelling__address", "repeats")
COORDINATORS = (*SEEN_BY_ALL, "caretaker_name")


def read_tab(request: UserRequest) -> str:
    wanted = request.GET.get("fane", "")
    return wanted if wanted in ComplaintTab.values else ComplaintTab.ACT


@role_required(Role.CARETAKER, Role.ADMINISTRATION, Role.COORDINATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def complaint_list(request: UserRequest) -> HttpResponse:
    """A search is posted, so that no name stands in an address, and leads on to one that only has a token.
    The coordinator sees that complaints are there, and whose they are."""
    if request.method == "POST":
        return redirect(f"{reverse('complaint_list')}?{urlencode(asked_for(request, KEPT))}")
    tab, data = read_tab(request), asked(request)
    reads = request.user.role != Role.COORDINATOR
    rows = Complaint.objects.visible_to(request.user).in_tab(tab)
    page = list_page(
        request,
        rows.with_repeats() if reads else with_caretaker(rows),
        sorts=SORTS,
        columns=READERS if reads else COORDINATORS,
        default="frist" if tab == ComplaintTab.ACT else "modtaget",
        filter_class=ComplaintFilter,
        data=data,
        target="#liste",
    )
    finish(request, page, data)
    context = {"page": page, "tab": tab, "tabs": tabs(request, tab), "reads": reads}
    fragment = "disputes/_complaint_list.html"
    return render_page(request, "disputes/complaint_list.html", context, fragment=fragment)


def finish(request: UserRequest, page: ListPage, data: QueryDict) -> None:
    """The links of the page carry no words; the rows are put in words."""
    kept = data.copy()
    kept.pop("q", None)
    page.data, page.can_link, page.filter_names = kept, True, (*FILTERS, SEARCH)
    label_rows(page.rows, back=request.get_full_path())
    if request.user.role == Role.COORDINATOR:
        name_caretakers(page.rows, request.user.organisation_id or 0)


def asked(request: UserRequest) -> QueryDict:
    """The address with the words of a search. The coordinator looks for nobody."""
    if request.user.role == Role.COORDINATOR:
        data = request.GET.copy()
        data.pop("q", None)
        return data
    return with_words(request)


def label_rows(rows: Iterable[dict[str, Any]], *, back: str) -> None:
    """What is drawn of each row; whatever is the same for all of them is looked up once."""
    link, query = row_links("complaint_detail"), urlencode({"next": back})
    categories, steps, tracks = (dict(each.choices) for each in (ComplaintCategory, ComplaintStatus, Track))
    today = timezone.localdate()
    for row in rows:
        row |= {
            "url": f"{link(row['id'])}?{query}",
            "number": complaint_number(row["received_on"], row["serial"]),
            "category_name": categories[row["category"]],
            "step": steps[row["status"]],
            "track_name": tracks[row["track"]],
            "due": due_html(row, today),
        }


def due_html(row: dict[str, Any], today: dt.date) -> str:
    """The deadline in colour and words; once something was done, when."""
    due, acted = row["action_due"], row["acted_on"]
    if acted is not None:
        return _("Handlet %(day)s") % {"day": say_day(acted, today)}
    if row["status"] == ComplaintStatus.CLOSED:
        return "–"
    if due is None:
        return _("Ingen lovfrist")
    words = _("Fristen er overskredet") if due < today else _("Handl senest")
    return format_html("{}<br>{}", badge(words, level=due_level(due, today)), day_tag(due))


def tabs(request: UserRequest, current: str) -> list[dict[str, Any]]:
    rows = Complaint.objects.visible_to(request.user)
    organisation = request.user.membership.organisation  # type: ignore[union-attr]
    counts = count_tabs(organisation, {tab: rows.in_tab(tab) for tab in ComplaintTab.values})
    return counted_tabs("complaint_list", ComplaintTab, counts, current)
