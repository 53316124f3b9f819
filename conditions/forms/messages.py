"""A message of the thread between caretaker and office."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from cases.forms.base import CprAwareForm
from conditions.choices import ConcernStatus, MessageTopic
from conditions.models import ConcernFlag


class MessageForm(CprAwareForm):
    """Only the caretaker answers; on a closed concern nothing else is written any more."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    topic = forms.ChoiceField(
        label=gettext_lazy("Om hvad?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg, hvad det handler om.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Besked"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=gettext_lazy("Står uden for sagen. Skriv kun om det praktiske."),
        error_messages={"required": gettext_lazy("Skriv en besked.")},
    )

    def __init__(self, *args: Any, concern: ConcernFlag, from_office: bool, **kwargs: Any) -> None:
        kwargs["initial"] = {"client_uuid": uuid.uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = topics(concern, from_office)  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        return self.guard_cpr("text")

    def start_anew(self) -> None:
        """The same words under a new id, after a conflict."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["client_uuid"] = str(uuid.uuid4())
        self.data = data


def topics(concern: ConcernFlag, from_office: bool) -> list[tuple[str, Any]]:
    """The practical ones first, the answer last."""
    answer = (MessageTopic.ANSWER, MessageTopic.ANSWER.label)
    practical = [choice for choice in MessageTopic.choices if choice[0] != MessageTopic.ANSWER]
    if concern.status == ConcernStatus.CLOSED:
        return [] if from_office else [answer]
    return practical if from_office else [*practical, answer]
