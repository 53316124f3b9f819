"""Choosing a person: by name, in Danish order, among those one may choose."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from core.sortkeys import danish_sort_key


class MembershipField(forms.ChoiceField):
    """Cleans to one of `memberships`. `blank` is what the empty choice says."""

    default_error_messages = {"required": _("Vælg en person.")}

    def __init__(self, memberships: Iterable[Membership], *, blank: str = "", **kwargs: Any) -> None:
        by_name = sorted(memberships, key=lambda row: danish_sort_key(row.user.name))
        self.by_value = {str(membership.pk): membership for membership in by_name}
        choices = [(value, self.label_of(membership)) for value, membership in self.by_value.items()]
        super().__init__(choices=[("", blank or _("Vælg …")), *choices], **kwargs)

    @staticmethod
    def label_of(membership: Membership) -> str:
        return membership.user.name

    def clean(self, value: Any) -> Any:
        if value in self.empty_values:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if str(value) not in self.by_value:
            raise ValidationError(_("Vælg en person fra listen."), code="invalid_choice")
        return self.by_value[str(value)]


class PersonWithRoleField(MembershipField):
    """As above, with the role behind the name: a person may have the estate in two roles."""

    @staticmethod
    def label_of(membership: Membership) -> str:
        return f"{membership.user.name} ({membership.get_role_display().lower()})"
