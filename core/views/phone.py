"""What makes the product an app on the phone: service worker, manifest, and who is logged in.

None of it holds personal data: the shell (cases.views.phone) and static files are all that is cached. What
was written and not yet sent lies in a store of the browser (static/outbox.js, docs/offline.md).
"""

import hashlib
from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.phone_forms import digest_of_forms, files_of_forms

SHELL_FILES: Final = (
    "css/bootstrap.min.css",
    "css/base.css",
    "css/boxes.css",
    "css/forms.css",
    "css/parts.css",
    "css/casework.css",
    "css/screens.css",
    "theme.js",
    "cpr.js",
    "sv.js",
    "outbox.js",
    "outbox_list.js",
    "django_htmx/htmx-2.min.js",
    "favicon.svg",
)
ICONS: Final = {"icon-192.png": "192x192", "icon-512.png": "512x512"}


@login_not_required
@never_cache
@require_safe
def session_state(request: HttpRequest) -> JsonResponse:
    """Who would send now, with a fresh form token. 401: nobody is logged in; 409: somebody else than `hvem`,
    whose form is open. Both with what static/session.js says then."""
    link = _("Log ind i en ny fane")
    if not request.user.is_authenticated:
        said = _(
            "Du er logget ud, og intet er gemt endnu. Det, du har skrevet, står her stadig. Log ind i en ny "
            "fane, og tryk så på knappen igen her."
        )
        return JsonResponse({"said": said, "link": link}, status=401)
    if request.GET.get("hvem", str(request.user.pk)) != str(request.user.pk):
        said = _(
            "Der er logget ind som en anden i denne browser, og intet er gemt endnu. Log ind som dig selv i "
            "en ny fane, og tryk så på knappen igen her."
        )
        return JsonResponse({"said": said, "link": link}, status=409)
    return JsonResponse({"user": request.user.pk, "csrf": get_token(request)})


@login_not_required
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Another version, and the phone fetches the shell anew: also when only what a form asks has changed."""
    files = [static(name) for name in (*SHELL_FILES, *files_of_forms())]
    shell_at = reverse("phone")
    known = [shell_at, *files, digest_of_forms(get_language() or "")]
    version = hashlib.sha256(" ".join(known).encode()).hexdigest()[:12]
    context = {"files": files, "shell": shell_at, "version": version}
    response = render(request, "core/sw.js", context, content_type="text/javascript")
    response["Cache-Control"] = "no-cache"
    return response


@login_not_required
@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """Read by the browser when somebody puts the product on their home screen."""
    icons = [
        {"src": static(name), "sizes": size, "type": "image/png", "purpose": purpose}
        for name, size in ICONS.items()
        for purpose in ("any", "maskable")
    ]
    described = {
        "name": "socialvicevaert",
        "short_name": _("Vicevært"),
        "lang": "da",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f6f3ee",
        "theme_color": "#0f5e5c",
        "icons": icons,
    }
    return JsonResponse(described, content_type="application/manifest+json")
