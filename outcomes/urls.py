"""Paths are Danish."""

from django.urls import path

from outcomes.views import overview

urlpatterns = [
    path("tal/", overview.outcomes_overview, name="outcomes_overview"),
    path("tal/regneark/", overview.outcomes_export, name="outcomes_export"),
    path("tal/<slug:which>/", overview.outcome_figure, name="outcome_figure"),
]
