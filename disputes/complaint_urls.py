"""Taking in complaints, their list, their page and their noise log."""

from django.urls import URLPattern, URLResolver, path

from disputes.views import complainants, complaint_list, complaint_papers, complaints, incidents, intake, own

urlpatterns: list[URLPattern | URLResolver] = [
    path("klager/", complaint_list.complaint_list, name="complaint_list"),
    path("klager/ny/", intake.complaint_find, name="complaint_find"),
    path("klager/ny/<int:tenancy_pk>/", intake.complaint_create, name="complaint_create"),
    path(
        "klager/ny/bolig/<int:dwelling_pk>/",
        intake.complaint_create_office,
        name="complaint_create_office",
    ),
    path(
        "klager/skema/<str:which>/<str:language>/",
        complaint_papers.complaint_form_print,
        name="complaint_form_print",
    ),
    path(
        "klager/skema/<str:which>/<str:language>/pdf/",
        complaint_papers.complaint_form_pdf,
        name="complaint_form_pdf",
    ),
    path("klager/mine/", own.complaint_own_list, name="complaint_own_list"),
    path("klager/mine/<int:pk>/", own.complaint_own, name="complaint_own"),
    path("klager/<int:pk>/", complaints.complaint_detail, name="complaint_detail"),
    path("klager/<int:pk>/udskriv/", complaint_papers.complaint_print, name="complaint_print"),
    path("klager/<int:pk>/ret/", complaints.complaint_correct, name="complaint_correct"),
    path("klager/<int:pk>/klager/", complainants.complainant_add, name="complainant_add"),
    path(
        "klager/klager/<int:pk>/traek-tilbage/",
        complainants.complainant_withdraw,
        name="complainant_withdraw",
    ),
    path("klager/<int:pk>/haendelser/", incidents.incident_add, name="incident_add"),
    path("klager/haendelser/<int:pk>/ret/", incidents.incident_correct, name="incident_correct"),
    path("klager/haendelser/<int:pk>/streg/", incidents.incident_strike, name="incident_strike"),
]
