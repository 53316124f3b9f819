"""A job is written with its cause, and waits once per subject."""

import pytest

from notifications.choices import JobKind, JobStatus
from notifications.models import Job
from notifications.services.jobs import enqueue_job

pytestmark = pytest.mark.django_db


def test_the_same_job_waits_once():
    first = enqueue_job(kind=JobKind.READ_REGISTER, subject_id=1)
    assert enqueue_job(kind=JobKind.READ_REGISTER, subject_id=1) == first
    assert enqueue_job(kind=JobKind.APPLY_REGISTER, subject_id=1) != first
    assert Job.objects.due().count() == 2


def test_a_job_that_is_done_can_be_made_again():
    first = enqueue_job(kind=JobKind.READ_REGISTER, subject_id=1)
    Job.objects.filter(pk=first).update(status=JobStatus.DONE)
    assert enqueue_job(kind=JobKind.READ_REGISTER, subject_id=1) != first
