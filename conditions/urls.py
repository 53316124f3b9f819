"""Paths are Danish. Each part of the app has its own list, in the order of a concern's life."""

from django.urls import URLPattern, URLResolver, path

from conditions.views import block, by_address, home, inspections, photos, reports

REPORTING: list[URLPattern | URLResolver] = [
    path("meld/", home.concern_home, name="concern_home"),
    path("meld/mine/", home.concern_mine, name="concern_mine"),
    path("meld/afdeling/<int:estate_pk>/", block.concern_block, name="concern_block"),
    path("meld/afdeling/<int:estate_pk>/skilte/", block.stairwell_signs, name="stairwell_signs"),
    path("meld/opgang/<int:stairwell_pk>/", block.concern_at_stairwell, name="concern_at_stairwell"),
    path("meld/lejemaal/<int:dwelling_pk>/", reports.concern_report, name="concern_report"),
    path("meld/adresse/", by_address.concern_report_by_address, name="concern_report_by_address"),
    path("meld/<int:pk>/", reports.concern_own, name="concern_own"),
]

PHOTOS: list[URLPattern | URLResolver] = [
    path("meldinger/<int:pk>/billeder/", photos.concern_photo_add, name="concern_photo_add"),
    path("meldinger/billeder/<int:pk>/", photos.concern_photo, name="concern_photo"),
    path("meldinger/billeder/<int:pk>/lille/", photos.concern_photo_small, name="concern_photo_small"),
    path("meldinger/billeder/<int:pk>/fjern/", photos.concern_photo_remove, name="concern_photo_remove"),
]

INSPECTIONS: list[URLPattern | URLResolver] = [
    path("lejligheder/<int:pk>/stand/", inspections.dwelling_condition, name="dwelling_condition"),
    path("lejligheder/<int:pk>/syn/nyt/", inspections.inspection_create, name="inspection_create"),
    path("syn/<int:pk>/flyt/", inspections.inspection_move, name="inspection_move"),
    path("syn/<int:pk>/", inspections.inspection_settle, name="inspection_settle"),
]

urlpatterns: list[URLPattern | URLResolver] = [*REPORTING, *PHOTOS, *INSPECTIONS]
