"""Login (only the routes of allauth that are needed), one's own account, people and who has what."""

from allauth.account import views as account_views
from django.urls import URLPattern, URLResolver, include, path, re_path

from accounts.views import absences, assignments, home, logout, organisation, people, tokens

login_urls: list[URLPattern | URLResolver] = [
    path("log-ind/", account_views.login, name="account_login"),
    path("log-ud/", logout.logout, name="account_logout"),
    path("lukket/", account_views.account_inactive, name="account_inactive"),
    path("bekraeft/", account_views.reauthenticate, name="account_reauthenticate"),
    path("adgangskode/", account_views.password_change, name="account_change_password"),
    path("adgangskode/vaelg/", account_views.password_set, name="account_set_password"),
    path("adgangskode/glemt/", account_views.password_reset, name="account_reset_password"),
    path("adgangskode/glemt/sendt/", account_views.password_reset_done, name="account_reset_password_done"),
    path(
        "adgangskode/ny/faerdig/",
        account_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^adgangskode/ny/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("totrin/", include("allauth.mfa.urls")),
]

people_urls = [
    path("", people.people_list, name="people_list"),
    path("ny/", people.people_create, name="people_create"),
    path("ny/findes/", people.people_give_roles, name="people_give_roles"),
    path("<int:pk>/", people.people_detail, name="people_detail"),
    path("<int:pk>/ret/", people.people_edit, name="people_edit"),
    path("<int:pk>/rolle/", people.people_add_role, name="people_add_role"),
    path("<int:pk>/link/", people.people_invite, name="people_invite"),
    path("<int:pk>/luk/", people.people_close, name="people_close"),
    path("rolle/<int:pk>/slut/", people.people_end_role, name="people_end_role"),
]

assignment_urls = [
    path("", assignments.assignment_list, name="assignment_list"),
    path("afdeling/<int:pk>/", assignments.assignment_estate, name="assignment_estate"),
    path("afdeling/<int:pk>/ansvarlig/", assignments.assignment_hand_over, name="assignment_hand_over"),
    path("afdeling/<int:pk>/kollega/", assignments.assignment_add_colleague, name="assignment_add_colleague"),
    path("<int:pk>/slut/", assignments.assignment_end, name="assignment_end"),
]

absence_urls = [
    path("", absences.absence_list, name="absence_list"),
    path("nyt/", absences.absence_create, name="absence_create"),
    path("<int:pk>/", absences.absence_change, name="absence_change"),
    path("<int:pk>/slut/", absences.absence_end, name="absence_end"),
]

token_urls = [
    path("", tokens.token_list, name="token_list"),
    path("ny/", tokens.token_create, name="token_create"),
    path("<int:pk>/vis/", tokens.token_created, name="token_created"),
    path("<int:pk>/spaer/", tokens.token_revoke, name="token_revoke"),
]

organisation_urls = [
    path("", organisation.organisation_settings, name="organisation_settings"),
    path("afdeling/<int:pk>/", organisation.estate_rename, name="estate_rename"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("skift-rolle/", home.switch_role, name="switch_role"),
    path("min-konto/", home.profile, name="profile"),
    path("konto/", include(login_urls)),
    path("medarbejdere/", include(people_urls)),
    path("tildelinger/", include(assignment_urls)),
    path("fravaer/", include(absence_urls)),
    path("adgangsnoegler/", include(token_urls)),
    path("boligorganisation/", include(organisation_urls)),
]
