"""Paths are Danish. Each part of the app has its own list, in the order of a dispute's life."""

from django.urls import URLPattern, URLResolver

from disputes import mediation_urls

urlpatterns: list[URLPattern | URLResolver] = [
    *mediation_urls.urlpatterns,
]
