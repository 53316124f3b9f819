"""Paths are Danish. Each part of the app has its own list, in the order of a dispute's life."""

from django.urls import URLPattern, URLResolver

from disputes import agreement_urls, complaint_urls, ladder_urls, mediation_urls

urlpatterns: list[URLPattern | URLResolver] = [
    *complaint_urls.urlpatterns,
    *ladder_urls.urlpatterns,
    *mediation_urls.urlpatterns,
    *agreement_urls.urlpatterns,
]
