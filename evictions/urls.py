from django.urls import URLPattern, URLResolver, path

from evictions.api import app as api
from evictions.views import (
    court_calendar,
    decide_many,
    decisions,
    eviction_list,
    evictions,
    figures,
    hearings,
    instalments,
    letters,
    list_rows,
    lists,
    notices,
    overview,
    rechecks,
    review_meeting,
    rules,
    standstill_reasons,
    standstills,
    statements,
    tray,
    unassigned,
    ways_out,
)
from evictions.views import eviction_deadlines as deadlines
from evictions.views import eviction_facts as facts
from evictions.views import eviction_opening as opening
from evictions.views import eviction_steps as steps

urlpatterns: list[URLPattern | URLResolver] = [
    # Eviction cases
    path("udsaettelser/<int:pk>/", evictions.eviction_detail, name="eviction_detail"),
    path("udsaettelser/tal/", figures.eviction_figures, name="eviction_figures"),
    path("udsaettelser/tal/regneark/", figures.eviction_figures_export, name="eviction_figures_export"),
    path("udsaettelser/tal/<slug:which>/", figures.eviction_figure_list, name="eviction_figure_list"),
    path("udsaettelser/efterkontrol/", rechecks.recheck_list, name="recheck_list"),
    path("udsaettelser/efterkontrol/<int:pk>/", rechecks.recheck_confirm, name="recheck_confirm"),
    # Eviction cases, page: steps by hand, facts, deadline, opening and closing
    path("udsaettelser/ny/", opening.eviction_find, name="eviction_find"),
    path("udsaettelser/ny/<int:tenancy_pk>/", opening.eviction_open, name="eviction_open"),
    *(
        path(f"udsaettelser/<int:pk>/{what}/", steps.eviction_step, {"what": what}, name=name)
        for what, name in {
            "paakrav": "eviction_demand",
            "kommet-frem": "eviction_demand_received",
            "ophaevelse": "eviction_termination",
            "fogedret": "eviction_filing",
            "kommunen-underrettet": "eviction_municipality",
        }.items()
    ),
    path(
        "udsaettelser/<int:pk>/<slug:what>/tag-tilbage/", steps.eviction_take_back, name="eviction_take_back"
    ),
    path("udsaettelser/<int:pk>/frist/", deadlines.eviction_deadline, name="eviction_deadline"),
    path(
        "udsaettelser/<int:pk>/frist/ja/",
        deadlines.eviction_deadline_approve,
        name="eviction_deadline_approve",
    ),
    path(
        "udsaettelser/<int:pk>/frist/nej/",
        deadlines.eviction_deadline_refuse,
        name="eviction_deadline_refuse",
    ),
    path("udsaettelser/<int:pk>/oplysninger/", facts.eviction_facts, name="eviction_facts"),
    path("udsaettelser/<int:pk>/krav/", facts.eviction_claim, name="eviction_claim"),
    path("udsaettelser/<int:pk>/afslut/", opening.eviction_close, name="eviction_close"),
    path("udsaettelser/<int:pk>/genaabn/", opening.eviction_reopen, name="eviction_reopen"),
    path("udsaettelser/<int:pk>/hvem-har-kigget/", evictions.eviction_look_ups, name="eviction_look_ups"),
    # Standstills, instalment plans, ways out, statements
    path("udsaettelser/<int:pk>/henstand/", standstills.standstill_create, name="standstill_create"),
    path("henstand/<int:pk>/forlaeng/", standstills.standstill_prolong, name="standstill_prolong"),
    path("henstand/<int:pk>/afslut/", standstills.standstill_end, name="standstill_end"),
    path(
        "boligorganisation/aarsager-til-henstand/",
        standstill_reasons.standstill_reason_list,
        name="standstill_reason_list",
    ),
    path(
        "boligorganisation/aarsager-til-henstand/<int:pk>/",
        standstill_reasons.standstill_reason_edit,
        name="standstill_reason_edit",
    ),
    path(
        "boligorganisation/aarsager-til-henstand/<int:pk>/skift/",
        standstill_reasons.standstill_reason_switch,
        name="standstill_reason_switch",
    ),
    path("udsaettelser/<int:pk>/afdragsordning/", instalments.plan_create, name="plan_create"),
    path("afdragsordninger/<int:pk>/ophoer/", instalments.plan_cancel, name="plan_cancel"),
    path("afdragsordninger/<int:pk>/holdt/", instalments.plan_keep, name="plan_keep"),
    path("udsaettelser/<int:pk>/udveje/<slug:kind>/", ways_out.way_out_edit, name="way_out_edit"),
    path("udsaettelser/<int:pk>/udveje/<slug:kind>/saet/", ways_out.way_out_set, name="way_out_set"),
    path("udsaettelser/<int:pk>/indstilling/", statements.statement_create, name="statement_create"),
    path("indstilling/<int:pk>/traek-tilbage/", statements.statement_take_back, name="statement_take_back"),
    # Eviction cases: days at the bailiff court
    path("fogedretten/", court_calendar.court_calendar, name="court_calendar"),
    path("udsaettelser/<int:pk>/fogedmoeder/ny/", hearings.hearing_create, name="hearing_create"),
    path("fogedmoeder/<int:pk>/", hearings.hearing_change, name="hearing_change"),
    path("fogedmoeder/<int:pk>/flyt/", hearings.hearing_move, name="hearing_move"),
    path("fogedmoeder/<int:pk>/aflys/", hearings.hearing_call_off, name="hearing_call_off"),
    path("fogedmoeder/<int:pk>/holdt/", hearings.hearing_hold, name="hearing_hold"),
    # Eviction cases: letters
    path(
        "udsaettelser/<int:pk>/breve/<slug:kind>/",
        letters.eviction_letter_create,
        name="eviction_letter_create",
    ),
    path("udsaettelsesbreve/<int:pk>/", letters.eviction_letter_detail, name="eviction_letter_detail"),
    path("udsaettelsesbreve/<int:pk>/udskriv/", letters.eviction_letter_print, name="eviction_letter_print"),
    path("udsaettelsesbreve/<int:pk>/pdf/", letters.eviction_letter_pdf, name="eviction_letter_pdf"),
    path("udsaettelsesbreve/<int:pk>/sendt/", letters.eviction_letter_sent, name="eviction_letter_sent"),
    path("regler/", rules.rules, name="rules"),
    # The review of eviction cases
    path("udsaettelser/", eviction_list.eviction_list, name="eviction_list"),
    path("udsaettelser/regneark/", eviction_list.eviction_export, name="eviction_export"),
    path("udsaettelser/moede/", review_meeting.review_meeting, name="review_meeting"),
    path("udsaettelser/beslut/", decide_many.eviction_decide_many, name="eviction_decide_many"),
    path("udsaettelser/beslutninger/<uuid:batch>/", decide_many.eviction_receipt, name="eviction_receipt"),
    path("udsaettelser/<int:pk>/beslut/", decisions.eviction_decide, name="eviction_decide"),
    path(
        "udsaettelser/<int:pk>/fortryd-beslutning/",
        decisions.eviction_undo_decision,
        name="eviction_undo_decision",
    ),
    # Arrears lists: the administration
    path("restancelister/", lists.arrears_list_list, name="arrears_list_list"),
    path("restancelister/ny/", lists.arrears_list_upload, name="arrears_list_upload"),
    path("restancelister/<int:pk>/", lists.arrears_list_detail, name="arrears_list_detail"),
    path("restancelister/<int:pk>/fremdrift/", lists.arrears_list_progress, name="arrears_list_progress"),
    path("restancelister/<int:pk>/kolonner/", lists.arrears_list_columns, name="arrears_list_columns"),
    path("restancelister/<int:pk>/importer/", lists.arrears_list_confirm, name="arrears_list_confirm"),
    path("restancelister/<int:pk>/annuller/", lists.arrears_list_cancel, name="arrears_list_cancel"),
    path("restancelister/<int:pk>/fortryd/", lists.arrears_list_undo, name="arrears_list_undo"),
    path("restancelister/<int:pk>/fejlliste/", lists.arrears_list_errors, name="arrears_list_errors"),
    path(
        "restancelister/<int:pk>/raekker/<int:row_number>/",
        list_rows.arrears_list_row,
        name="arrears_list_row",
    ),
    path(
        "restancelister/<int:pk>/raekker/<int:row_number>/find/",
        list_rows.arrears_list_match,
        name="arrears_list_match",
    ),
    # Notices: the caretaker
    path("restancer/", notices.notice_list, name="notice_list"),
    path("restancer/raekkefoelge/", notices.urgency_rules, name="urgency_rules"),
    path("restancer/<int:pk>/", notices.notice_detail, name="notice_detail"),
    # The tray: the administration
    path("restancesager/", tray.tray, name="tray"),
    path("restancesager/regneark/", tray.tray_export, name="tray_export"),
    path("restancesager/<int:pk>/", tray.tray_detail, name="tray_detail"),
    path("restancesager/<int:pk>/luk/", tray.tray_close, name="tray_close"),
    path("restancesager/<int:pk>/genaabn/", tray.tray_reopen, name="tray_reopen"),
    path("restancesager/<int:pk>/stadig-i-restance/", tray.tray_keep, name="tray_keep"),
    # The overview: the coordinator
    path("overblik/", overview.overview, name="overview"),
    path("overblik/<slug:which>/", overview.overview_list, name="overview_list"),
    path("uden-ansvarlig/", unassigned.unassigned, name="unassigned"),
    path("uden-ansvarlig/<int:pk>/", unassigned.unassigned_estate, name="unassigned_estate"),
    # The integration API: the rent ledger
    path("api/v1/docs", api.documentation, name="api_docs"),
    path("api/v1/", api.urls()),
]
