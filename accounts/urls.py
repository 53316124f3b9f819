"""Login (only the routes of allauth that are needed), one's own account, people and who has what."""

from allauth.account import views as account_views
from django.urls import URLPattern, URLResolver, include, path, re_path

from accounts.views import home

login_urls: list[URLPattern | URLResolver] = [
    path("log-ind/", account_views.login, name="account_login"),
    path("log-ud/", account_views.logout, name="account_logout"),
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

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("skift-rolle/", home.switch_role, name="switch_role"),
    path("min-konto/", home.profile, name="profile"),
    path("konto/", include(login_urls)),
]
