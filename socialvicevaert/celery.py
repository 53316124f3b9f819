"""The Celery application. Tasks carry ids only; what is owed stands in the database."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socialvicevaert.settings")

app = Celery("socialvicevaert")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
