"""The pages of mediation: opening one, its page, the rooms."""

from django.urls import URLPattern, URLResolver, path

from disputes.views import mediation_opening, mediations, rooms

urlpatterns: list[URLPattern | URLResolver] = [
    path("maegling/", mediations.mediation_list, name="mediation_list"),
    path("maegling/ny/", mediation_opening.mediation_create, name="mediation_create"),
    path(
        "maegling/ny/klage/<int:pk>/",
        mediation_opening.mediation_of_complaint,
        name="mediation_of_complaint",
    ),
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
