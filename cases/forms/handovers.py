"""Which cases go to whom, and what the taker must know of each."""

from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.choices import Role
from accounts.forms.fields import MembershipField
from accounts.models import Membership
from cases.forms.base import CprAwareForm
from cases.handover_checks import CaseToGive, why_not

LONGEST = 2000


class HandoverForm(CprAwareForm):
    """A tick and a summary for each case in `lines`; only what is ticked is read. `ticked` are those ticked
    at first."""

    def __init__(
        self,
        *args: Any,
        lines: Iterable[CaseToGive],
        user: Any,
        giver: Membership,
        ticked: Collection[int] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines = list(lines)
        takers = Membership.objects.to_choose(user, Role.CARETAKER).exclude(pk=giver.pk)
        self.fields["taker"] = MembershipField(
            takers,
            label=gettext_lazy("Hvem skal have sagerne?"),
            error_messages={"required": gettext_lazy("Vælg, hvem der skal have sagerne.")},
        )
        for line in self.lines:
            self._add(line, line.case.pk in ticked)

    def _add(self, line: CaseToGive, ticked: bool) -> None:
        number = line.case.number
        self.fields[tick(line)] = forms.BooleanField(
            label=_("Tag sag %(number)s med") % {"number": number},
            required=False,
            initial=ticked and not line.stop,
            disabled=bool(line.stop),
        )
        self.fields[words(line)] = forms.CharField(
            label=_("Kort sammenfatning af sag %(number)s") % {"number": number},
            max_length=LONGEST,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def rows(self) -> list[dict[str, Any]]:
        """For the page: each case with its two fields."""
        return [{"line": line, "tick": self[tick(line)], "words": self[words(line)]} for line in self.lines]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = [line for line in self.lines if cleaned.get(tick(line))]
        if not chosen:
            raise ValidationError(_("Vælg mindst én sag."))
        for line in chosen:
            self._read_words(line)
        taker = cleaned.get("taker")
        for reason in why_not(taker, [line.case for line in chosen]) if taker else []:
            self.add_error("taker", reason)
        return cleaned

    def _read_words(self, line: CaseToGive) -> None:
        name = words(line)
        try:
            self.cleaned_data[name] = self.guard_cpr(name).strip()
        except ValidationError as error:
            self.add_error(name, error)
            return
        if not self.cleaned_data[name] and name not in self.errors:
            self.add_error(
                name,
                _("Skriv kort, hvad den nye skal vide om sag %(number)s.") % {"number": line.case.number},
            )

    def summaries(self) -> dict[int, str]:
        """Case id → its words, of those that are ticked."""
        chosen = (line for line in self.lines if self.cleaned_data[tick(line)])
        return {line.case.pk: self.cleaned_data[words(line)] for line in chosen}


def tick(line: CaseToGive) -> str:
    return f"sag_{line.case.pk}"


def words(line: CaseToGive) -> str:
    return f"om_{line.case.pk}"


class AnswerForm(CprAwareForm):
    """Why one cannot take them."""

    answer = forms.CharField(
        label=gettext_lazy("Hvorfor kan du ikke tage sagerne?"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Skriv kort, hvorfor du ikke kan tage sagerne.")},
    )

    def clean_answer(self) -> str:
        return self.guard_cpr("answer")
