"""What the pages are held against: a Django view that does the indexed query for 25 rows (or as many as are
asked for) and renders them.

No login, no access check, no audit, no filters, no paging, no layout: the middleware is what `startproject`
gives. The page is 20 kB of HTML from an ordinary template.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client, override_settings
from django.urls import path

from evictions.choices import OPEN_STATUSES
from evictions.models import ArrearsNotice
from residents.models import HousingOrganisation

MIDDLEWARE: Final = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "dev.bench.bare.own_addresses",
]
ROWS: Final = 25
COLUMNS: Final = (
    "id", "amount", "stage", "next_on", "taken_at", "created_at", "tenancy__reference",
    "tenancy__dwelling__address", "estate__name",
)  # fmt: skip
TEMPLATE: Final = engines["django"].from_string(Path(__file__).with_suffix(".html").read_text())


@login_not_required
def rows(request: HttpRequest, pk: int = 0) -> HttpResponse:
    notices = ArrearsNotice.objects.filter(
        organisation_id=int(request.GET["organisation"]), status__in=OPEN_STATUSES
    )
    found = notices.order_by("next_on", "id").values(*COLUMNS)[: int(request.GET.get("rows", ROWS))]
    return HttpResponse(TEMPLATE.render({"rows": found}))


urlpatterns = [path("", rows, name="bare"), path("<int:pk>/", rows, name="bare_row")]


def own_addresses(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        request.urlconf = __name__
        return get_response(request)

    return middleware


class BareClient:
    """Asks for the bare page, in this process, as the product's pages are asked for."""

    def __init__(self, organisation: HousingOrganisation) -> None:
        self.client = Client(HTTP_HOST="localhost")
        self.query = {"organisation": organisation.pk}
        with override_settings(MIDDLEWARE=MIDDLEWARE):
            self.client.handler.load_middleware()

    def get(self, rows: int = ROWS) -> Any:
        response = self.client.get("/", self.query | {"rows": rows})
        assert response.status_code == 200, response.status_code
        return response
