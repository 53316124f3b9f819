"""Letting a case rest, and the organisation's list of reasons for it."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.forms.revisions import RevisionForm
from core.fields import DanishDateField
from evictions.models import StandstillReason

WORDS = {"autocomplete": "off"}
COMMENT_HELP = _("Kun om kravet og aftalen. Den sociale vicevært læser det også.")


class CommentedForm(RevisionForm):
    comment = forms.CharField(
        label=_("Bemærkning (kan udelades)"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs=WORDS),
        help_text=COMMENT_HELP,
    )

    def clean_comment(self) -> str:
        return self.guard_cpr("comment")


class StandstillForm(CommentedForm):
    reason = forms.ChoiceField(
        label=_("Årsag"), error_messages={"required": _("Vælg, hvorfor sagen skal hvile.")}
    )
    starts_on = DanishDateField(
        label=_("Fra"), help_text=_("Må ligge bagud, når henstanden allerede er aftalt.")
    )
    ends_on = DanishDateField(
        label=_("Til og med"),
        help_text=_("Dagen efter går sagen videre og kommer i »Kræver svar«."),
        error_messages={"required": _("Vælg den sidste dag.")},
    )
    field_order = ["reason", "starts_on", "ends_on", "comment"]

    def __init__(self, *args: Any, reasons: list[StandstillReason], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reasons = {str(reason.pk): reason for reason in reasons}
        choices = [("", _("Vælg")), *((key, reason.name) for key, reason in self.reasons.items())]
        self.fields["reason"].choices = choices  # type: ignore[attr-defined]
        self.initial.setdefault("starts_on", timezone.localdate())

    @property
    def known(self) -> dict[str, Any]:
        """What begin_standstill takes."""
        data = self.cleaned_data
        wanted = {name: data[name] for name in ("starts_on", "ends_on", "comment")}
        return {**wanted, "reason": self.reasons[data["reason"]], "seen": self.cleaned_data["seen"]}


class ProlongForm(CommentedForm):
    ends_on = DanishDateField(
        label=_("Ny sidste dag"), error_messages={"required": _("Vælg den nye sidste dag.")}
    )
    field_order = ["ends_on", "comment"]


class StandstillReasonForm(forms.Form):
    name = forms.CharField(
        label=_("Årsag"),
        max_length=80,
        widget=forms.TextInput(attrs=WORDS),
        help_text=_("Om kravet eller boligen, ikke om personen. Fx: Kommunen behandler en ansøgning."),
        error_messages={"required": _("Skriv, hvad årsagen hedder.")},
    )
