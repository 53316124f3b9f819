"""Day, hour, length and place of a meeting between the parties, and whether it was held."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.forms.revisions import WORDS
from core.errors import DomainError
from core.fields import DanishDateField, DanishTimeField
from core.moments import local_moment
from disputes.forms.base import OfMediationForm
from disputes.models import MediationMeeting
from disputes.services.meetings import PLACE_LENGTH, When, has_passed, why_no_day

LONGEST, USUAL = 480, 90
HELD = "held"
RESULTS = [(HELD, _("Ja, det blev holdt")), ("not_held", _("Nej, det blev ikke til noget"))]
ONE_WORD = _("Det er det eneste, organisationen får at vide om mæglingen.")


class MeetingForm(OfMediationForm):
    """`result` is asked of an hour that has passed, and of no other."""

    on = DanishDateField(label=_("Dag"))
    clock = DanishTimeField(label=_("Klokken"))
    minutes = forms.IntegerField(
        label=_("Hvor mange minutter?"),
        min_value=5,
        max_value=LONGEST,
        initial=USUAL,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", **WORDS}),
        error_messages={"required": _("Skriv, hvor længe mødet skal vare.")},
    )
    place = forms.CharField(
        label=_("Hvor mødes I?"),
        max_length=PLACE_LENGTH,
        widget=forms.TextInput(attrs=WORDS),
        help_text=_("Et neutralt sted, fx Beboerhuset, lokale 2. Det ses i kalendere: skriv ingen navne."),
        error_messages={"required": _("Skriv, hvor I mødes, fx Beboerhuset, lokale 2.")},
    )
    result = forms.ChoiceField(
        label=_("Blev mødet holdt?"),
        choices=RESULTS,
        required=False,
        widget=forms.RadioSelect,
        help_text=ONE_WORD,
    )
    has_passed = False

    @staticmethod
    def initial_of(meeting: MediationMeeting) -> dict[str, Any]:
        local = timezone.localtime(meeting.starts_at)
        known = {"minutes": meeting.minutes, "place": meeting.place}
        return {"on": local.date(), "clock": local.time(), **known}

    def clean_place(self) -> str:
        return self.guard_cpr("place")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        on, clock = data.get("on"), data.get("clock")
        if isinstance(on, dt.date) and clock is not None:
            try:
                data["starts_at"] = local_moment(on, clock)
            except DomainError as error:
                self.add_error("clock", error.message)
            else:
                self.look_at(data["starts_at"])
        return data

    def look_at(self, starts_at: dt.datetime) -> None:
        if said := why_no_day(starts_at):
            self.add_error("on", said)
            return
        self.has_passed = has_passed(starts_at)
        if self.has_passed and not self.cleaned_data.get("result"):
            self.add_error(
                "result", _("Tidspunktet er passeret. Svar her, eller ret dagen eller klokkeslættet.")
            )

    @property
    def held(self) -> bool | None:
        """None of a meeting that is ahead."""
        return self.cleaned_data["result"] == HELD if self.has_passed else None

    @property
    def when(self) -> When:
        return When(**{name: self.cleaned_data[name] for name in ("starts_at", "minutes", "place")})


class SeenMeetingForm(OfMediationForm):
    """A button: nothing but what was seen."""


class HoldMeetingForm(OfMediationForm):
    result = forms.ChoiceField(
        label=_("Blev mødet holdt?"),
        choices=RESULTS,
        widget=forms.RadioSelect,
        help_text=ONE_WORD,
        error_messages={"required": _("Vælg, om mødet blev holdt.")},
    )
