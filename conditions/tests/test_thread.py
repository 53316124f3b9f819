"""The thread between caretaker and office: once, kept as written, and told to the other side."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from conditions.choices import MessageTopic
from conditions.models import ConcernMessage
from conditions.services.closing import close_concern
from conditions.services.messages import MessageConflictError, answer_reporter, write_message
from conditions.tests.handling import flag, take
from conditions.thread import thread_of
from core.errors import DomainError
from notifications.choices import DeliveryKind
from notifications.models import Delivery, InboxItem
from notifications.services.delivering import deliver


@pytest.fixture
def concern(anna, erik, tenancy):
    return flag(tenancy, erik)


def write(person, concern, text="Nøglen ligger på kontoret.", topic="keys", client_uuid=None):
    return write_message(
        actor=person, concern=concern, topic=topic, text=text, client_uuid=client_uuid or uuid.uuid4()
    )


def got():
    deliver(list(Delivery.objects.filter(status="pending").values_list("pk", flat=True)))
    rows = InboxItem.objects.filter(kind=DeliveryKind.CONCERN_MESSAGE).order_by("pk")
    return list(rows.values_list("recipient__name", flat=True))


def test_from_either_side_to_the_other(anna, erik, concern):
    assert write(erik, concern).from_office
    assert not write(anna, concern, "Tak.").from_office
    assert sorted(got()) == ["Anna Andersen", "Erik Eskildsen"]


def test_what_the_office_writes_reaches_whoever_took_it(anna, bo, erik, concern):
    take(bo, concern)
    write(erik, concern)
    assert got() == ["Bo Berg"]


def test_sent_again_it_is_one(anna, erik, concern):
    sent = uuid.uuid4()
    assert write(erik, concern, client_uuid=sent) == write(erik, concern, client_uuid=sent)
    with pytest.raises(MessageConflictError):
        write(erik, concern, "Nøglen er væk.", client_uuid=sent)
    assert ConcernMessage.objects.count() == 1
    assert Delivery.objects.filter(kind=DeliveryKind.CONCERN_MESSAGE).count() == 1


def test_the_answer_is_the_caretakers(anna, erik, concern):
    answer_reporter(actor=anna, concern=concern, text="Oprydning i uge 49.", client_uuid=uuid.uuid4())
    for refused in (
        lambda: write(erik, concern, topic=MessageTopic.ANSWER),
        lambda: answer_reporter(actor=erik, concern=concern, text="Nej.", client_uuid=uuid.uuid4()),
    ):
        with pytest.raises(PermissionDenied):
            refused()
    assert thread_of(erik, concern).answer.text == "Oprydning i uge 49."


@pytest.mark.parametrize(("topic", "text"), [("keys", "   "), ("gossip", "Hej"), ("", "Hej")])
def test_it_says_something_about_something(anna, concern, topic, text):
    with pytest.raises(DomainError, match="skriv en besked"):
        write(anna, concern, text, topic=topic)


def test_closed_only_the_answer_is_written(anna, erik, concern):
    close_concern(actor=anna, concern=concern, seen=1, outcome="resolved")
    with pytest.raises(DomainError, match="meld det på ny"):
        write(erik, concern)
    with pytest.raises(DomainError, match="Genåbn"):
        write(anna, concern)
    assert write(anna, concern, topic=MessageTopic.ANSWER)


@pytest.mark.parametrize("who", ["carla", "dorte", "freja", "gry"])
def test_nobody_else_writes_in_it(who, request, concern):
    with pytest.raises(PermissionDenied):
        write(request.getfixturevalue(who), concern)


def test_nor_reads_it(anna, erik, bo, freja, dorte, carla, concern):
    write(erik, concern)
    for person, count in ((anna, 1), (bo, 1), (erik, 1), (freja, 0), (dorte, 0), (carla, 0)):
        assert ConcernMessage.objects.visible_to(person).count() == count


def test_it_is_kept_as_it_was_written(erik, concern):
    message = write(erik, concern)
    for change in (lambda: message.delete(), lambda: ConcernMessage.objects.update(text="Andet")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_what_each_side_may_write_about(anna, erik, concern):
    topics = [value for value, _label in thread_of(erik, concern).form.fields["topic"].choices]
    assert topics == ["access", "clearing", "keys", "other"]
    assert "answer" in dict(thread_of(anna, concern).form.fields["topic"].choices)
    close_concern(actor=anna, concern=concern, seen=1, outcome="resolved")
    concern.refresh_from_db()
    assert thread_of(erik, concern).form is None
    assert list(dict(thread_of(anna, concern).form.fields["topic"].choices)) == ["answer"]
