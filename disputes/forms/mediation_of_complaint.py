"""Opening a mediation from a complaint: the complainants on one side, the household they complain of on the
other."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disputes.choices import ComplaintCategory
from disputes.forms.mediations import AboutForm
from disputes.households import party_of, with_people
from disputes.models import Complainant, Complaint
from disputes.services.mediations import NewParty

SELDOM_SUITABLE = frozenset(
    {ComplaintCategory.VIOLENCE, ComplaintCategory.DANGER, ComplaintCategory.HARASSMENT}
)

NOT_ASKED = gettext_lazy(
    "Spørg først dem, der er skjulte, og sæt kryds, når de har sagt ja. Ellers skal de ikke med."
)


class MediationOfComplaintForm(AboutForm):
    complainants = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Hvem af dem, der klager, skal med?"),
        queryset=Complainant.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Vælg mindst en af dem, der klager.")},
    )
    agreed = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Hvem har sagt ja til, at den anden part får at vide, hvem der klager?"),
        queryset=Complainant.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "De er skjulte for den anden part. Spørg dem først: i en mægling ved alle, hvem de mødes med."
        ),
    )
    respondent_name = forms.CharField(
        label=gettext_lazy("Hvem taler du med hos den anden part? (kan udelades)"),
        required=False,
        max_length=160,
        help_text=gettext_lazy("Uden navn bruges navnene i registret."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field_order = ["complainants", "agreed", "respondent_name", "about", "mediator", "cpr"]

    def __init__(self, *args: Any, user: Any, complaint: Complaint, **kwargs: Any) -> None:
        """To choose from are those who stand behind it today; who is hidden is asked about."""
        self.complaint = complaint
        rows = Complainant.objects.visible_to(user).filter(complaint=complaint, withdrawn_on__isnull=True)
        rows = rows.select_related("tenancy__dwelling").order_by("pk")
        chosen = {"complainants": list(rows), "about": complaint.get_category_display()}
        super().__init__(*args, user=user, initial={**chosen, **kwargs.pop("initial", {})}, **kwargs)
        self._offer("complainants", rows)
        self._offer("agreed", rows.filter(is_shown=False))
        if all(row.is_shown for row in chosen["complainants"]):
            del self.fields["agreed"]

    def _offer(self, name: str, rows: Any) -> None:
        field: Any = self.fields[name]
        field.queryset = rows
        field.label_from_instance = lambda row: f"{row.name}, {row.tenancy.dwelling.address}"

    def clean_respondent_name(self) -> str:
        return self.guard_cpr("respondent_name")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        agreed = set(data.get("agreed") or [])
        hidden = [row for row in data.get("complainants") or [] if not row.is_shown]
        if any(row not in agreed for row in hidden):
            self.add_error("agreed", ValidationError(NOT_ASKED, code="asked"))
        homes = with_people(self.user, [party.pk for party in self._homes(data)])
        if len(homes) < len(self._homes(data)):
            raise ValidationError(
                _("En af husstandene er ikke i dine afdelinger eller er flyttet."), code="home"
            )
        self.homes = homes
        return data

    def _homes(self, data: dict[str, Any]) -> list[Any]:
        return [*(row.tenancy for row in data.get("complainants") or []), self.complaint.respondent]

    @property
    def parties(self) -> list[NewParty]:
        """The complainants first."""
        sides = [(row.tenancy_id, row.name) for row in self.cleaned_data["complainants"]]
        sides.append((self.complaint.respondent_id, self.cleaned_data["respondent_name"]))
        return [party_of(self.homes[pk], name) for pk, name in sides]

    @property
    def opening(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        agreed = [row.tenancy_id for row in data.get("agreed") or []]
        chosen = {"about": data["about"], "mediator": data["mediator"]}
        return {"parties": self.parties, "agreed": agreed, **chosen}
