"""What a colleague wrote since a page was opened is not written over unread (core/seen.py)."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from cases.models import CasePerson, Referral, SupportPlanAction, SupportPlanGoal
from core.errors import DomainError
from core.phrases import say_day
from core.seen import seen

FIELDS: dict[type, tuple[str, ...]] = {
    SupportPlanGoal: ("text",),
    SupportPlanAction: ("text", "owner", "due_on", "goal_id"),
    CasePerson: ("kind", "name", "workplace", "phone", "email", "note"),
    Referral: (
        "partner_id",
        "subject",
        "summary",
        "data_kinds",
        "texts",
        "action_ids",
        "consent_id",
        "legal_basis",
        "basis_reason",
    ),
}
"""What the form of a row puts right."""


class ChangedError(DomainError):
    """Somebody has put the row right since it was read: what stands now, in words."""

    def __init__(self, row: Any) -> None:
        if isinstance(row, Referral):
            super().__init__(
                _("Kladden er rettet, siden du åbnede siden. Læs brevet, og gem igen, hvis dit skal gælde.")
            )
            return
        super().__init__(
            _("Det er rettet, siden du åbnede siden. Nu står der: %(words)s. Gem igen, hvis dit skal gælde.")
            % {"words": ", ".join(str(word) for word in said(row) if word)}
        )


def said(row: Any) -> Iterable[object]:
    if isinstance(row, SupportPlanAction):
        return (f"»{row.text}«", row.get_owner_display(), say_day(row.due_on) if row.due_on else "")
    if isinstance(row, CasePerson):
        return (row.name, row.get_kind_display(), row.workplace, row.phone, row.email, row.note)
    return (f"»{row.text}«",)


def row_seen(row: Any) -> str:
    """For the hidden field of the form."""
    return _seen({name: getattr(row, name) for name in FIELDS[type(row)]})


def refuse_changed(row: Any, was_seen: str, wanted: Mapping[str, Any]) -> None:
    """ChangedError when the row is neither as it `was_seen` nor already as it is `wanted`. Its household's
    course is locked. "" is a form of before there was any: it is taken as it is."""
    if not was_seen:
        return
    names = FIELDS[type(row)]
    row.refresh_from_db(fields=names)
    if row_seen(row) not in (was_seen, _seen({name: wanted[name] for name in names})):
        raise ChangedError(row)


def _seen(values: Mapping[str, Any]) -> str:
    """The database gives the keys of an object back in an order of its own."""
    return seen(*(sorted(v.items()) if isinstance(v, dict) else v for v in values.values()))
