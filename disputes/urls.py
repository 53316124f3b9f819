"""Paths are Danish; the lists stand in the order of a dispute's life."""

from django.urls import URLPattern, URLResolver, path

from disputes.views import (
    agreement_follow_ups,
    agreement_papers,
    agreements,
    complainants,
    complaint_list,
    complaint_papers,
    complaints,
    incidents,
    intake,
    letters,
    mediation_opening,
    mediations,
    meetings,
    own,
    passing_on,
    rooms,
    steps,
)

complaint_urls: list[URLPattern | URLResolver] = [
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
"""Taking in complaints, their list, their page and their noise log."""

ladder_urls: list[URLPattern | URLResolver] = [
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
"""What is done about a complaint: its steps, its tracks, its letters."""

mediation_urls: list[URLPattern | URLResolver] = [
    path("maegling/", mediations.mediation_list, name="mediation_list"),
    path("maegling/ny/", mediation_opening.mediation_create, name="mediation_create"),
    path(
        "maegling/ny/klage/<int:pk>/",
        mediation_opening.mediation_of_complaint,
        name="mediation_of_complaint",
    ),
    path("maegling/uden-maegler/", passing_on.mediation_without_mediator, name="mediation_without_mediator"),
    path("maegling/uden-maegler/<int:pk>/", passing_on.mediation_pass_on, name="mediation_pass_on"),
    path("maegling/<int:pk>/", mediations.mediation_detail, name="mediation_detail"),
    path("maegling/<int:pk>/part/", mediations.party_add, name="party_add"),
    path("maegling/<int:pk>/maegler/", mediations.mediator_change, name="mediator_change"),
    path("maegling/<int:pk>/afslut/", mediations.mediation_close, name="mediation_close"),
    path("maegling/rum/<int:pk>/", rooms.room_detail, name="room_detail"),
    path("maegling/rum/<int:pk>/forsamtale/", rooms.pre_talk, name="pre_talk"),
    path("maegling/rum/<int:pk>/part/", rooms.party_edit, name="party_edit"),
    path("maegling/rum/<int:pk>/med/", rooms.party_leave, name="party_leave"),
    path("maegling/notat/<int:pk>/streg/", rooms.room_entry_strike, name="room_entry_strike"),
]
"""The pages of mediation: opening one, its page, the rooms."""

agreement_urls: list[URLPattern | URLResolver] = [
    path("maegling/<int:pk>/moede/", meetings.meeting_plan, name="meeting_plan"),
    path("maegling/moeder/<int:pk>/", meetings.meeting_change, name="meeting_change"),
    path("maegling/moeder/<int:pk>/flyt/", meetings.meeting_move, name="meeting_move"),
    path("maegling/moeder/<int:pk>/aflys/", meetings.meeting_cancel, name="meeting_cancel"),
    path("maegling/moeder/<int:pk>/holdt/", meetings.meeting_hold, name="meeting_hold"),
    path("maegling/moeder/<int:pk>/fortryd/", meetings.meeting_unhold, name="meeting_unhold"),
    path("maegling/moeder/<int:pk>/kalender.ics", meetings.meeting_ics, name="meeting_ics"),
    path(
        "maegling/rum/<int:pk>/indbydelse.pdf", agreement_papers.meeting_invitation, name="meeting_invitation"
    ),
    path("maegling/<int:pk>/aftale/", agreements.agreement_edit, name="agreement_edit"),
    path(
        "maegling/aftaler/<int:pk>/ny-udgave/", agreements.agreement_new_version, name="agreement_new_version"
    ),
    path(
        "maegling/aftaler/<int:pk>/godkend/<int:party_pk>/",
        agreements.agreement_accept,
        name="agreement_accept",
    ),
    path("maegling/godkendt/<int:pk>/fortryd/", agreements.acceptance_undo, name="acceptance_undo"),
    path("maegling/rum/<int:pk>/aftale.pdf", agreement_papers.agreement_print, name="agreement_print"),
    path(
        "maegling/opfoelgninger/<int:pk>/",
        agreement_follow_ups.agreement_follow_up,
        name="agreement_follow_up",
    ),
    path(
        "maegling/opfoelgninger/<int:pk>/flyt/",
        agreement_follow_ups.agreement_follow_up_move,
        name="agreement_follow_up_move",
    ),
    path(
        "maegling/opfoelgninger/<int:pk>/fortryd/",
        agreement_follow_ups.agreement_follow_up_undo,
        name="agreement_follow_up_undo",
    ),
]
"""The pages of mediation: meetings, the agreement, and whether it holds."""

urlpatterns = [*complaint_urls, *ladder_urls, *mediation_urls, *agreement_urls]
