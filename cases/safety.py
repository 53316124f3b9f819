"""What to know before a door opens, as lists and pages read it. Only caretakers of the estate see it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.compiled import compiled_for_user
from cases.choices import SafetyKind
from cases.models import SafetyAcknowledgement, SafetyFlag
from core import clock

SEVERE = frozenset({SafetyKind.THREATS, SafetyKind.COME_AS_TWO})
"""Said as "Advarsel"; the others as "Obs"."""
LABELS = dict(SafetyKind.choices)


@dataclass(frozen=True)
class Mark:
    """A flag as a line shows it: how severe it is stands in its words, the colour only repeats it."""

    kind: str
    text: str
    level: str


@lru_cache(maxsize=16)
def mark_of(kind: str) -> Mark:
    severe = kind in SEVERE
    word = _("Advarsel: %(what)s") if severe else _("Obs: %(what)s")
    return Mark(kind, word % {"what": str(LABELS[kind]).lower()}, "late" if severe else "soon")


def marks_of(kinds: Iterable[str]) -> list[Mark]:
    """Each kind once, the severe ones first."""
    return sorted((mark_of(kind) for kind in set(kinds)), key=lambda mark: (mark.level != "late", mark.text))


def safety_array(user: Any, dwelling: str = "tenancy__dwelling_id") -> ArraySubquery:
    """To annotate a row that has a dwelling with the kinds of its flags (`marks_of` reads them): no query
    per row. Empty for whoever sees no flags."""
    rows = SafetyFlag.objects.visible_to(user).in_force().filter(dwelling_id=OuterRef(dwelling))
    return ArraySubquery(rows.order_by("pk").values("kind"))


def marks_by_dwelling(user: Any, dwelling_ids: Iterable[int]) -> dict[int, list[Mark]]:
    """The same for rows at hand, in one query."""
    return grouped(_kinds_at(user, dwelling_ids=list(dwelling_ids)))


@compiled_for_user
def _kinds_at(user: Any, *, dwelling_ids: list[int]) -> QuerySet[Any, Any]:
    rows = SafetyFlag.objects.visible_to(user).in_force().filter(dwelling_id__any=dwelling_ids)
    return rows.values("dwelling_id", "kind")


def marks_for_caretakers(user: Any, dwelling_ids: Iterable[int]) -> dict[int, list[Mark]]:
    """For lists that others see too: no query for whoever sees no flags."""
    return marks_by_dwelling(user, dwelling_ids) if user.role == Role.CARETAKER else {}


def grouped(rows: Iterable[Mapping[str, Any]]) -> dict[int, list[Mark]]:
    kinds: dict[int, list[str]] = {}
    for row in rows:
        kinds.setdefault(row["dwelling_id"], []).append(row["kind"])
    return {dwelling_id: marks_of(found) for dwelling_id, found in kinds.items()}


def flags_at(user: Any, dwelling_id: int) -> QuerySet[SafetyFlag]:
    """In force there, with who decided and whether the user has read it today (`is_read`)."""
    read = SafetyAcknowledgement.objects.filter(flag=OuterRef("pk"), user_id=user.pk, on=clock.today())
    rows = SafetyFlag.objects.visible_to(user).in_force().filter(dwelling_id=dwelling_id)
    return rows.select_related("resident", "decided_by").annotate(is_read=Exists(read)).order_by("pk")


def former_flags_at(user: Any, dwelling_id: int) -> QuerySet[SafetyFlag]:
    """Lifted, renewed or run out: what was said of the dwelling before, newest first."""
    rows = SafetyFlag.objects.visible_to(user).filter(dwelling_id=dwelling_id)
    rows = rows.exclude(pk__in=SafetyFlag.objects.in_force().filter(dwelling_id=dwelling_id).values("pk"))
    return rows.select_related("resident", "decided_by", "lifted_by").order_by("-pk")
