"""What caretaker and office write to each other about a concern: practical things, outside the case."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.base import append_only, known
from conditions.choices import MessageTopic
from conditions.models.base import OfConcern, of_concern
from conditions.querysets import OfConcernQuerySet
from core.models import BY


class ConcernMessage(OfConcern):
    """Read by both sides, and kept as it was written. `client_uuid`: the same submit twice makes one row."""

    client_uuid = models.UUIDField(editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, **BY)
    from_office = models.BooleanField()
    topic = models.CharField(_("om"), max_length=8, choices=MessageTopic.choices)
    text = models.CharField(_("besked"), max_length=500)

    objects = OfConcernQuerySet.as_manager()

    class Meta:
        verbose_name = _("besked")
        triggers = [*of_concern(), append_only()]
        indexes = [models.Index(fields=["concern", "created_at"], name="concern_thread")]
        constraints = [
            models.UniqueConstraint(fields=["author", "client_uuid"], name="concern_message_once"),
            known("topic", MessageTopic.values, "concern_message_topic_known"),
            models.CheckConstraint(condition=~Q(text=""), name="concern_message_says_something"),
            models.CheckConstraint(
                condition=Q(from_office=False) | ~Q(topic=MessageTopic.ANSWER),
                name="only_the_caretaker_answers",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
