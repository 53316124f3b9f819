"""Which tenancy of a dwelling is over when: told by the file, by the next tenant, or by being missing.

A row whose period overlaps another one is refused with a sentence, before the database has to do it.
"""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from residents.services.staging import execute, fetch

if TYPE_CHECKING:
    from residents.services.comparing import Scope

REFUSE = """
WITH refused AS (
    DELETE FROM register_tenancy tenancy WHERE {condition}
    RETURNING tenancy.reference_key
)
UPDATE register_line line SET error_field = '{field}', error_message = %(message)s
FROM refused WHERE line.reference_key = refused.reference_key AND line.error_message = ''
"""

PERIODS = """
CREATE TEMPORARY TABLE register_period ON COMMIT DROP AS
WITH period AS (
    SELECT dwelling_id, id, starts_on, ends_on, false AS is_absent, is_new, row_number FROM register_tenancy
    UNION ALL
    SELECT dwelling_id, id, starts_on, ends_on, true, false, 0 FROM register_absent
)
SELECT period.* FROM period
JOIN (SELECT dwelling_id FROM period GROUP BY dwelling_id HAVING count(*) > 1) several USING (dwelling_id)
"""

ORDER = "starts_on, is_absent DESC, is_new, row_number"
"""Of two from the same day the one the register knows stays, and the later one in the file is refused."""

REFUSE_OVERLAPS = """
WITH judged AS (
    SELECT id, is_absent, starts_on, ends_on, lag(starts_on) OVER before AS last_start,
           max(ends_on) OVER (PARTITION BY dwelling_id ORDER BY {order}
                              ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS last_end,
           min(starts_on) FILTER (WHERE is_absent)
               OVER (PARTITION BY dwelling_id ORDER BY {order}
                     ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_absent
    FROM register_period
    WINDOW before AS (PARTITION BY dwelling_id ORDER BY {order})
), overlapping AS (
    SELECT id, CASE
        WHEN last_start = starts_on THEN %(same_day)s
        WHEN last_end >= starts_on THEN replace(%(not_over)s, '#', to_char(last_end, 'DD-MM-YYYY'))
        WHEN next_absent <= COALESCE(ends_on, next_absent) THEN %(newer)s END AS message
    FROM judged WHERE NOT is_absent
), refused AS (
    DELETE FROM register_tenancy tenancy USING overlapping
    WHERE overlapping.id = tenancy.id AND overlapping.message IS NOT NULL
    RETURNING tenancy.id, tenancy.reference_key, overlapping.message
)
UPDATE register_line line SET error_field = 'starts_on', error_message = refused.message
FROM refused WHERE line.reference_key = refused.reference_key AND line.error_message = ''
"""

KEEP_REFUSED = """
INSERT INTO register_absent
    (id, dwelling_id, estate_id, reference, reference_key, starts_on, ends_on, reason)
SELECT old.id, old.dwelling_id, old.estate_id, old.reference, old.reference_key,
       old.starts_on, old.ends_on, ''
FROM register_line line
JOIN residents_tenancy old
  ON old.organisation_id = %(organisation)s AND old.reference_key = line.reference_key
WHERE line.error_message <> '' AND line.reference_key <> ''
  AND NOT EXISTS (SELECT FROM register_absent known WHERE known.id = old.id)
  AND NOT EXISTS (SELECT FROM register_tenancy taken WHERE taken.id = old.id)
GROUP BY old.id
"""
"""A refused tenancy stays in the register as it is, so its period counts."""

NEXT_TENANT = """
WITH following AS (
    SELECT id, is_absent, lead(starts_on) OVER (PARTITION BY dwelling_id ORDER BY starts_on) - 1 AS last_day
    FROM register_period
), listed AS (
    UPDATE register_tenancy tenancy SET ends_on = following.last_day
    FROM following WHERE following.id = tenancy.id AND NOT following.is_absent
     AND tenancy.ends_on IS NULL AND following.last_day IS NOT NULL
)
UPDATE register_absent absent SET new_ends_on = following.last_day, reason = 'newer'
FROM following WHERE following.id = absent.id AND following.is_absent
 AND absent.ends_on IS NULL AND following.last_day IS NOT NULL
"""

PROTECTED = (
    """UPDATE register_absent SET reason = 'protected' WHERE reason = ''
       AND EXISTS (SELECT FROM register_line WHERE error_message <> '' AND estate_key = '')""",
    """UPDATE register_absent absent SET reason = 'protected'
       FROM (SELECT DISTINCT estate_key FROM register_line
             WHERE error_message <> '' AND dwelling_ref = '') refused
       JOIN register_estate estate ON estate.estate_key = refused.estate_key
       WHERE absent.estate_id = estate.id AND absent.reason = ''""",
    """UPDATE register_absent absent SET reason = 'protected'
       FROM (SELECT DISTINCT estate_key, dwelling_key, reference_key FROM register_line
             WHERE error_message <> '' AND dwelling_ref <> '') refused
       JOIN register_estate estate ON estate.estate_key = refused.estate_key
       JOIN residents_dwelling dwelling
         ON dwelling.estate_id = estate.id AND ltrim(dwelling.number, '0') = refused.dwelling_key
       WHERE absent.dwelling_id = dwelling.id AND absent.reason = ''
         AND refused.reference_key IN ('', absent.reference_key)""",
)
"""A refused row may be about any tenancy it does not rule out: that one is not taken for missing."""

MISSING = """
UPDATE register_absent absent
SET new_ends_on = GREATEST(absent.starts_on, %(today)s::date - 1),
    reason = CASE WHEN vacant.id IS NULL THEN 'missing' ELSE 'vacant' END
FROM register_absent same
LEFT JOIN (SELECT DISTINCT dwelling.id
           FROM register_line line JOIN register_dwelling dwelling USING (dwelling_ref)
           WHERE line.reference_key = '' AND line.error_message = '') vacant ON vacant.id = same.dwelling_id
WHERE same.id = absent.id AND absent.reason = '' AND absent.ends_on IS NULL
  AND absent.starts_on <= %(today)s::date
"""


def settle_periods(scope: "Scope") -> None:
    refuse("tenancy.is_elsewhere", "dwelling", _("Lejeforholdet hører til et andet lejemål i registret."))
    refuse("tenancy.starts_on IS NULL", "starts_on", _("Indflytningsdatoen mangler."))
    refuse(
        "tenancy.ends_on < tenancy.starts_on",
        "ends_on",
        _("Fraflytningen ligger før indflytningen. Ret en af dem."),
    )
    while True:
        execute(KEEP_REFUSED, organisation=scope.organisation_id)
        execute("DROP TABLE IF EXISTS pg_temp.register_period")
        execute(PERIODS)
        if not _refuse_overlaps():
            break
    execute(NEXT_TENANT)
    if fetch("SELECT EXISTS (SELECT FROM register_line WHERE error_message <> '')")[0][0]:
        for statement in PROTECTED:
            execute(statement)
    execute(MISSING, today=scope.today)


def refuse(condition: str, field: str, message: str) -> None:
    execute(REFUSE.format(condition=condition, field=field), message=message)


def _refuse_overlaps() -> int:
    return execute(
        REFUSE_OVERLAPS.format(order=ORDER),
        same_day=_("Lejemålet har allerede et lejeforhold, der begynder samme dag."),
        not_over=_("Lejeforholdet begynder, før det forrige på lejemålet er slut (#)."),
        newer=_("Registret har et nyere lejeforhold på lejemålet, som ikke står i filen."),
    )
