"""The itemised claim as lines: a type, an amount, and when it fell due. Empty lines are left out."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.fields import DanishDateField, KronerField
from evictions.choices import LineType
from evictions.forms.base import OfEvictionForm
from evictions.models import EvictionCase
from evictions.services.eviction_cases import Claim

SPARE, MOST = 3, 40
NAMES = ("type", "amount", "due_date")


class ClaimForm(OfEvictionForm):
    """Fields `type_0`, `amount_0`, `due_date_0`, … `rows` says how many lines the page had; `extra` adds
    some, keeping every word."""

    rows = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, case: EvictionCase, extra: int = 0, **kwargs: Any) -> None:
        kwargs["initial"] = _initial(case.claim)
        super().__init__(*args, case=case, **kwargs)
        self.count = min(self._posted_rows() or len(case.claim) + SPARE, MOST)
        if extra:
            self.count = min(self.count + extra, MOST)
        for number in range(self.count):
            self._add_line(number)
        self.initial["rows"] = self.count
        if self.is_bound:
            data: Any = self.data.copy()  # type: ignore[attr-defined]
            data["rows"] = str(self.count)
            self.data = data

    def _posted_rows(self) -> int:
        posted = str(self.data.get("rows", "")) if self.is_bound else ""
        return int(posted) if posted.isascii() and posted.isdecimal() and len(posted) < 4 else 0

    def _add_line(self, number: int) -> None:
        said = {"number": number + 1}
        self.fields[f"type_{number}"] = forms.ChoiceField(
            label=_("Post, linje %(number)s") % said,
            choices=[("", gettext_lazy("Ingen")), *LineType.choices],
            required=False,
        )
        self.fields[f"amount_{number}"] = KronerField(
            label=_("Beløb, linje %(number)s") % said, required=False, max_digits=11
        )
        self.fields[f"due_date_{number}"] = DanishDateField(
            label=_("Forfald, linje %(number)s") % said, required=False
        )

    @property
    def lines(self) -> list[dict[str, forms.BoundField]]:
        return [{name: self[f"{name}_{number}"] for name in NAMES} for number in range(self.count)]

    @property
    def may_grow(self) -> bool:
        return self.count < MOST

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for number in range(self.count):
            kind, amount = data.get(f"type_{number}"), data.get(f"amount_{number}")
            if amount is not None and not kind:
                self.add_error(f"type_{number}", _("Vælg, hvad beløbet er for."))
            if kind and amount is None and f"amount_{number}" not in self.errors:
                self.add_error(
                    f"amount_{number}", _("Skriv beløbet, eller vælg »Ingen« for at fjerne linjen.")
                )
        if not self.errors and self.claim and self.total <= 0:
            self.add_error(None, _("Kravet bliver ikke over 0 kr. Se efter, om et fortegn er forkert."))
        return data

    @property
    def claim(self) -> Claim:
        """What the service takes; kroner as text."""
        found = []
        for number in range(self.count):
            amount, due = (
                self.cleaned_data.get(f"amount_{number}"),
                self.cleaned_data.get(f"due_date_{number}"),
            )
            if amount is not None:
                line = {"type": self.cleaned_data.get(f"type_{number}", ""), "amount": f"{amount:.2f}"}
                found.append(line | ({"due_date": due.isoformat()} if due else {}))
        return found

    @property
    def total(self) -> Decimal:
        return sum((Decimal(line["amount"]) for line in self.claim), Decimal(0))


def _initial(claim: Iterable[Mapping[str, str]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for number, line in enumerate(claim):
        found[f"type_{number}"] = line.get("type", "")
        found[f"amount_{number}"] = Decimal(str(line["amount"]))
        found[f"due_date_{number}"] = line.get("due_date") or None
    return found
