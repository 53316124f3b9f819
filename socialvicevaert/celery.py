"""The Celery application. Tasks carry ids only; what is owed stands in the database."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socialvicevaert.settings")

app = Celery("socialvicevaert")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.result_expires = None  # there are no results, so beat has none to clean up
# Asks what is due; what runs when, and that it runs once, is in notifications/services/scheduling.py.
app.conf.beat_schedule = {
    "run-due": {
        "task": "notifications.run_due",
        "schedule": crontab(minute="*/5", hour="6-23", day_of_week="mon-fri"),
        "options": {"expires": 240},
    }
}
