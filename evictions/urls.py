from django.urls import URLPattern, URLResolver, path

from evictions.api import app as api
from evictions.views import notices, overview, tray

urlpatterns: list[URLPattern | URLResolver] = [
    # Arrears lists: the administration
    # Notices: the caretaker
    path("restancer/", notices.notice_list, name="notice_list"),
    path("restancer/raekkefoelge/", notices.urgency_rules, name="urgency_rules"),
    path("restancer/<int:pk>/", notices.notice_detail, name="notice_detail"),
    # The tray: the administration
    path("restancesager/", tray.tray, name="tray"),
    path("restancesager/regneark/", tray.tray_export, name="tray_export"),
    path("restancesager/<int:pk>/", tray.tray_detail, name="tray_detail"),
    path("restancesager/<int:pk>/luk/", tray.tray_close, name="tray_close"),
    path("restancesager/<int:pk>/stadig-i-restance/", tray.tray_keep, name="tray_keep"),
    # The overview: the coordinator
    path("overblik/", overview.overview, name="overview"),
    path("overblik/<slug:which>/", overview.overview_list, name="overview_list"),
    path("uden-ansvarlig/", overview.unassigned, name="unassigned"),
    # The integration API: the rent ledger
    path("api/v1/docs", api.documentation, name="api_docs"),
    path("api/v1/", api.urls()),
]
