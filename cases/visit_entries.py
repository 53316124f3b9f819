"""Contacts as entries of the course: how each stands now, and under it what it said before."""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Case, OuterRef, QuerySet, Value, When

from accounts.choices import Role
from accounts.compiled import compiled_for_user
from cases.choices import AttemptReason, VisitFact, VisitKind, VisitResult
from cases.links import links
from cases.models import Visit
from cases.providers import CourseEntry
from cases.services.visits import REASON_OF_RESULT, is_out_of_reach, is_own, may_undo
from core.compiled import Limit
from core.gathering import Part
from core.phrases import say_list
from core.words import gettext as _
from residents.models import Resident

FACTS, REASONS = dict(VisitFact.choices), dict(AttemptReason.choices)
KINDS, RESULTS = dict(VisitKind.choices), dict(VisitResult.choices)
VERSION = (
    "result",
    "kind",
    "reason",
    "duration_minutes",
    "facts",
    "note",
    "occurred_at",
    "corrects_id",
    "replaced_at",
)


STANDING = (*VERSION, "created_at", "undone_at", "caretaker__name")


def visit_entries(user: Any, tenancy_id: int, *, most: int) -> list[CourseEntry]:
    """In one query, however many versions there are."""
    return [_entry(user, visit) for visit in _visits(user, tenancy_id=tenancy_id, most=Limit(most))]


@compiled_for_user
def _visits(user: Any, *, tenancy_id: int, most: Limit) -> QuerySet[Any, Any]:
    rows = Visit.objects.visible_to(user).standing().filter(tenancy_id=tenancy_id)
    earlier = _earlier(tenancy_id).as_array()
    of_corrected = Case(When(corrects__isnull=False, then=earlier), default=Value(None))
    rows = rows.select_related("caretaker").annotate(
        met=_met(), earlier=of_corrected, is_fixed=_is_fixed(user)
    )
    return rows.only(*STANDING).order_by("-occurred_at", "-pk")[:most]


def _is_fixed(user: Any) -> Case:
    """One's own contact that one can neither undo nor put right. Nobody else can anyway."""
    if user.role != Role.CARETAKER:
        return Case(default=Value(True), output_field=BooleanField())
    own = When(caretaker_id=user.pk, then=is_out_of_reach(user))
    return Case(own, default=Value(True), output_field=BooleanField())


def _met() -> ArraySubquery:
    return ArraySubquery(Resident.objects.filter(visits=OuterRef("pk")).order_by("pk").values("name"))


def _earlier(tenancy_id: int) -> Part:
    """All replaced versions of the household's contacts: there are few, and only rows that correct ask."""
    rows = Visit.objects.filter(tenancy_id=tenancy_id, replaced_at__isnull=False, undone_at__isnull=True)
    return Part(rows.annotate(met=_met()), VERSION, {"met": "met"})


def _entry(user: Any, visit: Any) -> CourseEntry:
    versions = _versions(visit, visit.earlier or ())
    return CourseEntry(
        at=visit.occurred_at,
        kind=visit.result,
        title=title_of(visit),
        text=visit.note,
        by=visit.caretaker.name,
        undo_url=links("visit_undo")(visit.pk) if not visit.is_fixed and may_undo(user, visit) else "",
        correct_url=links("visit_correct")(visit.pk) if not visit.is_fixed and is_own(user, visit) else "",
        corrected_at=versions[0].replaced_at if versions else None,
        details=details_of(visit),
        facts=facts_of(visit),
        versions=tuple(_version(version) for version in versions),
    )


def _versions(visit: Any, rows: Iterable[Any]) -> list[Any]:
    """What it corrects, newest first."""
    by_id = {row.pk: row for row in rows}
    found = []
    older = by_id.get(visit.corrects_id)
    while older is not None:
        found.append(older)
        older = by_id.get(older.corrects_id)
    return found


def _version(visit: Any) -> CourseEntry:
    return CourseEntry(
        at=visit.occurred_at,
        kind=visit.result,
        title=title_of(visit),
        text=visit.note,
        corrected_at=visit.replaced_at,
        details=details_of(visit),
        facts=facts_of(visit),
    )


def title_of(visit: Any) -> str:
    """What happened; of what is no try and no contact, what it was."""
    is_other = visit.result == VisitResult.OTHER
    return str(KINDS[visit.kind] if is_other else RESULTS[visit.result])


def details_of(visit: Any) -> tuple[str, ...]:
    """Why, with whom and how long, as far as the result does not say it."""
    said = []
    if visit.reason and visit.reason != REASON_OF_RESULT.get(visit.result):
        said.append(str(REASONS[visit.reason]))
    if visit.met:
        said.append(_("Talte med %(people)s") % {"people": say_list(visit.met)})
    if visit.duration_minutes:
        said.append(_("%(minutes)s min.") % {"minutes": visit.duration_minutes})
    return tuple(said)


def facts_of(visit: Any) -> tuple[str, ...]:
    return tuple(str(FACTS[fact]) for fact in visit.facts if fact in FACTS)
