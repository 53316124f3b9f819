"""What one writes about oneself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ProfileForm(forms.Form):
    name = forms.CharField(
        label=_("Navn"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Skriv dit navn.")},
    )
    wants_digest = forms.BooleanField(
        label=_("Send mig en morgenmail på hverdage kl. 7.00"),
        help_text=_("Mailen siger kun, hvor mange opgaver der venter. Ingen navne, adresser eller beløb."),
        required=False,
    )

    def __init__(self, *args: Any, has_tasks: bool, **kwargs: Any) -> None:
        """Without a role that has tasks there is no mail to choose; what was chosen before stays."""
        super().__init__(*args, **kwargs)
        if not has_tasks:
            del self.fields["wants_digest"]
