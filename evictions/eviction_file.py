"""Everything around an eviction case that this person may see, read in one query (decision 0010)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from accounts.compiled import compiled_for_user
from cases.models import Case
from core.gathering import Part, by_part, gathered
from evictions.agreement_parts import agreement_parts
from evictions.models import (
    ArrearsNotice,
    ArrearsRecheck,
    DeadlineOverride,
    EvictionCase,
    EvictionLetter,
    Hearing,
    LegalStep,
    NoticeRevision,
    ReviewDecision,
    StandstillReason,
)


@dataclass(frozen=True)
class EvictionFile:
    """`file["steps"]` and so on, as rows of their models with the columns named below. `asked` is what the
    address asks of the page (a filter of the timeline)."""

    parts: dict[str, list[Any]] = field(default_factory=dict)
    asked: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> list[Any]:
        return self.parts[name]


def read_eviction_file(user: Any, case: EvictionCase, asked: Mapping[str, str] | None = None) -> EvictionFile:
    """Of a case the user has come to through its door. Each part is narrowed by its own `visible_to`."""
    found = _file(user, pk=case.pk, tenancy_id=case.tenancy_id)
    return EvictionFile(by_part(found[0]) if found else {}, asked or {})


@compiled_for_user
def _file(user: Any, *, pk: int, tenancy_id: int) -> QuerySet[Any, Any]:
    return gathered(EvictionCase.objects.visible_to(user).filter(pk=pk), _parts(user, pk, tenancy_id))


def _parts(user: Any, pk: int, tenancy_id: int) -> dict[str, Part]:
    return {**_law(user, pk), **agreement_parts(user, pk, tenancy_id), **_around(user, tenancy_id)}


def _law(user: Any, pk: int) -> dict[str, Part]:
    """What the landlord has done and decided."""
    own = {"eviction_case_id": pk}
    by = {"by": "made_by__name"}
    return {
        "steps": Part(
            LegalStep.objects.visible_to(user).filter(**own).order_by("-happened_at", "-pk"),
            ("kind", "on", "source", "values", "reason", "happened_at", "made_by_id"),
            by,
        ),
        "overrides": Part(
            DeadlineOverride.objects.visible_to(user).filter(**own).order_by("-pk"),
            ("deadline", "reason", "status", "answered_at", "created_at", "made_by_id"),
            {**by, "answered_name": "answered_by__name"},
        ),
        "hearings": Part(
            Hearing.objects.visible_to(user).filter(**own).order_by("-at", "-pk"),
            ("kind", "at", "place_kind", "place", "status", "created_at"),
            by,
        ),
        "decisions": Part(
            ReviewDecision.objects.visible_to(user).filter(**own).order_by("-pk"),
            ("verdict", "reason", "until", "statement_id", "created_at"),
            by,
        ),
        "standstill_reasons": Part(
            StandstillReason.objects.visible_to(user).filter(is_active=True).order_by("name"), ("name",)
        ),
        "letters": Part(
            EvictionLetter.objects.visible_to(user).filter(**own).order_by("-pk"),
            ("kind", "language", "version", "sent_on", "proof", "created_at"),
            by,
        ),
        "rechecks": Part(
            ArrearsRecheck.objects.visible_to(user).filter(**own).order_by("months"),
            ("months", "due_on", "proposed", "owed", "proposed_at", "result", "confirmed_at"),
            by,
        ),
    }


def _around(user: Any, tenancy_id: int) -> dict[str, Part]:
    """What else is known of the household: what the lists said, and the caretaker's open case."""
    notices = ArrearsNotice.objects.visible_to(user).filter(tenancy_id=tenancy_id)
    return {
        "revisions": Part(
            NoticeRevision.objects.filter(notice__in=notices).order_by("arrears_list__created_at", "pk"),
            ("notice_id", "number", "amount", "stage", "due_date"),
            {
                "listed_at": "arrears_list__created_at",
                "closed_at": "notice__closed_at",
                "close_reason": "notice__close_reason",
            },
        ),
        "casework": Part(
            Case.objects.visible_to(user).open().filter(tenancy_id=tenancy_id),
            ("serial", "status", "opened_at"),
        ),
    }
