"""Paths are Danish. Each part of the app has its own list, in the order of a concern's life."""

from django.urls import URLPattern, URLResolver, path

from conditions.views import reports

REPORTING: list[URLPattern | URLResolver] = [
    path("meld/lejemaal/<int:dwelling_pk>/", reports.concern_report, name="concern_report"),
    path("meld/<int:pk>/", reports.concern_own, name="concern_own"),
]

urlpatterns: list[URLPattern | URLResolver] = [*REPORTING]
