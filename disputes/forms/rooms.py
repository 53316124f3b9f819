"""The forms of one party's room: a note, the talk before anything else, what is known of the party."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.choices import Role
from accounts.models import Membership
from cases.forms.base import CprAwareForm
from cases.forms.revisions import WORDS
from core.fields import DanishDateField
from disputes.choices import RoomEntryKind, Unsuitable, Willing
from disputes.forms.base import OfMediationForm
from disputes.models import Party, RefusedMediator

NOTE_LENGTH = 5000


class EntryForm(CprAwareForm):
    """Kept by the phone until it is sent: `client_uuid` makes it one row however often it is."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=gettext_lazy("Hvad er det?"),
        choices=RoomEntryKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg, hvad det er.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Hvad skal huskes?"),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4, **WORDS}),
        help_text=gettext_lazy("Kun denne parts egne ord og ønsker. Intet CPR-nummer, ingen diagnoser."),
        error_messages={"required": gettext_lazy("Skriv, hvad der skal huskes.")},
    )

    def clean_text(self) -> str:
        return self.guard_cpr("text")


class PreTalkForm(CprAwareForm):
    on = DanishDateField(label=gettext_lazy("Hvornår talte I sammen?"))
    willing = forms.ChoiceField(
        label=gettext_lazy("Vil parten mægle?"),
        choices=Willing.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg, om parten vil.")},
    )
    consents = forms.BooleanField(
        label=gettext_lazy("Parten har sagt ja til mægling og ved, at det er frivilligt og fortroligt"),
        required=False,
    )
    unsuitable = forms.MultipleChoiceField(
        label=gettext_lazy("Er der noget, der gør, at mægling ikke egner sig? (kan udelades)"),
        choices=Unsuitable.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Krydser du noget af, afsluttes mæglingen, når du gemmer. Den anden part og organisationen får "
            "ikke at vide hvorfor."
        ),
    )
    reason = forms.CharField(
        label=gettext_lazy("Hvorfor ikke egnet? (kun hvis du har krydset noget af)"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs=WORDS),
    )
    note = forms.CharField(
        label=gettext_lazy("Notat (kan udelades)"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4, **WORDS}),
        help_text=gettext_lazy("Bliver i denne parts rum."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"on": timezone.localdate(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    def clean_reason(self) -> str:
        reason = self.guard_cpr("reason")
        if self.cleaned_data.get("unsuitable") and not reason.strip():
            raise ValidationError(_("Skriv, hvorfor det ikke egner sig til mægling."), code="reason")
        return reason

    def clean_note(self) -> str:
        return self.guard_cpr("note")


class PartyForm(OfMediationForm):
    name = forms.CharField(
        label=gettext_lazy("Navn"),
        max_length=160,
        widget=forms.TextInput(attrs=WORDS),
        error_messages={"required": gettext_lazy("Skriv et navn.")},
    )
    phone = forms.CharField(
        label=gettext_lazy("Telefon (kan udelades)"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel", **WORDS}),
    )
    consented_on = DanishDateField(
        label=gettext_lazy("Har sagt ja til mægling den (kan udelades)"),
        required=False,
        help_text=gettext_lazy("Trækker parten sit ja tilbage, så slet datoen."),
    )
    refuses_mediator = forms.BooleanField(label=gettext_lazy("Ønsker en anden mægler"), required=False)
    refuses = forms.ModelChoiceField(
        label=gettext_lazy("Siger nej til en anden end mægleren (kan udelades)"),
        queryset=Membership.objects.none(),
        required=False,
        empty_label=gettext_lazy("Vælg"),
        help_text=gettext_lazy(
            "En afløser, eller en, parten kender: kan så hverken mægle eller være afløser her. Parten skal "
            "ikke sige hvorfor."
        ),
    )
    takes_back = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Har sagt nej til – sæt kryds, hvis parten alligevel vil have dem"),
        queryset=RefusedMediator.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, user: Any, party: Party, **kwargs: Any) -> None:
        super().__init__(*args, mediation=party.mediation, **kwargs)
        wish: Any = self.fields["refuses_mediator"]
        wish.label = _("Ønsker en anden mægler end %(name)s") % {"name": party.mediation.mediator.user.name}
        own = RefusedMediator.objects.filter(party=party).select_related("membership__user")
        refuses: Any = self.fields["refuses"]
        rows = Membership.objects.to_choose(user, Role.CARETAKER).exclude(pk=party.mediation.mediator_id)
        refuses.queryset = rows.exclude(pk__in=own.values("membership")).order_by("user__name")
        refuses.label_from_instance = lambda membership: membership.user.name
        takes_back: Any = self.fields["takes_back"]
        takes_back.queryset = own
        takes_back.label_from_instance = lambda refusal: refusal.membership.user.name
        if not own:
            del self.fields["takes_back"]

    def clean_name(self) -> str:
        return self.guard_cpr("name")
