"""Jobs: at least once, one run at a time, given up in the end and not in silence."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from core.errors import DomainError
from notifications import registry
from notifications.choices import JobStatus
from notifications.models import Job
from notifications.services.jobs import enqueue_job
from notifications.services.running import MAX_FAILURES, MAX_STARTS, run_job

KIND = "read_register"


@pytest.fixture
def handle():
    """handle(function, gave_up) registers them for KIND, for this test only."""
    before = registry._jobs.get(KIND)

    def _handle(handler, gave_up=None):
        registry.register_job(KIND, handler, gave_up=gave_up)

    yield _handle
    registry._jobs.pop(KIND, None)
    if before:
        registry._jobs[KIND] = before


def fail(subject_id):
    raise ValueError("the name of a resident")


@pytest.mark.django_db
class TestRunning:
    def test_the_handler_gets_the_subject(self, handle):
        seen = []
        handle(seen.append)
        job = enqueue_job(kind=KIND, subject_id=7)
        assert run_job(job)
        assert seen == [7]
        assert Job.objects.get().status == JobStatus.DONE
        assert not run_job(job)

    def test_a_failure_is_tried_again_later(self, handle, caplog):
        handle(fail)
        run_job(enqueue_job(kind=KIND, subject_id=7))
        job = Job.objects.get()
        assert (job.status, job.attempts) == (JobStatus.PENDING, 1)
        assert job.leased_until > timezone.now()
        assert "ValueError" in caplog.text
        assert "resident" not in caplog.text

    def test_it_is_given_up_and_somebody_is_told(self, handle):
        told = []
        handle(fail, told.append)
        job = enqueue_job(kind=KIND, subject_id=7)
        for _ in range(MAX_FAILURES):
            assert not told
            run_job(job)
        assert told == [7]
        assert Job.objects.get().status == JobStatus.PARKED

    def test_a_refusal_is_not_tried_again(self, handle):
        def refuse(subject_id):
            raise DomainError("Filen er tom.")

        told = []
        handle(refuse, told.append)
        run_job(enqueue_job(kind=KIND, subject_id=7))
        assert told == [7]

    def test_one_that_kills_its_worker_is_given_up_too(self, handle):
        told, ran = [], []
        handle(ran.append, told.append)
        job = enqueue_job(kind=KIND, subject_id=7)
        Job.objects.update(attempts=MAX_STARTS)
        run_job(job)
        assert (told, ran) == ([7], [])

    def test_asked_for_again_while_it_runs_it_runs_again(self, handle):
        runs = []

        def handler(subject_id):
            runs.append(subject_id)
            if len(runs) == 1:
                enqueue_job(kind=KIND, subject_id=subject_id)

        handle(handler)
        run_job(enqueue_job(kind=KIND, subject_id=7))
        assert runs == [7, 7]
        assert Job.objects.get().status == JobStatus.DONE


@pytest.mark.django_db(transaction=True)
def test_no_second_run_while_the_first_one_runs(handle):
    """However long it takes: the lease may run out, the lock does not."""
    started, finish, runs = threading.Event(), threading.Event(), []

    def slow(subject_id):
        runs.append(subject_id)
        started.set()
        assert finish.wait(10)

    def run(job):
        try:
            return run_job(job)
        finally:
            connection.close()

    handle(slow)
    job = enqueue_job(kind=KIND, subject_id=7)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(run, job)
        assert started.wait(5)
        Job.objects.update(leased_until=timezone.now() - dt.timedelta(minutes=5))
        assert pool.submit(run, job).result(timeout=5) is False
        finish.set()
        assert first.result(timeout=5)
    assert runs == [7]
