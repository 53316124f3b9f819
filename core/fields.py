"""Form fields that read and write Danish."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.danish import DanishValueError, format_kroner, parse_date, parse_kroner


class KronerInput(forms.TextInput):
    """A text box: type=number drops '1.200,50' without a word in half of the browsers."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        return format_kroner(value) if isinstance(value, Decimal | int) else value


class KronerField(forms.DecimalField):
    """'1.200,50' in, Decimal('1200.50') out, shown as '1.200,50'. min_value and max_value work."""

    widget = KronerInput
    default_error_messages = {"required": _("Skriv et beløb, fx 1.200,50.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("decimal_places", 2)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        if isinstance(value, Decimal | int):
            return Decimal(value)
        try:
            return parse_kroner(str(value))
        except DanishValueError as error:
            raise ValidationError(error.message, code="invalid") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


class DanishDateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DanishDateField(forms.DateField):
    """type=date for the browser; 22-11-2026 and 22/11/2026 typed by hand are read too."""

    widget = DanishDateInput
    default_error_messages = {"required": _("Vælg en dato.")}

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        try:
            return parse_date(str(value))
        except DanishValueError as error:
            raise ValidationError(error.message, code="invalid") from None


class DanishTimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class DanishTimeField(forms.TimeField):
    """type=time for the browser; 9.30, 9:30 and kl. 9.30 typed by hand are read too."""

    widget = DanishTimeInput
    default_error_messages = {
        "required": _("Skriv klokkeslættet."),
        "invalid": _("Ikke et klokkeslæt. Skriv det som 9.30."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%H:%M", "%H.%M", "%H:%M:%S"], **kwargs)

    def to_python(self, value: Any) -> time | None:
        plain = value.lower().removeprefix("kl").strip(" .") if isinstance(value, str) else value
        return super().to_python(plain)
