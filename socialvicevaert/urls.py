"""Every route of the product. Paths are Danish, because people read them."""

from django.urls import include, path

from core import views as core_views

urlpatterns = [
    path("", include("accounts.urls")),
    path("", include("residents.urls")),
    path("", include("cases.urls")),
    path("", include("evictions.urls")),
    path("", include("notifications.urls")),
    path("", include("core.urls")),
]

handler400 = core_views.bad_request
handler403 = core_views.forbidden
handler404 = core_views.not_found
handler500 = core_views.server_error
