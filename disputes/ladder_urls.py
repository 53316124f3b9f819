"""What is done about a complaint: its steps, its tracks, its letters."""

from django.urls import URLPattern, URLResolver, path

from disputes.views import letters, steps

urlpatterns: list[URLPattern | URLResolver] = [
    path("klager/<int:pk>/skridt/<slug:key>/", steps.complaint_step, name="complaint_step"),
    path("klager/<int:pk>/tag-tilbage/", steps.complaint_take_back, name="complaint_take_back"),
    path("klager/<int:pk>/genaabn/", steps.complaint_reopen, name="complaint_reopen"),
    path("klager/<int:pk>/spor/", steps.complaint_track, name="complaint_track"),
    path("klager/klager/<int:pk>/vis/", steps.showing_decide, name="showing_decide"),
    path("klager/<int:pk>/brev/<slug:kind>/", letters.complaint_letter, name="complaint_letter"),
    path(
        "klager/<int:pk>/brev/<slug:kind>/pdf/", letters.complaint_letter_draft, name="complaint_letter_draft"
    ),
    path("klager/breve/<int:pk>/", letters.complaint_letter_detail, name="complaint_letter_detail"),
    path("klager/breve/<int:pk>/pdf/", letters.complaint_letter_pdf, name="complaint_letter_pdf"),
]
