"""The API as a whole: its errors are sentences too, and its description is served by ourselves."""

from typing import Any, cast

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import BaseModel

from evictions.api import lists, steps
from evictions.api.auth import token_auth
from evictions.api.schemas import ListOut, RowIn, StepIn, StepOut

api = NinjaAPI(
    title="socialvicevaert",
    version="1",
    description="Til lejesystemets eget program. En nøgle hører til én boligorganisation.",
    urls_namespace="api",
    docs_url=None,
    openapi_url="/openapi.json",
    auth=token_auth,
)
api.add_router("", lists.router)
api.add_router("", steps.router)


@api.exception_handler(AuthenticationError)
def not_authenticated(request: HttpRequest, error: Any) -> HttpResponse:
    message = "Nøglen mangler, er forkert eller er spærret. Send »Authorization: Bearer sv_…«."
    return api.create_response(request, {"message": message}, status=401)


@api.exception_handler(HttpError)
def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    return api.create_response(request, {"message": str(error)}, status=error.status_code)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return api.create_response(request, {"message": "Adressen eller parametrene er forkerte."}, status=422)


@api.exception_handler(Http404)
def missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return api.create_response(request, {"message": "Siden findes ikke."}, status=404)


@login_not_required
@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """The description as a page, made from the same schemas: nothing is fetched from elsewhere."""
    context = {
        "fields": described(RowIn),
        "answers": described(ListOut),
        "step_fields": described(StepIn),
        "step_answers": described(StepOut),
        "steps_url": request.build_absolute_uri(reverse("api:post_eviction_steps")),
        "list_url": request.build_absolute_uri(reverse("api:post_arrears_list")),
        "openapi_url": reverse("api:openapi-json"),
    }
    return render(request, "evictions/api_docs.html", context)


def described(schema: type[BaseModel]) -> list[dict[str, Any]]:
    return [
        {"name": name, "text": field.description or "", "example": (field.examples or [""])[0]}
        for name, field in schema.model_fields.items()
    ]


def urls() -> tuple[list[Any], str, str]:
    """The API's routes; its keys are its login, so the login page is not asked first."""
    patterns, app_name, namespace = api.urls
    for pattern in patterns:
        login_not_required(cast(Any, pattern.callback))
    return patterns, app_name, namespace
