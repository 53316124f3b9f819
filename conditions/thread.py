"""The thread of a concern, as either side reads it: the same words, and the topics each may write about."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from conditions.choices import ConcernStatus, MessageTopic
from conditions.forms.messages import MessageForm
from conditions.models import ConcernFlag, ConcernMessage
from conditions.querysets import REPORTS


@dataclass(frozen=True)
class Thread:
    """`answer` is the newest sentence to whoever reported it; it stands among the messages, too. `form` is
    None when this side cannot write any more."""

    messages: list[ConcernMessage]
    from_office: bool
    url: str
    form: MessageForm | None = None

    @property
    def answer(self) -> ConcernMessage | None:
        answers = [message for message in self.messages if message.topic == MessageTopic.ANSWER]
        return answers[-1] if answers else None


def thread_of(user: Any, concern: ConcernFlag) -> Thread:
    """For the page of a concern that the user has come to through a door: one query. In the template:
    {% include "conditions/_thread.html" %} with `thread`."""
    from_office = user.role in REPORTS
    rows = ConcernMessage.objects.visible_to(user).filter(concern_id=concern.pk)
    may_write = not (from_office and concern.status == ConcernStatus.CLOSED)
    return Thread(
        list(rows.select_related("author").order_by("created_at", "pk")),
        from_office,
        reverse("concern_message", args=[concern.pk]),
        message_form(concern, from_office) if may_write else None,
    )


def message_form(concern: ConcernFlag, from_office: bool, data: Any = None) -> MessageForm:
    initial = {"client_uuid": uuid.uuid4()}
    return MessageForm(data, concern=concern, from_office=from_office, initial=initial, auto_id="besked_%s")
