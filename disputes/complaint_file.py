"""Everything in the file of a complaint that this person may see, read in one query (decision 0010)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from core.gathering import Part, by_part, gathered
from disputes.models import (
    Complainant,
    Complaint,
    ComplaintLetter,
    ComplaintStep,
    Incident,
    ShowingDecision,
    TrackMove,
)

MOST_OTHERS = 50


@dataclass(frozen=True)
class ComplaintFile:
    """`file["steps"]` and so on, as rows of their models with the columns that were asked for. `asked` is
    what the address asks of the page, `forms` what stands on it unfinished: name → a form that was not
    right."""

    parts: dict[str, list[Any]] = field(default_factory=dict)
    asked: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> list[Any]:
        return self.parts.get(name, [])


def _complainants(user: Any, pk: int) -> Part:
    rows = Complainant.objects.visible_to(user).filter(complaint_id=pk)
    return Part(
        rows.order_by("withdrawn_on", "pk"),
        ("tenancy_id", "name", "is_shown", "withdrawn_on", "created_at"),
        {"address": "tenancy__dwelling__address"},
    )


def _incidents(user: Any, pk: int) -> Part:
    rows = Incident.objects.visible_to(user).filter(complaint_id=pk)
    return Part(
        rows.order_by("-on", "-starts_at", "-pk"),
        ("on", "starts_at", "ends_at", "place", "text", "witnesses", "struck_at", "told_by_id", "created_at"),
        {"by": "made_by__name", "told_name": "told_by__name"},
    )


def _steps(user: Any, pk: int) -> Part:
    rows = ComplaintStep.objects.visible_to(user).filter(complaint_id=pk)
    return Part(
        rows.order_by("-on", "-pk"), ("kind", "on", "note", "values", "created_at"), {"by": "made_by__name"}
    )


def _track_moves(user: Any, pk: int) -> Part:
    rows = TrackMove.objects.visible_to(user).filter(complaint_id=pk)
    fields = ("before", "after", "reason", "created_at")
    return Part(rows.order_by("-pk"), fields, {"by": "made_by__name"})


def _showing(user: Any, pk: int) -> Part:
    rows = ShowingDecision.objects.visible_to(user).filter(complaint_id=pk)
    fields = ("complainant_id", "is_shown", "reason", "created_at")
    return Part(rows.order_by("-pk"), fields, {"by": "made_by__name"})


def _letters(user: Any, pk: int) -> Part:
    rows = ComplaintLetter.objects.visible_to(user).filter(complaint_id=pk)
    return Part(rows.order_by("-pk"), ("kind", "language", "recipient", "sent_on"))


def _others(user: Any, pk: int) -> Part:
    """The household's other complaints: disputes/repeats.py says which are repeats."""
    about = Complaint.objects.filter(pk=pk).values("respondent_id")
    rows = Complaint.objects.visible_to(user).filter(respondent_id__in=about).exclude(pk=pk)
    fields = ("serial", "received_on", "category", "status", "outcome")
    return Part(rows.order_by("-received_on", "-pk")[:MOST_OTHERS], fields)


PARTS: dict[str, Callable[[Any, int], Part]] = {
    "complainants": _complainants,
    "incidents": _incidents,
    "steps": _steps,
    "track_moves": _track_moves,
    "showing": _showing,
    "letters": _letters,
    "others": _others,
}
"""Called with the user and the complaint's key; each part is narrowed by its own `visible_to`. A card finds
its rows in the file by this name."""


def read_complaint_file(
    user: Any,
    complaint: Complaint,
    asked: Mapping[str, str] | None = None,
    forms: Mapping[str, Any] | None = None,
) -> ComplaintFile:
    """Of a complaint the user has come to through its door."""
    rows = Complaint.objects.visible_to(user).filter(pk=complaint.pk)
    found = gathered(rows, {name: part(user, complaint.pk) for name, part in PARTS.items()}).first()
    return ComplaintFile(by_part(found) if found else {}, asked or {}, forms or {})
