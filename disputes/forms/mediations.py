"""Opening a mediation, choosing who mediates, closing it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.choices import Role
from accounts.models import Membership
from cases.forms.base import CprAwareForm
from cases.forms.revisions import WORDS
from core.phrases import say_list
from disputes.choices import MediationEnd
from disputes.forms.base import OfMediationForm
from disputes.households import household_at, party_of
from disputes.models import Mediation, Party, RefusedMediator
from disputes.querysets import refusals
from disputes.services.mediations import NewParty
from residents.models import Tenancy

ADDRESS_HELP = gettext_lazy("Fx Lærkevej 8, 2. tv")
NO_HOUSEHOLD = gettext_lazy(
    "Adressen findes ikke i dine afdelinger. Skriv den som i registret, fx Lærkevej 8, 2. tv."
)


class MediatorField(forms.ModelChoiceField):
    """A caretaker of the organisation, oneself first."""

    def __init__(self, **kwargs: Any) -> None:
        required = {"required": gettext_lazy("Vælg, hvem der mægler.")}
        super().__init__(queryset=Membership.objects.none(), error_messages=required, **kwargs)

    def offer(self, user: Any, *, of: Mediation | None = None) -> None:
        """`of`: another than who mediates it, and nobody a party has refused."""
        rows = Membership.objects.to_choose(user, Role.CARETAKER).order_by("user__name")
        if of is not None:
            rows = rows.exclude(pk=of.mediator_id).filter(~refusals(OuterRef("pk"), of.pk))
        self.queryset = rows

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.user.name)


def address_field(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=160,
        help_text=ADDRESS_HELP,
        widget=forms.TextInput(attrs=WORDS),
        error_messages={"required": gettext_lazy("Skriv adressen.")},
    )


def named_household(user: Any, address: str) -> Tenancy:
    tenancy = household_at(user, address)
    if tenancy is None:
        raise ValidationError(NO_HOUSEHOLD, code="household")
    return tenancy


def name_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Navn (kan udelades)"),
        required=False,
        max_length=160,
        help_text=gettext_lazy("Uden navn bruges navnene i registret."),
        widget=forms.TextInput(attrs=WORDS),
    )


class AboutForm(CprAwareForm):
    """What every form that opens a mediation asks."""

    about = forms.CharField(
        label=gettext_lazy("Hvad handler striden om? (kan udelades)"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Kort, og uden at give nogen skylden. Fx: Støj om aftenen."),
        widget=forms.TextInput(attrs=WORDS),
    )
    mediator = MediatorField(
        label=gettext_lazy("Hvem mægler?"),
        help_text=gettext_lazy("Vælger du en kollega, er det kun kollegaen, der kan se mæglingen bagefter."),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"mediator": user.membership.pk, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.user = user
        field: Any = self.fields["mediator"]
        field.offer(user)

    def clean_about(self) -> str:
        return self.guard_cpr("about")


class OpenMediationForm(AboutForm):
    """Two households that are in a dispute, without a complaint; more are added on the mediation's page."""

    address_a = address_field(gettext_lazy("Den ene parts adresse"))
    name_a = name_field()
    address_b = address_field(gettext_lazy("Den anden parts adresse"))
    name_b = name_field()
    field_order = ["address_a", "name_a", "address_b", "name_b", "about", "mediator", "cpr"]

    def clean_address_a(self) -> str:
        return self._find("a")

    def clean_address_b(self) -> str:
        return self._find("b")

    def clean_name_a(self) -> str:
        return self.guard_cpr("name_a")

    def clean_name_b(self) -> str:
        return self.guard_cpr("name_b")

    def _find(self, which: str) -> str:
        address = str(self.cleaned_data[f"address_{which}"])
        setattr(self, f"home_{which}", named_household(self.user, address))
        return address

    @property
    def parties(self) -> list[NewParty]:
        return [
            party_of(getattr(self, f"home_{which}"), self.cleaned_data[f"name_{which}"]) for which in "ab"
        ]


class PartyAddForm(OfMediationForm):
    address = address_field(gettext_lazy("Adresse"))
    name = name_field()
    agreed = forms.BooleanField(
        label=gettext_lazy("Er det en, der klager: de har sagt ja til, at de andre får det at vide"),
        required=False,
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if self.mediation.complaint_id is None:
            del self.fields["agreed"]

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"])
        self.home = named_household(self.user, address)
        return address

    def clean_name(self) -> str:
        return self.guard_cpr("name")

    @property
    def party(self) -> NewParty:
        return party_of(self.home, self.cleaned_data["name"])


class ChangeMediatorForm(OfMediationForm):
    mediator = MediatorField(label=gettext_lazy("Hvem mægler fra nu af?"), empty_label=gettext_lazy("Vælg"))
    asked_by = forms.ModelChoiceField(
        label=gettext_lazy("Har en part sagt nej til den nuværende mægler? (kan udelades)"),
        queryset=Party.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nej"),
    )

    def __init__(self, *args: Any, user: Any, mediation: Mediation, **kwargs: Any) -> None:
        super().__init__(*args, mediation=mediation, **kwargs)
        mediator: Any = self.fields["mediator"]
        mediator.offer(user, of=mediation)
        mediator.help_text = self._refused(mediation)
        asked: Any = self.fields["asked_by"]
        asked.queryset = Party.objects.visible_to(user).filter(mediation=mediation)
        asked.label_from_instance = lambda party: _("Part %(label)s") % {"label": party.label}
        asked.initial = asked.queryset.filter(refuses_mediator=True).first()
        asked.help_text = _(
            "Så kan %(name)s hverken mægle eller være afløser i den her mægling mere. Det skrives kun i "
            "den parts rum."
        ) % {"name": mediation.mediator.user.name}

    def _refused(self, mediation: Mediation) -> str:
        rows = RefusedMediator.objects.filter(mediation=mediation).order_by("membership__user__name")
        names = list(dict.fromkeys(rows.values_list("membership__user__name", flat=True)))
        if not names:
            return ""
        return _("Kan ikke vælges, fordi en part har sagt nej: %(names)s.") % {"names": say_list(names)}


class PassOnForm(forms.Form):
    """Of the coordinator, who is not told whom a party has refused: they are not offered; nor are they
    themselves, in another role."""

    mediator = MediatorField(label=gettext_lazy("Hvem mægler fra nu af?"), empty_label=gettext_lazy("Vælg"))

    def __init__(self, *args: Any, user: Any, mediation: Mediation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["mediator"]
        field.offer(user, of=mediation)
        field.queryset = field.queryset.exclude(user=user)


class CloseMediationForm(OfMediationForm):
    ended = forms.ChoiceField(
        label=gettext_lazy("Hvordan endte det?"),
        choices=MediationEnd.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg, hvordan mæglingen endte.")},
    )
