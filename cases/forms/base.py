"""What the forms of casework share. Nothing typed is lost: errors give every field back as it was."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from core.cpr import find_cpr_like, mask_cpr

LONGEST_AHEAD = dt.timedelta(days=366)
LONGEST_BACK = dt.timedelta(days=31)
MASK, KEEP = "mask", "keep"
OF_THE_FORM = frozenset({"cpr", "seen"})


class CprAwareForm(forms.Form):
    """Warns of what looks like a CPR number and offers to mask it. Never blocks: `cpr` is the answer."""

    cpr = forms.ChoiceField(choices=[(MASK, MASK), (KEEP, KEEP)], required=False, widget=forms.HiddenInput)
    asks_about_cpr = False

    @property
    def known(self) -> dict[str, Any]:
        """What the services take: what was typed, without the answers about CPR and about what was seen."""
        return {name: value for name, value in self.cleaned_data.items() if name not in OF_THE_FORM}

    def guard_cpr(self, name: str) -> str:
        text = str(self.cleaned_data.get(name) or "")
        answer = self.data.get("cpr")
        if answer == KEEP or not find_cpr_like(text):
            return text
        if answer == MASK:
            return mask_cpr(text)
        self.asks_about_cpr = True
        raise ValidationError(
            _("Der står noget, der ligner et CPR-nummer. Vælg nederst, om det skal skjules, før du gemmer."),
            code="cpr",
        )


class SeenForm(CprAwareForm):
    """Of what is there already: `seen` says what stood when the page was opened. A form of before there was
    any is taken as it is."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def see_anew(self, seen: str) -> None:
        """After a conflict: to save once more is to have read what the other wrote."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["seen"] = seen
        self.data = data


def check_ahead(day: dt.date | None, today: dt.date) -> dt.date | None:
    if day and day < today:
        raise ValidationError(_("Datoen er passeret. Vælg i dag eller en dag, der kommer."))
    if day and day > today + LONGEST_AHEAD:
        raise ValidationError(
            _("Datoen er mere end et år ude i fremtiden. Se efter, om årstallet er rigtigt.")
        )
    return day


def noted_at(data: Mapping[str, Any]) -> dt.datetime | None:
    """When it was written, of what lay on a phone. A clock that is ahead, or odd, is not believed."""
    try:
        noted = parse_datetime(data.get("noted_at") or "")
    except ValueError:
        return None
    now = timezone.now()
    believed = noted is not None and timezone.is_aware(noted) and now - LONGEST_BACK < noted <= now
    return noted if believed else None
