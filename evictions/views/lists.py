"""Arrears lists on the web: upload, columns, preview, progress, receipt, undo. The administration's pages;
the coordinator sees how far each list has come."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from accounts.choices import Role
from accounts.permissions import role_required
from accounts.requests import UserRequest
from core.errors import DomainError
from core.lists import Sort, list_page, next_url
from core.spreadsheets import xlsx_response
from evictions import list_facts
from evictions.choices import Bucket, Source
from evictions.forms.lists import ColumnsForm, UploadForm, column_label
from evictions.models import ArrearsList
from evictions.permissions import get_arrears_list_for_user, may_intake
from evictions.services import lists
from evictions.services.preview import notices_elsewhere
from evictions.services.reading import look_at
from evictions.services.summary import error_table, list_notes
from evictions.services.undoing import undo_obstacle
from evictions.services.uploads import read_upload
from residents.choices import ImportStatus

ON_LIST_PAGE = 15
get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@role_required(Role.ADMINISTRATION, Role.COORDINATOR)
@require_safe
def arrears_list_list(request: UserRequest) -> HttpResponse:
    visible = ArrearsList.objects.visible_to(request.user).worth_showing().select_related("created_by")
    page = list_page(
        request,
        visible.with_progress().with_waiting(),
        sorts={"kom_ind": Sort("-created_at")},
        size=ON_LIST_PAGE,
    )
    can_upload = request.user.role == Role.ADMINISTRATION
    return render(request, "evictions/list_list.html", {"page": page, "can_upload": can_upload})


@role_required(Role.ADMINISTRATION)
@get_and_post
def arrears_list_upload(request: UserRequest) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and request.user.membership:
        file = form.cleaned_data["file"]
        try:
            arrears_list = lists.receive_upload(
                actor=request.user,
                organisation=request.user.membership.organisation,
                source=Source.WEB,
                file_name=file.name,
                content=read_upload(file),
            )
            return redirect("arrears_list_detail", arrears_list.pk)
        except DomainError as error:
            form.add_error("file", error.message)
    status = 422 if request.method == "POST" else 200
    return render(request, "evictions/list_upload.html", {"form": form}, status=status)


@role_required(Role.ADMINISTRATION, Role.COORDINATOR)
@require_safe
def arrears_list_detail(request: UserRequest, pk: int) -> HttpResponse:
    """Whatever is next for this list: progress, columns, preview or receipt."""
    arrears_list = get_arrears_list_for_user(request.user, pk)
    context = {
        "list": arrears_list,
        "can_edit": may_intake(request.user, arrears_list.organisation_id),
        "left_out": list_notes(arrears_list),
    }
    if arrears_list.status in list_facts.IN_PROGRESS:
        return render(request, "evictions/list_progress.html", context)
    if context["can_edit"] and arrears_list.status == ImportStatus.COLUMNS:
        return redirect("arrears_list_columns", pk)
    if context["can_edit"] and arrears_list.status == ImportStatus.PREVIEW:
        return render(
            request, "evictions/list_preview.html", context | preview_context(request, arrears_list)
        )
    return render(request, "evictions/list_receipt.html", context | receipt_context(request, arrears_list))


def preview_context(request: UserRequest, arrears_list: ArrearsList) -> dict[str, Any]:
    tab = list_facts.tab_of(arrears_list, request.GET.get("fane", ""))
    earlier = ArrearsList.objects.visible_to(request.user).filter(
        digest=arrears_list.digest, status=ImportStatus.DONE
    )
    return {
        "tabs": list_facts.tab_items(arrears_list, tab),
        "rows": list_facts.rows_of(arrears_list, tab, page_number(request)),
        "confirm_label": list_facts.confirm_label(arrears_list.counts),
        "elsewhere_count": notices_elsewhere(arrears_list).count(),
        "earlier": earlier.order_by("-finished_at").first(),
    }


def receipt_context(request: UserRequest, arrears_list: ArrearsList) -> dict[str, Any]:
    done = arrears_list.status == ImportStatus.DONE
    mine = done and may_intake(request.user, arrears_list.organisation_id)
    push = list_facts.push_facts(arrears_list) if done else []
    settled = sum(number for name, number, _last in push if name in list_facts.settled_words())
    return {
        "push": push,
        "settled": settled,
        "on_its_way": settled < arrears_list.counts.get("notices", 0),
        "rows": list_facts.rows_of(arrears_list, list_facts.ERRORS, page_number(request)) if mine else None,
        "told": list_facts.told_facts(arrears_list) if done else [],
        "omitted": list_facts.left_out_facts(arrears_list) if done else [],
        "omitted_rows": list_facts.rows_of(arrears_list, list_facts.LEFT_OUT, 1) if mine else None,
        "waiting_count": arrears_list.rows.filter(bucket=Bucket.ERROR).count() if done else 0,
        "obstacle": undo_obstacle(arrears_list) if mine else "",
        "undoing": list_facts.undo_facts(arrears_list) if mine else [],
        "can_undo": mine,
    }


def page_number(request: UserRequest) -> int:
    wanted = request.GET.get("side", "")
    return max(int(wanted), 1) if wanted.isascii() and wanted.isdigit() and len(wanted) < 6 else 1


@role_required(Role.ADMINISTRATION, Role.COORDINATOR)
@require_safe
def arrears_list_progress(request: UserRequest, pk: int) -> HttpResponse:
    """How far it is, for the page that waits; when it is through, the page goes on by itself."""
    arrears_list = get_arrears_list_for_user(request.user, pk)
    detail = reverse("arrears_list_detail", args=[pk])
    if not getattr(request, "htmx", None):
        return redirect(detail)
    if arrears_list.status in list_facts.IN_PROGRESS:
        return render(request, "evictions/_list_progress.html", {"list": arrears_list})
    return HttpResponseClientRedirect(detail)


@role_required(Role.ADMINISTRATION)
@get_and_post
def arrears_list_columns(request: UserRequest, pk: int) -> HttpResponse:
    arrears_list = get_arrears_list_for_user(request.user, pk, edit=True)
    content = arrears_list.file.content if hasattr(arrears_list, "file") else None
    if content is None or arrears_list.status not in {ImportStatus.COLUMNS, ImportStatus.PREVIEW}:
        return redirect("arrears_list_detail", pk)
    found = look_at(arrears_list, bytes(content))
    form = ColumnsForm(found.header, found.mapping, found.hidden, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            lists.choose_columns(actor=request.user, arrears_list=arrears_list, mapping=form.mapping())
            return redirect("arrears_list_detail", pk)
        except DomainError as error:
            form.add_error(None, error.message)
    context = {"list": arrears_list, "form": form, "found": found, "letters": column_letters(found.header)}
    return render(request, "evictions/list_columns.html", context, status=422 if form.is_bound else 200)


def column_letters(header: list[str]) -> list[str]:
    return [column_label(i, text) for i, text in enumerate(header)]


@role_required(Role.ADMINISTRATION)
@require_POST
def arrears_list_confirm(request: UserRequest, pk: int) -> HttpResponse:
    whole = "whole_organisation" in request.POST
    return _do(request, pk, partial(lists.confirm_list, whole_organisation=whole))


@role_required(Role.ADMINISTRATION)
@require_POST
def arrears_list_cancel(request: UserRequest, pk: int) -> HttpResponse:
    return _do(request, pk, lists.cancel_list, _("Listen er annulleret. Intet er ændret."))


@role_required(Role.ADMINISTRATION)
@require_POST
def arrears_list_undo(request: UserRequest, pk: int) -> HttpResponse:
    return _do(request, pk, lists.undo_list, _("Listen er fortrudt. Alt er, som det var før."))


def _do(request: UserRequest, pk: int, act: Any, said: str = "") -> HttpResponse:
    """Do it, or say why it cannot be done any more; then show where the list is now."""
    arrears_list = get_arrears_list_for_user(request.user, pk, edit=True)
    try:
        act(actor=request.user, arrears_list=arrears_list)
        if said:
            messages.success(request, said)
    except DomainError as error:
        messages.error(request, error.message)
    return redirect(next_url(request, reverse("arrears_list_detail", args=[pk])))


@role_required(Role.ADMINISTRATION)
@require_safe
def arrears_list_errors(request: UserRequest, pk: int) -> FileResponse:
    """What waits, for whoever corrects it in the rent ledger."""
    arrears_list = get_arrears_list_for_user(request.user, pk, edit=True)
    header = [_("Lejeforhold"), _("Række"), _("Kolonne"), _("Værdi"), _("Hvad er galt")]
    return xlsx_response(_("fejlliste.xlsx"), header, error_table(arrears_list))
