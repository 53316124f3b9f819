from django.urls import URLPattern, URLResolver, path

from residents.views import estates, registers, tenancies

urlpatterns: list[URLPattern | URLResolver] = [
    path("afdelinger/", estates.estate_list, name="estate_list"),
    path("afdelinger/<int:pk>/", estates.estate_detail, name="estate_detail"),
    path("beboere/", tenancies.tenancy_search, name="tenancy_search"),
    path("lejeforhold/<int:pk>/", tenancies.tenancy_detail, name="tenancy_detail"),
    path("register/", registers.register_import_list, name="register_import_list"),
    path("register/indlaes/", registers.register_import_upload, name="register_import_upload"),
    path("register/udtraek/<slug:kind>/", registers.register_export, name="register_export"),
    path("register/<int:pk>/", registers.register_import_detail, name="register_import_detail"),
    path("register/<int:pk>/kolonner/", registers.register_import_columns, name="register_import_columns"),
    path("register/<int:pk>/importer/", registers.register_import_confirm, name="register_import_confirm"),
    path("register/<int:pk>/annuller/", registers.register_import_cancel, name="register_import_cancel"),
    path("register/<int:pk>/fejl/", registers.register_import_errors, name="register_import_errors"),
]
