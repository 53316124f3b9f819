"""How a complaint is written: under its lock, against the revision somebody saw, with a line of its course.
Every service about complaints goes through here."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from core.constraints import explained
from core.errors import DomainError, RevisionChangedError
from disputes.choices import ComplaintStepKind
from disputes.models import Complaint, ComplaintStep


class ComplaintChangedError(RevisionChangedError):
    """Somebody has written since the page was read; `row` is as it stands now."""

    def __init__(self, complaint: Complaint) -> None:
        super().__init__(
            _(
                "Klagesagen er ændret, siden du åbnede den: %(step)s. Se den igen, og gem så, hvis dit "
                "stadig skal gælde."
            )
            % {"step": latest_step(complaint)},
            complaint,
        )


def latest_step(complaint: Complaint) -> str:
    """What was done last, and by whom, in words."""
    step = complaint.complaintsteps.select_related("made_by").order_by("-pk").first()
    if step is None:
        return _("rettet")
    return f"{step.get_kind_display()}, {step.made_by.name}"


def locked(complaint: Complaint, seen: int | None = None) -> Complaint:
    """The complaint as it stands, locked until the transaction ends: of two people at once the second waits.
    ComplaintChangedError when it is not the revision that was `seen`; None asks nothing."""
    rows = Complaint.objects.select_for_update(of=("self",), no_key=True)
    fresh: Complaint = rows.select_related("respondent__dwelling", "estate").get(pk=complaint.pk)
    if seen is not None:
        require_seen(fresh, seen)
    return fresh


def require_seen(complaint: Complaint, seen: int) -> None:
    """ComplaintChangedError when the locked complaint is not the revision that was `seen`."""
    if complaint.revision != seen:
        raise ComplaintChangedError(complaint)


def require_open(complaint: Complaint) -> None:
    if not complaint.is_open:
        raise DomainError(_("Klagesagen er afsluttet. Genåbn den, før du ændrer noget."))


def save(complaint: Complaint, **values: Any) -> Complaint:
    """Write `values` into the locked complaint, as a new revision. What the database refuses with a sentence
    of its own is a DomainError."""
    for name, value in values.items():
        setattr(complaint, name, value)
    complaint.revision += 1
    with explained(Complaint):
        complaint.save(update_fields=[*values, "revision"])
    return complaint


def write_step(
    complaint: Complaint,
    kind: ComplaintStepKind | str,
    *,
    actor: Any,
    on: dt.date | None = None,
    note: str = "",
    values: Mapping[str, Any] | None = None,
) -> ComplaintStep:
    """A line of the course. Inside the caller's transaction. `values`: dates and codes, never words."""
    step: ComplaintStep = ComplaintStep.objects.create(
        organisation_id=complaint.organisation_id,
        estate_id=complaint.estate_id,
        complaint=complaint,
        made_by_id=actor.pk,
        kind=kind,
        on=on or timezone.localdate(),
        note=note,
        values=dict(values or {}),
    )
    return step
