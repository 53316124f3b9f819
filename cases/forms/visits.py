"""The contact form."""

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import VisitResult
from cases.forms.base import CprAwareForm, check_ahead
from cases.models import FollowUp, Visit
from cases.next_try import NextStep
from core.fields import DanishDateField
from core.phrases import say_day
from core.weekdays import next_weekday

NOTE_LENGTH = 5000
LONGEST_BACK = dt.timedelta(days=31)
AHEAD = {"2d": dt.timedelta(days=2), "1w": dt.timedelta(days=7)}


class VisitForm(CprAwareForm):
    """ "Ikke hjemme" is complete by itself; the other results ask what comes next."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    result = forms.ChoiceField(
        label=gettext_lazy("Hvad skete der?"),
        choices=VisitResult.choices,
        error_messages={"required": gettext_lazy("Vælg, hvad der skete.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Notat"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        help_text=gettext_lazy(
            "Beboeren kan få det at læse. Skriv fakta, ingen diagnoser, intet CPR-nummer."
        ),
    )
    occurred_on = DanishDateField(label=gettext_lazy("Dag"), required=False)
    occurred_time = forms.TimeField(
        label=gettext_lazy("Klokken"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": gettext_lazy("Skriv klokken som 14:30.")},
    )
    plan = forms.ChoiceField(label=gettext_lazy("Næste skridt"), required=False, widget=forms.RadioSelect)
    plan_on = DanishDateField(label=gettext_lazy("Dato"), required=False)
    plan_text = forms.CharField(
        label=gettext_lazy("Hvad skal der ske? (kan udelades)"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, planned: FollowUp | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = timezone.localdate()
        self.planned = planned if planned and planned.due_on > self.today else None
        self.fields["plan"].choices = self.plan_choices()  # type: ignore[attr-defined]
        self.initial.setdefault("plan", "keep" if self.planned else "")

    def plan_choices(self) -> list[tuple[str, str]]:
        keep = []
        if self.planned:
            keep = [("keep", _("Som aftalt %(day)s") % {"day": say_day(self.planned.due_on)})]
        labels = {"2d": _("2 dage"), "1w": _("1 uge")}
        ahead = [(key, f"{labels[key]} ({say_day(self.days_ahead(key))})") for key in AHEAD]
        return [*keep, *ahead, ("date", _("Dato")), ("none", _("Intet"))]

    def days_ahead(self, key: str) -> dt.date:
        return next_weekday(self.today + AHEAD[key])

    def clean_note(self) -> str:
        return self.guard_cpr("note")

    def clean_plan_text(self) -> str:
        return self.guard_cpr("plan_text")

    def clean_occurred_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["occurred_on"]
        if day and day > self.today:
            raise ValidationError(_("Dagen ligger i fremtiden. Det, der skal ske, skrives som næste skridt."))
        if day and day < self.today - LONGEST_BACK:
            raise ValidationError(_("Dagen er mere end en måned siden. Skriv den i notatet i stedet."))
        return day

    def clean_plan_on(self) -> dt.date | None:
        return check_ahead(self.cleaned_data["plan_on"], self.today)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        complete_alone = data.get("result") == VisitResult.NOT_HOME
        if not data.get("plan") and data.get("plan_on"):
            data["plan"] = "date"
        if not data.get("plan") and not complete_alone and "plan" not in self.errors:
            self.add_error("plan", _("Vælg, hvornår du følger op. Er der ikke mere at gøre, så vælg Intet."))
        if data.get("plan") == "date" and not data.get("plan_on") and "plan_on" not in self.errors:
            self.add_error("plan_on", _("Vælg en dato."))
        if self.occurred_at and self.occurred_at > timezone.now():
            self.add_error("occurred_time", _("Klokkeslættet ligger i fremtiden. Ret det."))
        return data

    @property
    def occurred_at(self) -> dt.datetime | None:
        """None: now. A day without a clock counts as noon."""
        day, clock = self.cleaned_data.get("occurred_on"), self.cleaned_data.get("occurred_time")
        if clock is None and day in (None, self.today):
            return None
        return timezone.make_aware(dt.datetime.combine(day or self.today, clock or dt.time(12)))

    @property
    def noted_at(self) -> dt.datetime | None:
        """When it was written, of what lay on a phone. A clock that is ahead, or odd, is not believed."""
        try:
            noted = parse_datetime(self.data.get("noted_at") or "")
        except ValueError:
            return None
        now = timezone.now()
        believed = noted is not None and timezone.is_aware(noted) and now - LONGEST_BACK < noted <= now
        return noted if believed else None

    @property
    def next_step(self) -> NextStep | None:
        plan = self.cleaned_data.get("plan")
        if plan not in {*AHEAD, "date"}:
            return None
        day = self.days_ahead(plan) if plan in AHEAD else self.cleaned_data["plan_on"]
        return NextStep(day, self.cleaned_data.get("plan_text") or _("Følg op"))

    def start_anew(self) -> None:
        """The same words under a new id, after a conflict."""
        self.data = {**self.data.dict(), "client_uuid": str(uuid.uuid4())}  # type: ignore[attr-defined]

    @classmethod
    def again(cls, visit: Visit, planned: FollowUp | None) -> "VisitForm":
        """An undone visit as it was typed, its next step too, to be put right and saved again."""
        occurred = timezone.localtime(visit.occurred_at)
        initial = {
            "client_uuid": uuid.uuid4(),
            "result": visit.result,
            "note": visit.note,
            "occurred_on": occurred.date(),
            "occurred_time": occurred.time().replace(second=0, microsecond=0),
        }
        if step := visit.follow_ups.order_by("pk").last():
            initial |= {"plan": "date", "plan_on": step.due_on, "plan_text": step.text}
        return cls(initial=initial, planned=planned)
