from django.urls import path

from core import views

urlpatterns = [
    path("sundhed/", views.health, name="health"),
    path("favicon.ico", views.favicon, name="favicon"),
]
