from django.urls import URLPattern, URLResolver, path

from evictions.api import app as api
from evictions.views import (
    decide_many,
    decisions,
    eviction_list,
    evictions,
    list_rows,
    lists,
    notices,
    overview,
    review_meeting,
    tray,
    unassigned,
)

urlpatterns: list[URLPattern | URLResolver] = [
    # Eviction cases
    path("udsaettelser/<int:pk>/", evictions.eviction_detail, name="eviction_detail"),
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
