from django import forms
from django.utils.translation import gettext_lazy as _


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("Hvad skal nøglen hedde?"),
        max_length=80,
        help_text=_("Navnet på det program, der skal bruge den, fx “EG Bolig”."),
        error_messages={"required": _("Giv nøglen et navn, så I kan kende den igen.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
