"""The terms of an instalment plan, and its instalments one by one."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.fields import DanishDateField, KronerField
from evictions.forms.standstills import CommentedForm
from evictions.instalments import (
    LONGEST_TOLERANCE,
    MOST_INSTALMENTS,
    Payment,
    make_payments,
    month_after,
)
from evictions.services.instalments import Terms

UNTIL_PAID, NUMBER = "alt", "antal"
ROWS = "afdrag"


class PlanForm(CommentedForm):
    """What the instalments are made of; `payments()` makes them."""

    start_balance = KronerField(
        label=gettext_lazy("Restance, som aftalen gælder"),
        max_digits=11,
        help_text=gettext_lazy(
            "Afdragene skal give præcis det beløb. Den løbende husleje betales ved siden af."
        ),
    )
    monthly = KronerField(label=gettext_lazy("Afdrag pr. måned"), max_digits=11)
    first_on = DanishDateField(label=gettext_lazy("Første afdrag senest"))
    length = forms.ChoiceField(
        label=gettext_lazy("Hvor mange?"),
        choices=[
            (UNTIL_PAID, gettext_lazy("Indtil alt er betalt")),
            (NUMBER, gettext_lazy("Et antal; det sidste er resten")),
        ],
        initial=UNTIL_PAID,
        widget=forms.RadioSelect,
    )
    count = forms.IntegerField(
        label=gettext_lazy("Antal afdrag"),
        required=False,
        min_value=1,
        max_value=MOST_INSTALMENTS,
        help_text=gettext_lazy("Kun når du har valgt et antal."),
    )
    agreed_on = DanishDateField(label=gettext_lazy("Aftalt"))
    tolerance_days = forms.IntegerField(
        label=gettext_lazy("Dage, en betaling må være forsinket"),
        min_value=0,
        max_value=LONGEST_TOLERANCE,
        initial=5,
        error_messages={"required": gettext_lazy("Skriv et antal dage, fx 5.")},
    )
    field_order = [
        "start_balance",
        "monthly",
        "first_on",
        "length",
        "count",
        "agreed_on",
        "tolerance_days",
        "comment",
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.initial.setdefault("agreed_on", today)
        self.initial.setdefault("first_on", month_after(today.replace(day=1), 1))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("length") == NUMBER and not data.get("count") and "count" not in self.errors:
            self.add_error("count", ValidationError(_("Skriv, hvor mange afdrag der skal være.")))
        return data

    def payments(self) -> list[Payment]:
        """DomainError when they do not fit together."""
        data = self.cleaned_data
        count = data["count"] if data["length"] == NUMBER else None
        return make_payments(data["start_balance"], data["monthly"], data["first_on"], count)

    @property
    def terms(self) -> Terms:
        wanted = ("agreed_on", "start_balance", "tolerance_days", "comment")
        return Terms(**{name: self.cleaned_data[name] for name in wanted})


class PaymentForm(forms.Form):
    """One line of the table. An empty line is no instalment."""

    due_on = DanishDateField(required=False)
    amount = KronerField(required=False, max_digits=11)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        number = (int(str(self.prefix).rpartition("-")[2]) + 1) if "-" in str(self.prefix) else 1
        self.number = number
        for name, label in (("due_on", _("Afdrag %(n)s, senest")), ("amount", _("Afdrag %(n)s, kroner"))):
            self.fields[name].label = label % {"n": number}
            self.fields[name].widget.attrs |= {"aria-label": label % {"n": number}, "class": "form-control"}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and (data.get("due_on") is None) != (data.get("amount") is None):
            raise ValidationError(_("Skriv både dato og beløb, eller slet begge."))
        return data

    @property
    def payment(self) -> Payment | None:
        due_on: dt.date | None = self.cleaned_data.get("due_on")
        amount = self.cleaned_data.get("amount")
        return Payment(due_on, amount) if due_on and amount is not None else None


class Payments:
    """The lines as posted, or as made; one more empty line to add another."""

    formset = forms.formset_factory(
        PaymentForm, extra=1, max_num=MOST_INSTALMENTS + 1, absolute_max=MOST_INSTALMENTS + 1
    )

    def __init__(self, data: Any = None, *, made: list[Payment] | None = None) -> None:
        initial = [{"due_on": each.due_on, "amount": each.amount} for each in made or []]
        self.lines = self.formset(data, initial=None if data is not None else initial, prefix=ROWS)

    @classmethod
    def are_in(cls, data: Any) -> bool:
        return f"{ROWS}-TOTAL_FORMS" in data

    def read_into(self, form: PlanForm) -> list[Payment]:
        """The instalments; what is wrong with a line is said on `form`, where it is seen first."""
        if not self.lines.is_valid():
            for line in self.lines:
                for problems in line.errors.values():
                    for problem in problems:
                        form.add_error(
                            None, _("Afdrag %(n)s: %(problem)s") % {"n": line.number, "problem": problem}
                        )
            return []
        return [line.payment for line in self.lines if line.payment]
