"""What belongs to a household's file, and who has looked at any of it.

A look-up names what was opened (a tenancy, a notice, a case). Which of them are about one household is known
to the apps above, who register here in their AppConfig.ready(); audit imports none of them.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet, TextField, Value

from audit.models import LookUp

Subjects = Callable[[int], Iterable[QuerySet[Any, Any]]]
"""Called with a tenancy id; querysets of the rows that are about its household."""

_subjects: list[Subjects] = []


def register_subjects(subjects: Subjects) -> None:
    if subjects not in _subjects:
        _subjects.append(subjects)


def look_ups_of(tenancy_id: int) -> QuerySet[LookUp, LookUp]:
    """Every look-up of the household's file. Whoever asks has checked that they may see who has looked."""
    return look_ups_among(rows for subjects in _subjects for rows in subjects(tenancy_id))


def look_ups_among(subject_rows: Iterable[QuerySet[Any, Any]]) -> QuerySet[LookUp, LookUp]:
    """The look-ups of these rows: found by the database in the same statement, each by its index."""
    first, *others = [_named(rows) for rows in subject_rows]
    sql, parameters = first.union(*others, all=True).query.sql_with_params()
    found = f"(audit_lookup.subject, audit_lookup.subject_id) IN ({sql})"  # a constant; values are parameters
    return LookUp.objects.extra(where=[found], params=list(parameters))  # noqa: S610


def _named(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    label = Value(rows.model._meta.label, output_field=TextField())
    return rows.order_by().annotate(subject_label=label).values_list("subject_label", "pk")
