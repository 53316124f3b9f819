"""Everything around an eviction case that this person may see, read in one query (decision 0010)."""

from dataclasses import dataclass, field
from typing import Any

from core.gathering import Part, gather
from evictions.models import (
    ArrearsNotice,
    ArrearsRecheck,
    DeadlineOverride,
    EvictionCase,
    EvictionLetter,
    Hearing,
    Instalment,
    InstalmentPlan,
    LegalStep,
    NoticeRevision,
    ReviewDecision,
    Standstill,
    StandstillReason,
    Statement,
    WayOut,
)


@dataclass(frozen=True)
class EvictionFile:
    """`file["steps"]` and so on, as rows of their models with the columns named below."""

    parts: dict[str, list[Any]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> list[Any]:
        return self.parts[name]


def read_eviction_file(user: Any, case: EvictionCase) -> EvictionFile:
    """Of a case the user has come to through its door. Each part is narrowed by its own `visible_to`."""
    found = gather(EvictionCase.objects.visible_to(user).filter(pk=case.pk), _parts(user, case))
    return EvictionFile(found or {})


def _parts(user: Any, case: EvictionCase) -> dict[str, Part]:
    own = {"eviction_case_id": case.pk}
    by = {"by": "made_by__name"}
    plans = InstalmentPlan.objects.visible_to(user).filter(**own)
    notices = ArrearsNotice.objects.visible_to(user).filter(tenancy_id=case.tenancy_id)
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
        "standstills": Part(
            Standstill.objects.visible_to(user).filter(**own).order_by("-starts_on", "-pk"),
            ("starts_on", "ends_on", "comment", "ended_at", "created_at"),
            {**by, "reason_name": "reason__name"},
        ),
        "plans": Part(
            plans.order_by("-pk"),
            (
                "agreed_on",
                "start_balance",
                "tolerance_days",
                "status",
                "comment",
                "broken_on",
                "broken_by_amount",
                "ended_at",
                "created_at",
            ),
            by,
        ),
        "instalments": Part(
            Instalment.objects.filter(plan__in=plans).order_by("plan_id", "number"),
            ("plan_id", "number", "due_on", "amount"),
        ),
        "ways_out": Part(
            WayOut.objects.visible_to(user).filter(**own).order_by("pk"), ("kind", "state", "on", "note"), by
        ),
        "statements": Part(
            Statement.objects.visible_to(user).filter(**own).order_by("-pk"),
            (
                "contact_established",
                "applied_on",
                "pause_until",
                "plan_amount",
                "plan_count",
                "plan_from",
                "status",
                "answered_at",
                "created_at",
            ),
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
        "revisions": Part(
            NoticeRevision.objects.filter(notice__in=notices).order_by("arrears_list__created_at", "pk"),
            ("notice_id", "number", "amount", "stage", "due_date"),
            {"listed_at": "arrears_list__created_at"},
        ),
    }
