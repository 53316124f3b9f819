from django.urls import path

from notifications import views

urlpatterns = [
    path("indbakke/", views.inbox, name="inbox"),
    path("indbakke/<int:pk>/", views.inbox_open, name="inbox_open"),
    path("indbakke/laest/", views.inbox_read_all, name="inbox_read_all"),
    path("sundhed/koe/", views.queue_health, name="queue_health"),
]
