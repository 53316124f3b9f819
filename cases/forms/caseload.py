"""Giving cases that nobody has."""

from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from accounts.choices import Role
from accounts.forms.fields import MembershipField
from accounts.models import Membership
from cases.forms.base import CprAwareForm
from cases.handover_checks import CaseToGive, why_not


class GiveForm(CprAwareForm):
    """Some of `lines` to one caretaker, with the same words about all of them: a coordinator has not read
    them."""

    def __init__(
        self,
        *args: Any,
        lines: Iterable[CaseToGive],
        user: Any,
        ticked: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines = {str(line.case.pk): line for line in lines if not line.stop}
        takers = Membership.objects.to_choose(user, Role.CARETAKER)
        self.fields["taker"] = MembershipField(takers, label=gettext_lazy("Hvem skal have sagerne?"))
        self.fields["words"] = forms.CharField(
            label=gettext_lazy("Besked til den nye"),
            max_length=500,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=gettext_lazy("For eksempel: Anna er stoppet. Sagens forløb står på sagen."),
            error_messages={"required": gettext_lazy("Skriv kort, hvorfor sagerne skifter hænder.")},
        )
        self.fields["sag"] = forms.MultipleChoiceField(
            label=gettext_lazy("Sager"),
            choices=[(pk, self._label(line)) for pk, line in self.lines.items()],
            widget=forms.CheckboxSelectMultiple,
            initial=list(ticked),
            error_messages={
                "required": gettext_lazy("Vælg mindst én sag."),
                "invalid_choice": gettext_lazy("En af sagerne har fået en ansvarlig imens. Se listen igen."),
            },
        )

    @staticmethod
    def _label(line: CaseToGive) -> str:
        return f"{line.case.number} · {line.address}, {line.case.estate.name}"

    def clean_words(self) -> str:
        return self.guard_cpr("words").strip()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        taker = cleaned.get("taker")
        chosen = [self.lines[pk].case for pk in cleaned.get("sag", [])]
        for reason in why_not(taker, chosen) if taker else []:
            self.add_error("taker", reason)
        return cleaned

    def groups(self) -> dict[int | None, dict[int, str]]:
        """Who had them (None: nobody) → case id → the words."""
        found: dict[int | None, dict[int, str]] = {}
        for pk in self.cleaned_data["sag"]:
            case = self.lines[pk].case
            found.setdefault(case.responsible_id, {})[case.pk] = self.cleaned_data["words"]
        return found
