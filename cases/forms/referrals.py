"""The referral: to whom, about what, on which ground, and which data."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import DataKind, LegalBasis, ReferralStatus
from cases.forms.base import CprAwareForm, SeenForm
from cases.grounds import beyond_reach, say_kinds
from cases.models import Consent, Partner, Referral, SupportPlanAction
from cases.services.changes import row_seen
from cases.services.referrals import Words
from core.phrases import say_day

TEXT_LENGTH = 3000
WITH_WORDS = tuple(kind for kind in DataKind if kind not in {DataKind.CONTACT, DataKind.ARREARS})
"""Name, address and arrears are facts; about the rest the caretaker writes."""
CONSENT, BASIS = "samtykke", "lov"


class ReferralForm(SeenForm):
    partner = forms.ChoiceField(
        label=gettext_lazy("Til hvem?"),
        error_messages={"required": gettext_lazy("Vælg, hvem du henviser til.")},
    )
    subject = forms.CharField(
        label=gettext_lazy("Hvad beder vi om?"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Skriv, hvad vi beder om.")},
    )
    ground = forms.ChoiceField(
        label=gettext_lazy("Hvad giver dig lov?"), required=False, widget=forms.RadioSelect
    )
    basis_reason = forms.CharField(
        label=gettext_lazy("Hvorfor uden samtykke?"),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=gettext_lazy("Skriv fakta. Koordinatoren får begrundelsen at se."),
    )
    data_kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Hvilke oplysninger skal med?"),
        choices=DataKind.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Vælg mindst én slags oplysninger.")},
    )
    actions = forms.MultipleChoiceField(
        label=gettext_lazy("Aftaler fra planen"), required=False, widget=forms.CheckboxSelectMultiple
    )
    summary = forms.CharField(
        label=gettext_lazy("Kort sammenfatning"),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        help_text=gettext_lazy(
            "Står altid i brevet. Skriv kun det, som modtageren har brug for, og som samtykket dækker. "
            "Intet CPR-nummer."
        ),
    )

    def __init__(
        self,
        *args: Any,
        partners: list[Partner],
        consents: list[Consent],
        actions: list[SupportPlanAction],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.partners = {str(partner.pk): partner for partner in partners}
        self.consents = {f"{CONSENT}-{consent.pk}": consent for consent in consents}
        self._choices("partner", [("", _("Vælg")), *((key, p.name) for key, p in self.partners.items())])
        bases = [(f"{BASIS}-{value}", str(label)) for value, label in LegalBasis.choices]
        given = [(key, say_consent(consent)) for key, consent in self.consents.items()]
        self._choices("ground", [*given, ("", _("Ingen endnu: jeg beder om samtykke")), *bases])
        self._choices("actions", [(str(action.pk), action.text) for action in actions])
        for kind in WITH_WORDS:
            self.fields[f"text_{kind}"] = forms.CharField(
                label=_("Hvad skal der stå om »%(kind)s«?") % {"kind": kind.label},
                required=False,
                max_length=TEXT_LENGTH,
                widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
            )

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def kinds(self) -> list[dict[str, Any]]:
        """One box for each kind of data: its tick, and the words that go with it."""
        ticked = set(self["data_kinds"].value() or [])
        return [
            {
                "value": kind.value,
                "label": kind.label,
                "id": f"id_data_kinds_{kind.value}",
                "ticked": kind.value in ticked,
                "words": self[f"text_{kind}"] if kind in WITH_WORDS else None,
                "has_actions": kind == DataKind.SUPPORT,
            }
            for kind in DataKind
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        wanted = [f"text_{kind}" for kind in WITH_WORDS if kind in data.get("data_kinds", [])]
        for name in ("subject", "summary", "basis_reason", *wanted):
            try:
                data[name] = self.guard_cpr(name)
            except ValidationError as error:
                self.add_error(name, error)
        on_basis = str(data.get("ground", "")).startswith(BASIS)
        if on_basis and not data.get("basis_reason", "").strip() and "basis_reason" not in self.errors:
            self.add_error("basis_reason", _("Skriv, hvorfor oplysningerne må gives uden samtykke."))
        partner = self.partners.get(data.get("partner", ""))
        if on_basis and partner and (problem := beyond_reach(basis_in(data["ground"]), partner.kind)):
            self.add_error("ground", problem)
        return data

    @property
    def to(self) -> Partner:
        return self.partners[self.cleaned_data["partner"]]

    def words(self) -> Words:
        data = self.cleaned_data
        ground = data["ground"]
        return Words(
            subject=data["subject"],
            summary=data["summary"],
            data_kinds=data["data_kinds"],
            texts={kind.value: data[f"text_{kind}"] for kind in WITH_WORDS},
            action_ids=[int(key) for key in data["actions"]],
            consent=self.consents.get(ground),
            legal_basis=basis_in(ground),
            basis_reason=data["basis_reason"],
        )

    @staticmethod
    def initial_of(referral: Referral) -> dict[str, Any]:
        basis = f"{BASIS}-{referral.legal_basis}" if referral.legal_basis else ""
        return {
            "seen": row_seen(referral),
            "partner": str(referral.partner_id),
            "subject": referral.subject,
            "summary": referral.summary,
            "ground": f"{CONSENT}-{referral.consent_id}" if referral.consent_id else basis,
            "basis_reason": referral.basis_reason,
            "data_kinds": referral.data_kinds,
            "actions": [str(pk) for pk in referral.action_ids],
            **{f"text_{kind}": text for kind, text in referral.texts.items()},
        }


def basis_in(ground: str) -> str:
    return ground.removeprefix(f"{BASIS}-") if ground.startswith(BASIS) else ""


class AnswerForm(CprAwareForm):
    """What the partner answered, or that the referral is over."""

    to = forms.ChoiceField(
        choices=[(to, to) for to in ReferralStatus.values if to not in {"drafted", "sent"}],
        widget=forms.HiddenInput,
    )
    reason = forms.CharField(
        label=gettext_lazy("De afviste. Hvorfor?"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_reason(self) -> str:
        reason = self.guard_cpr("reason").strip()
        if self.cleaned_data.get("to") == ReferralStatus.DECLINED and not reason:
            raise ValidationError(_("Skriv, hvorfor henvisningen blev afvist."))
        return reason


class ReminderForm(CprAwareForm):
    said = forms.CharField(
        label=gettext_lazy("Jeg har rykket. Hvad sagde de? (kan udelades)"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_said(self) -> str:
        return self.guard_cpr("said")


def say_consent(consent: Consent) -> str:
    """So that one sees which of them reaches."""
    names = ", ".join(partner.name for partner in consent.recipients.all()) or _("ingen uden for huset")
    said = {"day": say_day(consent.given_on), "names": names, "kinds": say_kinds(consent.data_kinds)}
    return _("Samtykke af %(day)s til %(names)s: %(kinds)s") % said


class SendForm(forms.Form):
    """By what means, said in the record of the disclosure."""

    HOW = (
        ("brev", gettext_lazy("Sendt som brev")),
        ("digital", gettext_lazy("Sendt med Digital Post")),
        ("haand", gettext_lazy("Afleveret personligt")),
        ("telefon", gettext_lazy("Sagt i telefonen")),
    )
    how = forms.ChoiceField(
        label=gettext_lazy("Hvordan får de det?"),
        choices=HOW,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg, hvordan de får det.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    @property
    def said(self) -> str:
        return str(dict(self.HOW)[self.cleaned_data["how"]])
