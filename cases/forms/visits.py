"""The contact form."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import (
    KIND_OF_RESULT,
    AttemptReason,
    VisitFact,
    VisitKind,
    VisitResult,
)
from cases.forms.base import LONGEST_BACK, CprAwareForm, check_ahead, noted_at
from cases.models import FollowUp, Visit
from cases.next_try import NextStep
from cases.services.tries import is_attempt
from cases.services.visits import Details
from core.fields import DanishDateField
from core.phrases import say_day
from core.weekdays import next_weekday
from residents.models import Tenancy

NOTE_LENGTH = 5000
AHEAD = {"2d": dt.timedelta(days=2), "1w": dt.timedelta(days=7)}
MINUTES = (5, 15, 30, 45, 60, 90)
AT_THE_DOOR = frozenset({VisitResult.NOT_HOME, VisitResult.CARD_LEFT, VisitResult.DECLINED})
"""Where a reason is asked for: somebody stood at the door and met nobody who would talk."""
WITHOUT_RESIDENT = frozenset({VisitKind.LETTER, VisitKind.WORK})


class ChipsField(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)


class IdsField(ChipsField):
    """Ids of what was on the page. One that is there no longer is no error: the form may be hours old or be
    sent a second time, and what it may touch the service says."""

    def valid_value(self, value: str) -> bool:
        return value.isdecimal()

    def clean(self, value: Any) -> frozenset[int]:
        return frozenset(map(int, super().clean(value)))


class VisitForm(CprAwareForm):
    """Result first. A try that met nobody is complete by itself; the other results ask what comes next.

    What was filled in under another result and is hidden now is left out (`details`). `today` is the day it
    was written: what lay on a phone overnight means the same as when it was put there.
    """

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    result = forms.ChoiceField(
        label=gettext_lazy("Hvad skete der?"),
        choices=VisitResult.choices,
        error_messages={"required": gettext_lazy("Vælg, hvad der skete.")},
    )
    no_answer = forms.BooleanField(label=gettext_lazy("Svarede ikke"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Hvad var det?"),
        choices=[
            (VisitKind.LETTER, gettext_lazy("Brev")),
            (VisitKind.MEETING, VisitKind.MEETING.label),
            (VisitKind.WORK, VisitKind.WORK.label),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Hvorfor ikke? (kan udelades)"),
        choices=AttemptReason.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    residents = IdsField(label=gettext_lazy("Hvem talte du med?"))
    facts = ChipsField(label=gettext_lazy("Det handlede om"), choices=VisitFact.choices)
    note = forms.CharField(
        label=gettext_lazy("Notat"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        help_text=gettext_lazy(
            "Beboeren kan få det at læse. Skriv fakta, ingen diagnoser, intet CPR-nummer."
        ),
    )
    actions = IdsField(label=gettext_lazy("Gjort fra planen"))
    duration = forms.TypedChoiceField(
        label=gettext_lazy("Varighed"),
        choices=[(minutes, gettext_lazy("%s min.") % minutes) for minutes in MINUTES],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    also = IdsField(label=gettext_lazy("Samme notat hos andre i opgangen"))
    also_address = forms.CharField(
        label=gettext_lazy("En anden adresse, fx Lærkevej 8, 2. tv (kan udelades)"),
        required=False,
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
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
    restricted = forms.BooleanField(label=gettext_lazy("Skriv om følsomme forhold bagefter"), required=False)

    def __init__(
        self,
        *args: Any,
        planned: FollowUp | None = None,
        household: Sequence[tuple[int, str]] = (),
        actions: Sequence[tuple[int, str]] = (),
        neighbours: Sequence[tuple[int, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = timezone.localdate(self.noted_at)
        self.planned = planned if planned and planned.due_on > self.today else None
        self.also_homes: list[Tenancy] = []
        fields: Any = self.fields
        fields["plan"].choices = self.plan_choices()
        fields["residents"].choices = household
        fields["actions"].choices = actions
        fields["also"].choices = neighbours
        self.initial.setdefault("plan", "keep" if self.planned else "")
        if self.initial.get("result") == VisitResult.NO_ANSWER:
            self.initial.update(result=VisitResult.PHONE, no_answer=True)
        if len(household) == 1 and self.initial.get("result") in {VisitResult.REACHED, VisitResult.PHONE}:
            self.initial.setdefault("residents", [household[0][0]])

    def plan_choices(self) -> list[tuple[str, str]]:
        keep = []
        if self.planned:
            keep = [("keep", _("Som aftalt %(day)s") % {"day": say_day(self.planned.due_on)})]
        labels = {"2d": _("2 dage"), "1w": _("1 uge")}
        ahead = [(key, f"{labels[key]} ({say_day(self.days_ahead(key))})") for key in AHEAD]
        return [*keep, *ahead, ("date", _("Dato")), ("none", _("Intet"))]

    def days_ahead(self, key: str) -> dt.date:
        return next_weekday(self.today + AHEAD[key])

    @property
    def shown_result(self) -> str:
        """Which of the six buttons is the chosen one."""
        chosen = str(self["result"].value() or "")
        return str(VisitResult.PHONE) if chosen == VisitResult.NO_ANSWER else chosen

    @property
    def is_unanswered(self) -> bool:
        return bool(self["no_answer"].value()) or self["result"].value() == VisitResult.NO_ANSWER

    @property
    def has_others(self) -> bool:
        return bool(self["also"].value() or self["also_address"].value())

    def clean_note(self) -> str:
        return self.guard_cpr("note")

    def clean_plan_text(self) -> str:
        return self.guard_cpr("plan_text")

    def clean_also_address(self) -> str:
        return self.guard_cpr("also_address")

    def clean_occurred_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["occurred_on"]
        if day and day > self.today:
            raise ValidationError(_("Dagen ligger i fremtiden. Det, der skal ske, skrives som næste skridt."))
        if day and day < self.today - LONGEST_BACK and "occurred_on" in self.changed_data:
            raise ValidationError(_("Dagen er mere end en måned siden. Skriv den i notatet i stedet."))
        return day

    def clean_plan_on(self) -> dt.date | None:
        return check_ahead(self.cleaned_data["plan_on"], self.today)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("result") == VisitResult.PHONE and data.get("no_answer"):
            data["result"] = VisitResult.NO_ANSWER
        if not data.get("plan") and data.get("plan_on"):
            data["plan"] = "date"
        if not data.get("plan") and self.asks_for_plan(data) and "plan" not in self.errors:
            self.add_error("plan", _("Vælg, hvornår du følger op. Er der ikke mere at gøre, så vælg Intet."))
        if data.get("plan") == "date" and not data.get("plan_on") and "plan_on" not in self.errors:
            self.add_error("plan_on", _("Vælg en dato."))
        if self.occurred_at and self.occurred_at > (self.noted_at or timezone.now()):
            self.add_error("occurred_time", _("Klokkeslættet ligger i fremtiden. Ret det."))
        return data

    def asks_for_plan(self, data: dict[str, Any]) -> bool:
        """Not after a try that met nobody: the ladder proposes what comes next."""
        result = data.get("result", "")
        return not (result in VisitResult.values and is_attempt(result, kind_in(data)))

    @property
    def details(self) -> Details:
        """What belongs to the result that was chosen."""
        data = self.cleaned_data
        result, kind = data["result"], kind_in(data)
        if is_attempt(result, kind):
            reason = data["reason"] if result in AT_THE_DOOR else ""
            return Details(kind=kind, reason=reason, also=self.also_homes)
        with_resident = kind not in WITHOUT_RESIDENT
        return Details(
            kind=kind,
            duration_minutes=data["duration"],
            facts=data["facts"],
            residents=data["residents"] if with_resident else frozenset(),
            actions=data["actions"],
            also=self.also_homes,
        )

    @property
    def occurred_at(self) -> dt.datetime | None:
        """None: when it was written. A day without a clock counts as noon."""
        day, clock = self.cleaned_data.get("occurred_on"), self.cleaned_data.get("occurred_time")
        if clock is None and day in (None, self.today):
            return None
        return timezone.make_aware(dt.datetime.combine(day or self.today, clock or dt.time(12)))

    @property
    def noted_at(self) -> dt.datetime | None:
        return noted_at(self.data)

    @property
    def next_step(self) -> NextStep | None:
        plan = self.cleaned_data.get("plan")
        if plan not in {*AHEAD, "date"}:
            return None
        day = self.days_ahead(plan) if plan in AHEAD else self.cleaned_data["plan_on"]
        return NextStep(day, self.cleaned_data.get("plan_text") or _("Følg op"))

    def start_anew(self) -> None:
        """The same words under a new id, after a conflict."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["client_uuid"] = str(uuid.uuid4())
        self.data = data


