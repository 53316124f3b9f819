"""What caretaker and office write to each other about a concern: practical things, outside the case."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import require_role
from conditions.choices import ConcernStatus, MessageTopic
from conditions.models import ConcernFlag, ConcernMessage
from conditions.querysets import HANDLES, REPORTS
from conditions.services.concern_writes import locked
from core.errors import DomainError
from notifications.choices import DeliveryKind
from notifications.services.outbox import owe_deliveries, owe_to


class MessageConflictError(DomainError):
    """The form was sent before with other words."""


@transaction.atomic
def write_message(
    *, actor: Any, concern: ConcernFlag, topic: str, text: str, client_uuid: uuid.UUID
) -> ConcernMessage:
    """From whichever side `actor` is on, to the other. The same form again answers with the message it made;
    with other words: MessageConflictError."""
    fresh = locked(concern)
    from_office = _require_side(actor, fresh)
    sent = ConcernMessage.objects.filter(author_id=actor.pk, client_uuid=client_uuid).first()
    if sent is not None:
        return _the_same(sent, fresh, topic, text)
    if from_office and topic == MessageTopic.ANSWER:
        raise PermissionDenied
    if fresh.status == ConcernStatus.CLOSED and topic != MessageTopic.ANSWER:
        raise DomainError(_closed_to(from_office))
    message = keep_message(
        actor, fresh, topic=topic, text=text, client_uuid=client_uuid, from_office=from_office
    )
    _tell(fresh, message)
    return message


def answer_reporter(*, actor: Any, concern: ConcernFlag, text: str, client_uuid: uuid.UUID) -> ConcernMessage:
    """The sentence that whoever reported it reads first of all; also when it is closed."""
    require_role(actor, *HANDLES)
    return write_message(
        actor=actor, concern=concern, topic=MessageTopic.ANSWER, text=text, client_uuid=client_uuid
    )


def keep_message(
    actor: Any, concern: ConcernFlag, *, topic: str, text: str, client_uuid: uuid.UUID, from_office: bool
) -> ConcernMessage:
    """Write it about the locked concern, and tell nobody."""
    if topic not in MessageTopic.values or not text.strip():
        raise DomainError(_("Vælg, hvad det handler om, og skriv en besked."))
    return ConcernMessage.objects.create(
        organisation_id=concern.organisation_id,
        estate_id=concern.estate_id,
        concern=concern,
        client_uuid=client_uuid,
        author_id=actor.pk,
        from_office=from_office,
        topic=topic,
        text=text.strip(),
    )


def _require_side(actor: Any, concern: ConcernFlag) -> bool:
    """Whether `actor` writes for the office. PermissionDenied for whoever sees it from neither side."""
    require_role(actor, *HANDLES, *REPORTS)
    if not ConcernFlag.objects.visible_to(actor).filter(pk=concern.pk).exists():
        raise PermissionDenied
    return actor.role in REPORTS


def _the_same(sent: ConcernMessage, concern: ConcernFlag, topic: str, text: str) -> ConcernMessage:
    if (sent.concern_id, sent.topic, sent.text) != (concern.pk, topic, text.strip()):
        raise MessageConflictError(
            _("Beskeden er allerede sendt med andre ord. Send igen for at sende den her som en ny.")
        )
    return sent


def _closed_to(from_office: bool) -> str:
    if from_office:
        return _("Meldingen er afsluttet. Er der noget nyt med lejligheden, så meld det på ny.")
    return _("Meldingen er afsluttet. Genåbn den, eller skriv det som svar til den, der meldte.")


def _tell(concern: ConcernFlag, message: ConcernMessage) -> None:
    """The reporter; or, of what the office wrote, whoever has it in hand when it is delivered (push.py)."""
    if message.from_office:
        subjects = [(message.pk, concern.estate_id)]
        owe_deliveries(
            kind=DeliveryKind.CONCERN_MESSAGE, organisation_id=concern.organisation_id, subjects=subjects
        )
        return
    owe_to(
        kind=DeliveryKind.CONCERN_MESSAGE,
        subject_id=message.pk,
        organisation_id=concern.organisation_id,
        recipient_ids=[concern.reported_by_id],
    )
