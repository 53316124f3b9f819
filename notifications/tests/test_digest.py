"""The morning mail: who gets one, what it may say, and what happens when the mail server refuses."""

import datetime as dt

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from notifications import registry
from notifications.choices import JobStatus
from notifications.models import DigestMail
from notifications.services.digest import MAX_TRIES, owe_digests, send_digests
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def to_do():
    """to_do[email] = number of tasks, in every role the person has."""
    before, counts = list(registry._task_counts), {}
    registry._task_counts[:] = [lambda user: counts.get(user.email, 0)]
    yield counts
    registry._task_counts[:] = before


def send_all():
    owe_digests(timezone.localdate())
    return send_digests(list(DigestMail.objects.values_list("pk", flat=True)))


def test_only_who_wants_it_and_has_something_to_do(to_do, anna, bo, carla):
    to_do |= {anna.email: 3, bo.email: 2}
    bo.wants_digest = False
    bo.save()
    assert send_all() == 1
    assert [message.to for message in mail.outbox] == [[anna.email]]
    assert set(DigestMail.objects.values_list("user", "tasks")) == {(anna.pk, 3), (carla.pk, 0)}


def test_nobody_who_has_left_and_no_machine(to_do, anna):
    anna.is_active = False
    anna.save()
    UserFactory(is_machine=True)
    assert owe_digests(timezone.localdate()) == 0


def test_the_text_is_neutral(to_do, anna, settings):
    settings.SITE_URL = "https://sv.example.dk"
    to_do[anna.email] = 3
    send_all()
    message = mail.outbox[0]
    assert message.body == "Du har 3 opgaver i dag. Log ind: https://sv.example.dk\n"
    assert message.subject == "Dine opgaver i dag"
    assert anna.name.split()[0] not in message.body


def test_one_is_singular(to_do, anna):
    to_do[anna.email] = 1
    send_all()
    assert mail.outbox[0].body.startswith("Du har 1 opgave i dag.")


def test_all_roles_of_a_person_count(to_do, anna, skovbo):
    MembershipFactory(user=anna, organisation=skovbo)
    to_do[anna.email] = 2
    send_all()
    assert mail.outbox[0].body.startswith("Du har 4 opgaver")


def test_yesterdays_is_not_sent_today(to_do, anna):
    to_do[anna.email] = 1
    owe_digests(timezone.localdate() - dt.timedelta(days=1))
    assert send_digests(list(DigestMail.objects.values_list("pk", flat=True))) == 0
    assert DigestMail.objects.get().status == JobStatus.DONE


def test_owed_and_sent_once_a_day(to_do, anna):
    to_do[anna.email] = 1
    assert [send_all(), send_all()] == [1, 0]
    assert len(mail.outbox) == 1


def test_a_mail_server_that_is_away_is_tried_again(to_do, anna, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    to_do[anna.email] = 1
    assert send_all() == 0
    digest = DigestMail.objects.get()
    assert (digest.status, digest.attempts) == (JobStatus.PENDING, 1)
    assert digest.leased_until > digest.created_at
    for _ in range(MAX_TRIES - 1):
        send_digests([digest.pk])
    assert DigestMail.objects.get().status == JobStatus.PARKED


class RefusedError(Exception):
    """Neither an OSError nor of smtplib: whatever a backend or a count may come up with."""


def test_one_that_fails_holds_up_none_of_the_others(to_do, anna, bo, carla, caplog):
    to_do |= {anna.email: 1, bo.email: 1, carla.email: 1}

    def count(user):
        if user.pk == bo.pk:
            raise RefusedError(f"what no log may hold: {user.name}")
        return to_do[user.email]

    registry._task_counts[:] = [count]
    assert send_all() == 2
    assert {message.to[0] for message in mail.outbox} == {anna.email, carla.email}
    failed = DigestMail.objects.get(user=bo)
    assert (failed.status, failed.attempts) == (JobStatus.PENDING, 1)
    assert f"digest {failed.pk} not sent: RefusedError" in caplog.text
    assert bo.name not in caplog.text


def test_a_count_that_fails_in_the_database_holds_up_none_either(to_do, anna, bo):
    """The transaction of that mail is undone; the next begins with a whole connection."""
    to_do |= {anna.email: 1, bo.email: 1}

    def count(user):
        if user.pk == anna.pk:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 / 0")
        return to_do[user.email]

    registry._task_counts[:] = [count]
    assert send_all() == 1
    assert DigestMail.objects.get(user=anna).attempts == 1
