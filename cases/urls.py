from django.urls import URLPattern, URLResolver, path

from cases.views import drafts, follow_ups, lone_work, phone, rounds, safety, today, visits

urlpatterns: list[URLPattern | URLResolver] = [
    path("i-dag/", today.today, name="today"),
    path("lejeforhold/<int:tenancy_pk>/kontakt/", visits.visit_log, name="visit_log"),
    path("lejeforhold/<int:tenancy_pk>/kladde/", drafts.visit_draft, name="visit_draft"),
    path("kontakt/<int:pk>/fortryd/", visits.visit_undo, name="visit_undo"),
    path("telefon/", phone.phone, name="phone"),
    path("opfoelgning/<int:pk>/", follow_ups.follow_up_edit, name="follow_up_edit"),
    path("lejeforhold/<int:tenancy_pk>/sikkerhed/", safety.safety_flags, name="safety_flags"),
    path(
        "lejeforhold/<int:tenancy_pk>/sikkerhed/laest/", safety.safety_acknowledge, name="safety_acknowledge"
    ),
    path("sikkerhed/<int:pk>/", safety.safety_flag, name="safety_flag"),
    path("sikkerhed/<int:pk>/fjern/", safety.safety_lift, name="safety_lift"),
    path("lejeforhold/<int:tenancy_pk>/paa-besoeg/", lone_work.lone_work_start, name="lone_work_start"),
    path("paa-besoeg/<int:pk>/", lone_work.lone_work_detail, name="lone_work_detail"),
    path("paa-besoeg/<int:pk>/forlaeng/", lone_work.lone_work_prolong, name="lone_work_prolong"),
    path("paa-besoeg/<int:pk>/ud/", lone_work.lone_work_check_out, name="lone_work_check_out"),
    path("runder/", rounds.round_list, name="round_list"),
    path("afdelinger/<int:pk>/runder/", rounds.estate_rounds, name="estate_rounds"),
    path("runder/<int:pk>/", rounds.round_detail, name="round_detail"),
    path("runder/<int:pk>/afslut/", rounds.round_end, name="round_end"),
    path("runder/<int:pk>/videre/", rounds.round_go_on, name="round_go_on"),
    path("runder/doer/<int:pk>/spring-over/", rounds.door_skip, name="door_skip"),
    path("runder/doer/<int:pk>/tag-med/", rounds.door_take_along, name="door_take_along"),
]
