from django.urls import URLPattern, URLResolver, path

from cases.views import drafts, follow_ups, phone, today, visits

urlpatterns: list[URLPattern | URLResolver] = [
    path("i-dag/", today.today, name="today"),
    path("lejeforhold/<int:tenancy_pk>/kontakt/", visits.visit_log, name="visit_log"),
    path("lejeforhold/<int:tenancy_pk>/kladde/", drafts.visit_draft, name="visit_draft"),
    path("kontakt/<int:pk>/fortryd/", visits.visit_undo, name="visit_undo"),
    path("telefon/", phone.phone, name="phone"),
    path("opfoelgning/<int:pk>/", follow_ups.follow_up_edit, name="follow_up_edit"),
]
