# ruff: noqa: S610 — the condition is a constant, its value a parameter
"""What a list would do, read from its stored rows: counts, and the notices it leaves out."""

from typing import Any, Final

from django.db import connection
from django.db.models import QuerySet

from evictions.models import ArrearsList, ArrearsNotice

COUNT_ROWS: Final = """
WITH every AS (SELECT * FROM evictions_arrearsrow WHERE run_id = %(run)s),
     rows AS (SELECT * FROM every WHERE bucket <> 'left_out')
SELECT (SELECT count(*) FROM every WHERE bucket = 'left_out'),
       count(*) FILTER (WHERE bucket = 'error'),
       count(DISTINCT tenancy_id) FILTER (WHERE bucket = 'new'),
       count(DISTINCT tenancy_id) FILTER (WHERE bucket = 'changed'),
       count(DISTINCT tenancy_id) FILTER (WHERE bucket = 'unchanged'),
       (SELECT coalesce(array_agg(DISTINCT t.estate_id), '{}')
        FROM rows JOIN residents_tenancy t ON t.id = rows.tenancy_id)
FROM rows
"""

SPOKEN_OF: Final = """
SELECT r.tenancy_id FROM evictions_arrearsrow r
WHERE r.run_id = %(run)s AND r.tenancy_id IS NOT NULL AND r.bucket <> 'left_out'
GROUP BY r.tenancy_id
HAVING bool_or(r.bucket = 'error') OR sum(r.amount) > 0
"""
"""Tenancies the list holds in arrears, or holds a line of that waits. Not those that owe nothing now, nor
those whose every line was left out."""


def missing_notices(arrears_list: ArrearsList, estates: list[int] | None = None) -> QuerySet[ArrearsNotice]:
    """Open notices in the estates of the list that it leaves out: to be proposed for closing."""
    if estates is None:
        estates = arrears_list.counts.get("estates", [])
    return ArrearsNotice.objects.filter(
        organisation_id=arrears_list.organisation_id, status="open", estate_id__in=estates
    ).extra(
        where=[f"evictions_arrearsnotice.tenancy_id NOT IN ({SPOKEN_OF % {'run': '%s'}})"],
        params=[arrears_list.pk],
    )


def notices_elsewhere(arrears_list: ArrearsList) -> QuerySet[ArrearsNotice]:
    """Open notices in estates the list has no row of: nobody knows whether their arrears are gone, or the
    estate is not on this list. Proposed for closing only when somebody says that the list is whole."""
    every = ArrearsNotice.objects.filter(organisation_id=arrears_list.organisation_id, status="open")
    return every.exclude(estate_id__in=arrears_list.counts.get("estates", []))


def recount(arrears_list: ArrearsList) -> None:
    """After a row was settled in the preview."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT_ROWS, {"run": arrears_list.pk})
        omitted, rejected, new, changed, unchanged, estates = cursor.fetchone()
    missing = missing_notices(arrears_list, estates).count()
    counts: dict[str, Any] = {
        **arrears_list.counts,
        "rejected": rejected,
        "omitted": omitted,
        "new": new,
        "changed": changed,
        "missing": missing,
        "estates": estates,
    }
    counts["unchanged"] = unchanged - _owing_nothing(arrears_list)
    ArrearsList.objects.filter(pk=arrears_list.pk).update(counts=counts)
    arrears_list.counts = counts


def _owing_nothing(arrears_list: ArrearsList) -> int:
    """Tenancies among the unchanged that owe nothing now and have an open notice: they count as missing."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(*) FROM (
                SELECT r.tenancy_id FROM evictions_arrearsrow r
                WHERE r.run_id = %s AND r.tenancy_id IS NOT NULL AND r.bucket <> 'left_out'
                GROUP BY r.tenancy_id
                HAVING NOT bool_or(r.bucket = 'error') AND sum(r.amount) <= 0
            ) c JOIN evictions_arrearsnotice n ON n.tenancy_id = c.tenancy_id AND n.status = 'open'
            """,
            [arrears_list.pk],
        )
        return int(cursor.fetchone()[0])
