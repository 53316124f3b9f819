"""POST the legal steps of eviction cases."""

import json
from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.errors import HttpError
from ninja.responses import Status
from pydantic import ValidationError

from core.errors import DomainError
from evictions.api.schemas import Refusal, StepIn, StepsIn, StepsOut
from evictions.services import step_rows
from evictions.services.uploads import check_not_too_large

router = Router(tags=["Udsættelsessager"])
BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["steps"],
                    "properties": {
                        "steps": {
                            "type": "array",
                            "maxItems": step_rows.MOST_ROWS,
                            "items": StepIn.model_json_schema(),
                        }
                    },
                }
            }
        },
    }
}


@router.post(
    "/eviction-steps",
    response={200: StepsOut, 400: Refusal, 401: Refusal, 415: Refusal, 422: Refusal},
    openapi_extra=BODY,
    summary="Send skridt i udsættelsessager",
    description="Hvert skridt får sit eget svar, og et forkert stopper ikke de andre. »status« i svaret: "
    "201 taget · 200 kendt i forvejen · 202 noget andet er registreret, og administrationen spørges · 404 "
    "ukendt lejeforhold · 409 samme id med et andet indhold · 422 forkert. En sag går kun fremad.",
)
def post_eviction_steps(request: HttpRequest) -> Status:
    rows = read_steps(request)
    answers = step_rows.take_steps(
        actor=request.user,
        organisation=request.user.membership.organisation,  # type: ignore[union-attr]
        rows=rows,
    )
    counts = dict.fromkeys(("taken", "known", "asked", "refused"), 0)
    for answer in answers:
        counts[COUNTED_AS.get(answer.status, "refused")] += 1
    return Status(200, {**counts, "steps": [vars(answer) for answer in answers]})


COUNTED_AS = {step_rows.TAKEN: "taken", step_rows.KNOWN: "known", step_rows.ASKED: "asked"}


def read_steps(request: HttpRequest) -> list[dict[str, Any]]:
    """HttpError with a sentence for a body that is no list of steps."""
    if (request.content_type or "").lower() != "application/json":
        raise HttpError(415, "Send skridtene som application/json.")
    try:
        check_not_too_large(int(request.META.get("CONTENT_LENGTH") or 0))
    except DomainError as error:
        raise HttpError(422, error.message) from error
    try:
        sent = StepsIn.model_validate(json.loads(request.body))
    except (ValidationError, ValueError, RecursionError) as error:
        raise HttpError(
            400,
            'Indholdet er ikke skridt. Send {"steps": [{"id": …, "tenancy": …, "kind": …, "date": …}]}.',
        ) from error
    if len(sent.steps) > step_rows.MOST_ROWS:
        raise HttpError(422, f"Send højst {step_rows.MOST_ROWS} skridt ad gangen.")
    return [row.model_dump(exclude_none=True) for row in sent.steps]
