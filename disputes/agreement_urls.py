"""The pages of mediation: meetings, the agreement, and whether it holds."""

from django.urls import URLPattern, URLResolver, path

from disputes.views import agreement_follow_ups, agreement_papers, agreements, meetings

urlpatterns: list[URLPattern | URLResolver] = [
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
