from django.urls import path

from core.views import health, phone

urlpatterns = [
    path("sundhed/", health.health, name="health"),
    path("favicon.ico", health.favicon, name="favicon"),
    path("session/", phone.session_state, name="session_state"),
    path("sw.js", phone.service_worker, name="service_worker"),
    path("manifest.webmanifest", phone.manifest, name="manifest"),
]
