"""POST a list, GET how it went."""

import json
from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.errors import HttpError
from ninja.responses import Status
from pydantic import ValidationError

from core.errors import DomainError
from evictions.api.schemas import ListIn, ListOut, Refusal, RowIn
from evictions.choices import Source
from evictions.models import ArrearsList
from evictions.services.lists import list_summary, rows_as_file, take_list
from evictions.services.summary import list_notes
from evictions.services.uploads import check_not_too_large, read_upload
from residents.choices import ImportStatus

router = Router(tags=["Restancelister"])
JSON_NAME = "api.csv"
LONGEST_KEY = 120
FILE_TYPES = (
    "text/csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/octet-stream",
)
WHOLE: dict[str, Any] = {
    "type": "boolean",
    "default": False,
    "description": "Listen dækker alle afdelinger: foreslå også restancer lukket i afdelinger uden rækker.",
}
BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "Rækker som JSON, eller selve filen (CSV, XLSX) som indhold eller i feltet »file«.",
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["rows"],
                    "properties": {
                        "rows": {"type": "array", "items": RowIn.model_json_schema()},
                        "whole_organisation": WHOLE,
                    },
                }
            },
            **{kind: {"schema": {"type": "string", "format": "binary"}} for kind in FILE_TYPES},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary"}},
                }
            },
        },
    },
    "parameters": [
        {
            "in": "query",
            "name": "whole_organisation",
            "required": False,
            "schema": WHOLE,
            "description": "Når listen sendes som fil. I JSON står feltet ved siden af »rows«.",
        },
        {
            "in": "header",
            "name": "Idempotency-Key",
            "required": False,
            "schema": {"type": "string", "maxLength": LONGEST_KEY},
            "description": "Samme nøgle og indhold igen: svaret fra første gang, og intet andet sker. "
            "Samme nøgle med andet indhold: 409.",
        },
    ],
}


@router.post(
    "/arrears-lists",
    response={
        201: ListOut,
        200: ListOut,
        400: Refusal,
        401: Refusal,
        409: Refusal,
        415: Refusal,
        422: ListOut | Refusal,
    },
    openapi_extra=BODY,
    summary="Send en restanceliste",
    description="Tager alle rækker, der kan tages, med det samme, og fortæller, hvad der venter og hvorfor. "
    "En forkert række stopper ikke de andre. 201: taget. 200: nøglen er brugt før. 422: listen er afvist "
    "(ingen tabel, eller en nødvendig kolonne mangler); »message« siger hvorfor.",
)
def post_arrears_list(request: HttpRequest) -> Status:
    """The door for programs: the same service as the web and the command line."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if len(key) > LONGEST_KEY:
        return Status(
            400, {"message": f"Idempotency-Key er længere end {LONGEST_KEY} tegn. Brug en kortere."}
        )
    try:
        file_name, content, whole = read_body(request)
    except DomainError as error:
        return Status(422, {"message": error.message})
    organisation = request.user.membership.organisation  # type: ignore[union-attr]
    known = bool(key) and ArrearsList.objects.visible_to(request.user).filter(idempotency_key=key).exists()
    try:
        arrears_list = take_list(
            actor=request.user,
            organisation=organisation,
            source=Source.API,
            file_name=file_name,
            content=content,
            idempotency_key=key,
            whole_organisation=whole,
        )
    except DomainError as error:
        return Status(409 if key else 422, {"message": error.message})
    if arrears_list.status == ImportStatus.FAILED:
        return Status(422, describe(request, arrears_list))
    return Status(200 if known else 201, describe(request, arrears_list))


def read_body(request: HttpRequest) -> tuple[str, bytes, bool]:
    """The list as a file, whichever way it was sent, and whether it covers the organisation. HttpError 400
    with a sentence when it was not; DomainError when it is too large to be read."""
    kind = (request.content_type or "").lower()
    whole = read_whole(request.GET.get("whole_organisation", ""))
    if kind == "multipart/form-data":
        upload = request.FILES.get("file")
        if upload is None:
            raise HttpError(400, "Der er ingen fil i feltet »file«. Send filen i det felt.")
        return upload.name or "fil", read_upload(upload), whole
    check_not_too_large(int(request.META.get("CONTENT_LENGTH") or 0))
    if kind == "application/json":
        sent = read_json(request.body)
        rows = [row.model_dump(exclude_none=True) for row in sent.rows]
        return JSON_NAME, rows_as_file(rows), whole or sent.whole_organisation
    if kind in FILE_TYPES:
        return ("fil.xlsx" if "openxml" in kind else "fil.csv"), request.body, whole
    raise HttpError(415, "Send listen som application/json, text/csv, XLSX eller multipart/form-data.")


def read_whole(said: str) -> bool:
    """What closes cases is not guessed: a word that is neither yes nor no is refused."""
    if said not in {"", "true", "false", "1", "0"}:
        raise HttpError(400, "whole_organisation skal være true eller false.")
    return said in {"true", "1"}


def read_json(body: bytes) -> ListIn:
    try:
        return ListIn.model_validate(json.loads(body))
    except (ValidationError, ValueError, RecursionError) as error:
        raise HttpError(
            400, 'Indholdet er ikke en liste. Send {"rows": [{"tenancy": …, "amount": …, "due_date": …}]}.'
        ) from error


@router.get(
    "/arrears-lists/{list_id}",
    response={200: ListOut, 401: Refusal, 404: Refusal},
    summary="Spørg, hvordan en liste gik",
    description="Tallene, rækkerne der venter, og hvor mange restancer der er leveret, set og taget.",
)
def get_arrears_list(request: HttpRequest, list_id: int) -> Status:
    arrears_list = ArrearsList.objects.visible_to(request.user).filter(pk=list_id).first()
    if arrears_list is None:
        return Status(404, {"message": "Listen findes ikke, eller nøglen giver ikke adgang til den."})
    return Status(200, describe(request, arrears_list))


def describe(request: HttpRequest, arrears_list: ArrearsList) -> dict[str, Any]:
    progress = ArrearsList.objects.visible_to(request.user).with_progress().get(pk=arrears_list.pk)
    return {
        "id": arrears_list.pk,
        "status": arrears_list.status,
        "message": arrears_list.message,
        "received_at": arrears_list.created_at,
        **list_summary(arrears_list),
        "notes": [str(note) for note in list_notes(arrears_list)],
        "progress": {
            "delivered": progress.delivered_count,
            "seen": progress.seen_count,
            "taken": progress.taken_count,
            "parked": progress.parked_count,
        },
    }
