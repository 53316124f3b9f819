"""Paths are Danish. Each part of the app has its own list, in the order of a concern's life."""

from django.urls import URLPattern, URLResolver, path

from conditions.views import (
    block,
    by_address,
    concerns,
    handling,
    home,
    inspections,
    messages,
    photos,
    reports,
    untaken,
)

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
    path("meldinger/billeder/<int:pk>/stor/", photos.concern_photo_full, name="concern_photo_full"),
    path("meldinger/billeder/<int:pk>/lille/", photos.concern_photo_small, name="concern_photo_small"),
    path("meldinger/billeder/<int:pk>/fjern/", photos.concern_photo_remove, name="concern_photo_remove"),
]

INSPECTIONS: list[URLPattern | URLResolver] = [
    path("lejligheder/<int:pk>/stand/", inspections.dwelling_condition, name="dwelling_condition"),
    path("lejligheder/<int:pk>/syn/nyt/", inspections.inspection_create, name="inspection_create"),
    path("syn/<int:pk>/flyt/", inspections.inspection_move, name="inspection_move"),
    path("syn/<int:pk>/", inspections.inspection_settle, name="inspection_settle"),
]

HANDLING: list[URLPattern | URLResolver] = [
    path("meldinger/", concerns.concern_list, name="concern_list"),
    path("meldinger/ikke-taget/", untaken.concern_untaken, name="concern_untaken"),
    path("meldinger/<int:pk>/", concerns.concern_detail, name="concern_detail"),
    path("meldinger/<int:pk>/tag/", handling.concern_take, name="concern_take"),
    path("meldinger/<int:pk>/sag/", handling.concern_attach, name="concern_attach"),
    path("meldinger/<int:pk>/ny-sag/", handling.concern_make_case, name="concern_make_case"),
    path("meldinger/<int:pk>/reparation/", handling.concern_return, name="concern_return"),
    path("meldinger/<int:pk>/afslut/", handling.concern_close, name="concern_close"),
    path("meldinger/<int:pk>/genaabn/", handling.concern_reopen, name="concern_reopen"),
    path("meldinger/<int:pk>/besked/", messages.concern_message, name="concern_message"),
]

urlpatterns: list[URLPattern | URLResolver] = [*REPORTING, *PHOTOS, *INSPECTIONS, *HANDLING]
