"""Importing the register: file → columns → look → taken; and taking it out again."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.choices import Role
from accounts.once import once
from accounts.permissions import role_required
from accounts.requests import UserRequest
from core.errors import DomainError
from core.spreadsheets import csv_response, xlsx_response
from core.tabular import notes
from residents.choices import ImportStatus, RowBucket
from residents.columns import FIELDS, LABELS, cpr_notices
from residents.forms import ColumnsForm, ConfirmForm, RegisterFileForm
from residents.models import RegisterImport
from residents.permissions import get_register_import_for_user
from residents.services import files, registers
from residents.services.exports import HEADER, export_register
from residents.services.reading import look_at
from residents.services.retention import rows_are_deleted, rows_kept_until

RUNS_SHOWN = 25
WORKING = frozenset(
    {ImportStatus.RECEIVED, ImportStatus.READING, ImportStatus.QUEUED, ImportStatus.IMPORTING}
)
STEPS = {
    "reading": gettext_lazy("Rækker læst"),
    "comparing": gettext_lazy("Sammenlignes med registret"),
    "estates": gettext_lazy("Skriver afdelinger"),
    "stairwells": gettext_lazy("Skriver opgange"),
    "dwellings": gettext_lazy("Skriver lejemål"),
    "tenancies": gettext_lazy("Skriver lejeforhold"),
    "residents": gettext_lazy("Skriver beboere"),
    "search": gettext_lazy("Gør klar til søgning"),
}
BUCKETS = (
    RowBucket.ERROR,
    RowBucket.NEW,
    RowBucket.CHANGED,
    RowBucket.ENDED,
    RowBucket.MISSING,
    RowBucket.UNCHANGED,
)

CHANGES = (RowBucket.NEW, RowBucket.CHANGED, RowBucket.ENDED, RowBucket.MISSING)


@role_required(Role.ADMINISTRATION)
@require_safe
def register_import_list(request: UserRequest) -> HttpResponse:
    return render_list(request, RegisterFileForm())


def render_list(request: UserRequest, form: RegisterFileForm, status: int = 200) -> HttpResponse:
    runs = RegisterImport.objects.visible_to(request.user).select_related("created_by").order_by("-pk")
    context = {"form": form, "runs": runs[:RUNS_SHOWN]}
    return render(request, "residents/register_import_list.html", context, status=status)


@role_required(Role.ADMINISTRATION)
@require_POST
@once
def register_import_upload(request: UserRequest) -> HttpResponse:
    form = RegisterFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return render_list(request, form, status=422)
    upload = form.cleaned_data["file"]
    organisation = request.user.membership.organisation  # type: ignore[union-attr]
    try:
        run = registers.receive_register(
            actor=request.user,
            organisation=organisation,
            file_name=upload.name,
            upload=upload,
            size=upload.size,
        )
    except DomainError as error:
        form.add_error("file", error.message)
        return render_list(request, form, status=422)
    return redirect("register_import_detail", run.pk)


@role_required(Role.ADMINISTRATION)
@require_safe
def register_import_detail(request: UserRequest, pk: int) -> HttpResponse:
    run = get_register_import_for_user(request.user, pk)
    if run.status == ImportStatus.COLUMNS:
        return redirect("register_import_columns", run.pk)
    context: dict[str, Any] = {"run": run, "current": step_of(run), "is_working": run.status in WORKING}
    context["step"] = STEPS.get(run.report.get("step", ""), _("Venter på at komme i gang"))
    if not context["is_working"]:
        context |= preview(run, request.GET.get("vis", "")) | {"confirm": ConfirmForm()}
    return render(request, "residents/register_import_detail.html", context)


def step_of(run: RegisterImport) -> int:
    """Of Fil, Kolonner, Gennemse, Færdig."""
    if run.status in {ImportStatus.DONE, ImportStatus.QUEUED, ImportStatus.IMPORTING}:
        return 4
    return 3 if run.status == ImportStatus.PREVIEW else 1


def preview(run: RegisterImport, wanted: str) -> dict[str, Any]:
    """The counts, and the rows of one bucket. Those elsewhere than in the file are counted with `ended`."""
    counts = {bucket: run.counts.get(str(bucket), 0) for bucket in BUCKETS}
    counts[RowBucket.ENDED] += run.counts.get("ended_elsewhere", 0)
    filled = [bucket for bucket in BUCKETS if counts[bucket]]
    bucket = RowBucket(wanted) if wanted in RowBucket.values else (filled or [RowBucket.NEW])[0]
    tabs = [
        {"url": f"?vis={b}", "label": str(b.label), "count": counts[b], "active": b == bucket}
        for b in BUCKETS
    ]
    rows = list(run.rows.filter(bucket=bucket).order_by("row_number", "pk")[:200])
    for row in rows:
        row.label = LABELS.get(row.column, row.column)  # type: ignore[attr-defined]
    missing = run.report.get("missing", [])
    good = run.counts.get("rows", 0) - counts[RowBucket.ERROR]
    return {
        "kept_until": rows_kept_until(run),
        "rows_deleted": rows_are_deleted(run),
        "left_out": notes(run.report.get("left_out", {})),
        "tabs": tabs,
        "rows": rows,
        "bucket": bucket,
        "total": counts[bucket],
        "errors": counts[RowBucket.ERROR],
        "good": good,
        "nothing_new": good > 0 and not any(counts[bucket] for bucket in CHANGES),
        "missing": counts[RowBucket.MISSING],
        "over_limit": [entry for entry in missing if entry["over_limit"]],
    }


@role_required(Role.ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def register_import_columns(request: UserRequest, pk: int) -> HttpResponse:
    run = get_register_import_for_user(request.user, pk)
    if run.status not in {ImportStatus.COLUMNS, ImportStatus.PREVIEW}:
        return redirect("register_import_detail", run.pk)
    with files.open_file(run) as source:
        look = look_at(source, run.file_name, organisation_id=run.organisation_id, mapping=run.mapping)
    form = ColumnsForm(
        request.POST if request.method == "POST" else None,
        header=look.header,
        forbidden=look.columns.cpr_columns,
        mapping=look.columns.mapping,
    )
    if form.is_bound and form.is_valid():
        try:
            registers.choose_columns(actor=request.user, run=run, mapping=form.mapping)
            return redirect("register_import_detail", run.pk)
        except DomainError as error:
            form.add_error(None, error.message)
    context = {"run": run, "form": form, "look": look, "missing": [LABELS[n] for n in look.columns.missing]}
    context["notices"] = cpr_notices(look.header, look.columns.cpr_columns)
    status = 422 if form.is_bound else 200
    return render(request, "residents/register_import_columns.html", context, status=status)


@role_required(Role.ADMINISTRATION)
@require_POST
@once
def register_import_confirm(request: UserRequest, pk: int) -> HttpResponse:
    run = get_register_import_for_user(request.user, pk)
    form = ConfirmForm(request.POST)
    form.full_clean()
    registers.confirm_register(actor=request.user, run=run, **form.cleaned_data)
    return redirect("register_import_detail", run.pk)


@role_required(Role.ADMINISTRATION)
@require_POST
@once
def register_import_cancel(request: UserRequest, pk: int) -> HttpResponse:
    run = get_register_import_for_user(request.user, pk)
    registers.cancel_register(actor=request.user, run=run)
    messages.success(request, _("Filen er slettet. Registret er ikke ændret."))
    return redirect("register_import_list")


@role_required(Role.ADMINISTRATION)
@require_safe
def register_import_errors(request: UserRequest, pk: int) -> FileResponse:
    """The refused rows, to be corrected where they come from."""
    run = get_register_import_for_user(request.user, pk)
    refused = run.rows.filter(bucket=RowBucket.ERROR).order_by("row_number")
    header = [_("Række"), _("Kolonne"), _("Fejl"), *(spec.label_da for spec in FIELDS)]
    rows = (
        [row.row_number, LABELS.get(row.column, ""), row.message, *(row.values.get(s.name) for s in FIELDS)]
        for row in refused.iterator(chunk_size=500)
    )
    return xlsx_response(f"register-fejl-{run.pk}.xlsx", header, rows, sheet=_("Fejl"))


@role_required(Role.ADMINISTRATION)
@require_safe
def register_export(request: UserRequest, kind: str) -> FileResponse:
    answer = {"csv": csv_response, "xlsx": xlsx_response}.get(kind)
    if answer is None:
        raise Http404
    organisation = request.user.membership.organisation  # type: ignore[union-attr]
    rows = export_register(actor=request.user, organisation=organisation)
    return answer(f"register-{organisation.slug}-{timezone.localdate():%Y-%m-%d}.{kind}", HEADER, rows)
