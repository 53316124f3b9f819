"""Every route of the product. Paths are Danish, because people read them."""

from django.urls import include, path

from core.views import errors

urlpatterns = [
    path("", include("accounts.urls")),
    path("", include("residents.urls")),
    path("", include("cases.urls")),
    path("", include("evictions.urls")),
    path("", include("conditions.urls")),
    path("", include("disputes.urls")),
    path("", include("outcomes.urls")),
    path("", include("notifications.urls")),
    path("", include("core.urls")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
