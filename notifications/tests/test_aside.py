"""The side thread: one after the other, an error stops nothing, and the same is not queued twice."""

import threading

import pytest

from notifications.services.aside import Aside

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def aside():
    aside = Aside()
    yield aside
    aside.finish(5)


def fail():
    raise ValueError("the name of a resident")


def test_an_error_is_noted_and_the_next_is_done(aside, caplog):
    done = threading.Event()
    aside.put(fail)
    aside.put(done.set)
    assert done.wait(5)
    assert "fail failed: ValueError at test_aside.py" in caplog.text
    assert "resident" not in caplog.text


def test_the_same_is_done_once_while_it_waits_or_runs(aside):
    started, go_on, done, runs = threading.Event(), threading.Event(), threading.Event(), []

    def job(number):
        runs.append(number)
        started.set()
        assert go_on.wait(5)

    aside.put(job, 1)
    assert started.wait(5)
    for _ in range(3):
        aside.put(job, 1)
        aside.put(job, 2)
    aside.put(done.set)
    go_on.set()
    assert done.wait(5)
    assert runs == [1, 2]


def test_finishing_leaves_what_waits_to_others(aside):
    started, go_on, runs = threading.Event(), threading.Event(), []

    def job(number):
        runs.append(number)
        started.set()
        assert go_on.wait(5)

    aside.put(job, 1)
    aside.put(job, 2)
    assert started.wait(5)
    threading.Timer(0.2, go_on.set).start()
    aside.finish(5)
    assert runs == [1]
