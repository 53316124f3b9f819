"""The page an agreement is written on: a line for each point, and what goes for all of them."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.base import LONGEST_AHEAD, CprAwareForm
from cases.forms.revisions import WORDS, RevisionForm
from core.fields import DanishDateField
from disputes.choices import AcceptedHow
from disputes.models import Agreement, Mediation
from disputes.services.agreements import (
    LONGEST,
    MOST_POINTS,
    NONE_YET,
    Point,
    Words,
    words_of,
)

ALL = "alle"
SPARE, FEWEST_LINES = 1, 3
LINES, REMOVE = "punkter", "fjern"


class SeenWordsForm(RevisionForm):
    """`seen` is the revision of the agreement's words; NONE_YET where there is none."""

    def see_anew(self, row: Agreement | None) -> None:
        super().see_anew(row or Agreement(revision=NONE_YET))


class AgreementForm(SeenWordsForm):
    talk_first = forms.CharField(
        label=gettext_lazy("Sådan taler I sammen først (kan udelades)"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2, **WORDS}),
        help_text=gettext_lazy("Fx: Vi banker på hos hinanden mellem kl. 16 og 19, før vi klager."),
    )
    if_it_fails = forms.CharField(
        label=gettext_lazy("Hvis det ikke holder (kan udelades)"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2, **WORDS}),
        help_text=gettext_lazy("Fx: Vi ringer til mægleren og mødes igen."),
    )

    @staticmethod
    def initial_of(agreement: Agreement | None) -> dict[str, Any]:
        if agreement is None:
            return {"seen": NONE_YET}
        known = {name: getattr(agreement, name) for name in ("talk_first", "if_it_fails")}
        return {"seen": agreement.revision, **known}

    def clean_talk_first(self) -> str:
        return self.guard_cpr("talk_first")

    def clean_if_it_fails(self) -> str:
        return self.guard_cpr("if_it_fails")

    def words(self, points: list[Point]) -> Words:
        return Words(points, self.cleaned_data["talk_first"], self.cleaned_data["if_it_fails"])


class PointForm(CprAwareForm):
    """One line. One without words is no point."""

    who = forms.ChoiceField(required=False)
    text = forms.CharField(
        required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2, **WORDS})
    )
    starts_on = DanishDateField(required=False)

    def __init__(self, *args: Any, who: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number = (int(str(self.prefix).rpartition("-")[2]) + 1) if "-" in str(self.prefix) else 1
        choice: Any = self.fields["who"]
        choice.choices = [("", _("Vælg")), *who, (ALL, _("Alle"))]
        labels = {"who": _("Hvem"), "text": _("Gør hvad"), "starts_on": _("Fra (kan udelades)")}
        for name, label in labels.items():
            self.fields[name].label = label
            look = "form-select" if name == "who" else "form-control"
            said = _("Punkt %(number)s: %(label)s") % {"number": self.number, "label": label}
            self.fields[name].widget.attrs |= {"class": look, "aria-label": said}

    def clean_text(self) -> str:
        return self.guard_cpr("text")

    def clean_starts_on(self) -> dt.date | None:
        """A year that was mistyped would be signed."""
        day: dt.date | None = self.cleaned_data["starts_on"]
        if day and abs(day - timezone.localdate()) > LONGEST_AHEAD:
            raise ValidationError(_("Datoen er mere end et år væk. Se efter, om årstallet er rigtigt."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("text") and not data.get("who") and "who" not in self.errors:
            raise ValidationError(_("Vælg, hvem det gælder."))
        if not data.get("text") and "text" not in self.errors and (data.get("who") or data.get("starts_on")):
            raise ValidationError(_("Skriv, hvad der er aftalt, eller fjern punktet."))
        return data

    @property
    def point(self) -> Point | None:
        said = self.cleaned_data
        if not said.get("text"):
            return None
        who = said["who"]
        return Point(None if who == ALL else int(who), said["text"], said.get("starts_on"))


class PointLines:
    """The lines as posted, or as they stand; with an empty one to add another."""

    formset = forms.formset_factory(PointForm, extra=SPARE, max_num=MOST_POINTS + 1, absolute_max=40)

    def __init__(self, data: Any, agreement: Agreement | None, parties: list[tuple[str, str]]) -> None:
        initial = [self._initial(point) for point in words_of(agreement).points] if agreement else []
        spare = max(SPARE, FEWEST_LINES - len(initial))
        blank: list[dict[str, Any]] = [{}] * (spare - SPARE)
        self.lines = self.formset(
            data,
            initial=None if data is not None else [*initial, *blank],
            prefix=LINES,
            form_kwargs={"who": parties},
        )

    @staticmethod
    def _initial(point: Point) -> dict[str, Any]:
        who = ALL if point.party_id is None else str(point.party_id)
        return {"who": who, "text": point.text, "starts_on": point.starts_on}

    def read_into(self, form: CprAwareForm) -> list[Point | None]:
        """The point of each line, if there is one; what is wrong with a line is said on `form`, where it is
        seen first."""
        is_right = self.lines.is_valid()
        form.asks_about_cpr |= any(line.asks_about_cpr for line in self.lines)
        if not is_right:
            for line in self.lines:
                for problem in (each for problems in line.errors.values() for each in problems):
                    said = {"number": line.number, "problem": problem}
                    form.add_error(None, _("Punkt %(number)s: %(problem)s") % said)
            return []
        return [line.point for line in self.lines]


class AcceptForm(SeenWordsForm):
    how = forms.ChoiceField(
        label=gettext_lazy("Hvordan sagde parten ja?"),
        choices=AcceptedHow.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg, hvordan parten sagde ja.")},
    )
    on = DanishDateField(label=gettext_lazy("Hvornår?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"on": timezone.localdate(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)


def without(data: Any, do: str) -> Any:
    """ "fjern-2": what was posted, with the second line empty."""
    verb, _dash, number = do.partition("-")
    if verb != REMOVE or not number.isdigit():
        return data
    left = data.copy()
    for name in ("who", "text", "starts_on"):
        left[f"{LINES}-{int(number) - 1}-{name}"] = ""
    return left


def parties_to_choose(mediation: Mediation) -> list[tuple[str, str]]:
    """Those who are in it."""
    rows = mediation.partys.filter(left_on__isnull=True).values_list("pk", "label", "name")
    return [(str(pk), f"{label}: {name}") for pk, label, name in rows]