class CorrectionForm(VisitForm):
    """A contact put right. The next step stands as it is unless another is chosen; the households of the
    entry are what they were."""

    def asks_for_plan(self, data: dict[str, Any]) -> bool:
        return False


def kind_in(data: dict[str, Any]) -> str:
    """Told by the result, except under "Andet"."""
    result = data.get("result", "")
    if result == VisitResult.OTHER and data.get("kind"):
        return str(data["kind"])
    return str(KIND_OF_RESULT.get(result, VisitKind.VISIT))


def as_typed(visit: Visit, actions: set[int]) -> dict[str, Any]:
    """A contact as the form would hold it, to be put right and saved again."""
    occurred = timezone.localtime(visit.occurred_at)
    return {
        "client_uuid": uuid.uuid4(),
        "result": visit.result,
        "kind": visit.kind,
        "reason": visit.reason,
        "residents": [resident.pk for resident in visit.residents.all()],
        "facts": visit.facts,
        "note": visit.note,
        "actions": sorted(actions),
        "duration": visit.duration_minutes,
        "occurred_on": occurred.date(),
        "occurred_time": occurred.time().replace(second=0, microsecond=0),
    }


def plan_of(visit: Visit) -> dict[str, Any]:
    """The next step an undone visit had."""
    step = visit.follow_ups.order_by("pk").last()
    return {"plan": "date", "plan_on": step.due_on, "plan_text": step.text} if step else {}
