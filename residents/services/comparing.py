# ruff: noqa: S608 — statements are put together from constants only, values are parameters
"""What a staged register file would do: compared with the register in a few statements over all rows.

Nothing is written to the register here. Every table made is temporary and holds one thing of the file
with the id it has or will get, and whether it is new or changed; merging.py then writes just those.
A refused row keeps its tenancy as it is: it is neither ended nor does anybody of it move out.
"""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from residents.columns import Columns
from residents.services.staging import execute, fetch

GOOD = "line.error_message = ''"
MOVED = """(line.row_number <> speaker.row_number AND line.ends_on IS NOT NULL
            AND (speaker.ends_on IS NULL OR line.ends_on < speaker.ends_on))"""
"""A member of the household with a move-out date of their own; the tenant's row speaks for the tenancy."""


@dataclass(frozen=True)
class Scope:
    organisation_id: int
    today: dt.date
    columns: Columns


ODD_ADDRESSES = f"""
UPDATE register_line line
SET error_field = 'address', error_message = replace(%(message)s, '#', first.row_number::text)
FROM (SELECT line.dwelling_ref, min(line.row_number) AS row_number FROM register_line line
      WHERE {GOOD} GROUP BY line.dwelling_ref HAVING min(line.address) <> max(line.address)) odd
JOIN register_line first ON first.row_number = odd.row_number
WHERE line.dwelling_ref = odd.dwelling_ref AND {GOOD} AND line.address <> first.address
"""

ESTATES = f"""
CREATE TEMPORARY TABLE register_estate ON COMMIT DROP AS
SELECT first.estate_key, COALESCE(old.number, line.estate_number) AS number,
       COALESCE(NULLIF(line.estate_name, ''), old.name, %(unnamed)s || line.estate_number) AS name,
       CASE WHEN line.estate_name = '' AND old.id IS NOT NULL THEN old.sort_key
            ELSE line.estate_sort_key END AS sort_key,
       COALESCE(old.id, nextval('residents_estate_id_seq')) AS id,
       old.id IS NULL AS is_new,
       old.id IS NOT NULL AND line.estate_name <> '' AND old.name <> line.estate_name AS is_changed
FROM (SELECT line.estate_key, COALESCE(min(line.row_number) FILTER (WHERE line.estate_name <> ''),
                                       min(line.row_number)) AS row_number
      FROM register_line line WHERE {GOOD} GROUP BY line.estate_key) first
JOIN register_line line ON line.row_number = first.row_number
LEFT JOIN residents_estate old
  ON old.organisation_id = %(organisation)s AND ltrim(old.number, '0') = first.estate_key
"""

STAIRWELLS = f"""
CREATE TEMPORARY TABLE register_stairwell ON COMMIT DROP AS
SELECT first.estate_id, first.street, first.house_number, line.stairwell_sort_key AS sort_key,
       COALESCE(NULLIF(line.postal_code, ''), old.postal_code, '') AS postal_code,
       COALESCE(NULLIF(line.city, ''), old.city, '') AS city,
       COALESCE(old.id, nextval('residents_stairwell_id_seq')) AS id,
       old.id IS NULL AS is_new,
       old.id IS NOT NULL AND (old.sort_key <> line.stairwell_sort_key
           OR line.postal_code NOT IN ('', old.postal_code) OR line.city NOT IN ('', old.city)) AS is_changed
FROM (SELECT estate.id AS estate_id, line.street, line.house_number,
             COALESCE(min(line.row_number) FILTER (WHERE line.postal_code <> ''),
                      min(line.row_number)) AS row_number
      FROM register_line line JOIN register_estate estate USING (estate_key)
      WHERE {GOOD} GROUP BY 1, 2, 3) first
JOIN register_line line ON line.row_number = first.row_number
LEFT JOIN residents_stairwell old ON old.estate_id = first.estate_id
 AND old.street = first.street AND old.house_number = first.house_number
"""

DWELLINGS = f"""
CREATE TEMPORARY TABLE register_dwelling ON COMMIT DROP AS
SELECT first.dwelling_ref, first.row_number, estate.id AS estate_id, stairwell.id AS stairwell_id,
       COALESCE(old.id, nextval('residents_dwelling_id_seq')) AS id,
       old.id IS NULL AS is_new,
       old.id IS NOT NULL
           AND (old.stairwell_id, old.floor, old.side, old.address, old.sort_key)
               IS DISTINCT FROM (stairwell.id, line.floor, line.side, line.address, line.sort_key)
           AS is_changed,
       (COALESCE(old.number, line.dwelling_number), estate.number)
           = (line.dwelling_number, line.estate_number) AS is_spelled_alike
FROM (SELECT line.dwelling_ref, min(line.row_number) AS row_number
      FROM register_line line WHERE {GOOD} GROUP BY line.dwelling_ref) first
JOIN register_line line ON line.row_number = first.row_number
JOIN register_estate estate ON estate.estate_key = line.estate_key
JOIN register_stairwell stairwell ON stairwell.estate_id = estate.id
 AND stairwell.street = line.street AND stairwell.house_number = line.house_number
LEFT JOIN residents_dwelling old ON old.estate_id = estate.id AND ltrim(old.number, '0') = line.dwelling_key
"""

HOUSEHOLDS = f"""
CREATE TEMPORARY TABLE register_household ON COMMIT DROP AS
SELECT line.reference_key, count(*) AS size, bool_or(line.name <> '') AS has_names,
       max(line.monthly_rent) AS monthly_rent,
       mod(min(CASE WHEN line.kind = 'tenant' THEN line.row_number
                    ELSE line.row_number + 1000000000 END), 1000000000) AS row_number
FROM register_line line WHERE line.reference_key <> '' AND {GOOD} GROUP BY line.reference_key
"""

REPEATED_NAMES = f"""
WITH repeated AS (
    SELECT line.reference_key, line.name, min(line.row_number) AS row_number
    FROM register_household household JOIN register_line line USING (reference_key)
    WHERE household.size > 1 AND line.name <> '' AND {GOOD}
    GROUP BY 1, 2 HAVING count(*) > 1
), judged AS (
    SELECT line.row_number, first.row_number AS first_number,
           (line.kind, line.phone, line.email, line.ends_on) IS NOT DISTINCT FROM
           (first.kind, first.phone, first.email, first.ends_on) AS is_same
    FROM repeated JOIN register_line first ON first.row_number = repeated.row_number
    JOIN register_line line ON line.reference_key = repeated.reference_key AND line.name = repeated.name
    WHERE line.row_number <> first.row_number AND {GOOD}
)
UPDATE register_line line
SET name = CASE WHEN is_same THEN '' ELSE name END,
    name_search = CASE WHEN is_same THEN '' ELSE name_search END,
    error_field = CASE WHEN is_same THEN '' ELSE 'name' END,
    error_message = CASE WHEN is_same THEN ''
                         ELSE replace(%(message)s, '#', judged.first_number::text) END
FROM judged WHERE line.row_number = judged.row_number
"""

NAMES = f"""
CREATE TEMPORARY TABLE register_names ON COMMIT DROP AS
SELECT member.reference_key, string_agg(member.name_search, ' ' ORDER BY member.name) AS names
FROM (SELECT line.reference_key, line.name, line.name_search
      FROM register_household household
      JOIN register_line speaker ON speaker.row_number = household.row_number
      JOIN register_line line ON line.reference_key = household.reference_key
      WHERE household.size > 1 AND line.name_search <> '' AND {GOOD} AND NOT {MOVED}) member
GROUP BY member.reference_key
"""

SEARCH_KEY = """' ' || line.base_search || ' ' || COALESCE(
    CASE WHEN household.size > 1 THEN names.names ELSE NULLIF(line.name_search, '') END || ' ', '')"""

TENANCIES = """
CREATE TEMPORARY TABLE register_tenancy ON COMMIT DROP AS
SELECT household.reference_key, household.row_number,
       household.has_names AND refused.reference_key IS NULL AS names_known,
       household.has_names AND refused.reference_key IS NULL AND dwelling.is_spelled_alike AS key_known,
       dwelling.id AS dwelling_id, dwelling.estate_id,
       COALESCE(old.id, nextval('residents_tenancy_id_seq')) AS id,
       old.id IS NULL AS is_new, old.ends_on AS old_ends_on,
       COALESCE(line.starts_on, old.starts_on) AS starts_on,
       {ends_on} AS ends_on, {monthly_rent} AS monthly_rent,
       old.id IS NOT NULL AND (old.starts_on <> COALESCE(line.starts_on, old.starts_on)
           OR old.monthly_rent IS DISTINCT FROM {monthly_rent}) AS is_changed,
       old.id IS NOT NULL AND (old.sort_key <> line.sort_key
           OR (household.has_names AND refused.reference_key IS NULL AND dwelling.is_spelled_alike
               AND old.search_key <> {search_key})) AS is_stale,
       old.dwelling_id IS DISTINCT FROM dwelling.id AND old.id IS NOT NULL AS is_elsewhere
FROM register_household household
JOIN register_line line ON line.row_number = household.row_number
JOIN register_dwelling dwelling ON dwelling.dwelling_ref = line.dwelling_ref
LEFT JOIN register_names names ON names.reference_key = household.reference_key
LEFT JOIN (SELECT DISTINCT reference_key FROM register_line WHERE error_message <> '') refused
  ON refused.reference_key = household.reference_key
LEFT JOIN residents_tenancy old
  ON old.organisation_id = %(organisation)s AND old.reference_key = household.reference_key
"""
"""`is_stale`: only what it is found or sorted by differs: refreshed, but not called a change."""

ABSENT = """
CREATE TEMPORARY TABLE register_absent ON COMMIT DROP AS
SELECT old.id, old.dwelling_id, old.estate_id, old.reference, old.reference_key,
       old.starts_on, old.ends_on, NULL::date AS new_ends_on, ''::text AS reason
FROM register_estate estate
JOIN residents_tenancy old ON old.estate_id = estate.id
LEFT JOIN register_household household ON household.reference_key = old.reference_key
WHERE NOT estate.is_new AND household.reference_key IS NULL
"""
"""Tenancies of the file's estates that are not in the file, current and former."""

RESIDENTS = f"""
CREATE TEMPORARY TABLE register_resident ON COMMIT DROP AS
SELECT row_number, tenancy_id, estate_id, id, is_new, kind, phone, email, moved_out_on,
       NOT is_new AND (old_kind, old_phone, old_email, old_moved_out_on)
           IS DISTINCT FROM (kind, phone, email, moved_out_on) AS is_changed
FROM (
    SELECT line.row_number, tenancy.id AS tenancy_id, tenancy.estate_id,
           COALESCE(old.id, nextval('residents_resident_id_seq')) AS id,
           old.id IS NULL AS is_new,
           COALESCE(NULLIF(line.kind, ''), old.kind,
                    CASE WHEN line.row_number = speaker.row_number THEN 'tenant' ELSE 'resident' END) AS kind,
           {{phone}} AS phone, {{email}} AS email,
           CASE WHEN {MOVED} THEN line.ends_on END AS moved_out_on,
           old.kind AS old_kind, old.phone AS old_phone, old.email AS old_email,
           old.moved_out_on AS old_moved_out_on
    FROM register_tenancy tenancy
    JOIN register_line speaker ON speaker.row_number = tenancy.row_number
    JOIN register_line line ON line.reference_key = tenancy.reference_key
    LEFT JOIN residents_resident old ON old.tenancy_id = tenancy.id AND old.name = line.name
    WHERE line.name <> '' AND {GOOD}
) member
"""

GONE = """
CREATE TEMPORARY TABLE register_gone ON COMMIT DROP AS
SELECT old.id, old.tenancy_id, LEAST(COALESCE(tenancy.ends_on, %(today)s), %(today)s) AS moved_out_on
FROM register_tenancy tenancy
JOIN residents_resident old ON old.tenancy_id = tenancy.id AND old.moved_out_on IS NULL
LEFT JOIN register_resident listed ON listed.id = old.id
WHERE %(has_names)s AND NOT tenancy.is_new AND tenancy.names_known AND listed.id IS NULL
"""


def compare(scope: Scope) -> None:
    """Make the temporary tables that merging.py and report.py read."""
    from residents.services.periods import settle_periods

    columns = scope.columns
    execute(ODD_ADDRESSES, message=_("Lejemålet har en anden adresse i række #. Ret den ene af dem."))
    execute(ESTATES, organisation=scope.organisation_id, unnamed=_("Afdeling "))
    execute("ANALYZE register_estate")
    execute(STAIRWELLS)
    execute("ANALYZE register_stairwell")
    execute(DWELLINGS)
    execute("ANALYZE register_dwelling")
    execute(HOUSEHOLDS)
    execute("ANALYZE register_household")
    if fetch("SELECT EXISTS (SELECT FROM register_household WHERE size > 1)")[0][0]:
        execute(
            REPEATED_NAMES,
            message=_("Navnet står også i række # for samme lejeforhold. Skriv fx senior efter det ene."),
        )
    execute(NAMES)
    execute(
        TENANCIES.format(
            ends_on="line.ends_on"
            if columns.has("ends_on")
            else "CASE WHEN old.ends_on >= %(today)s THEN old.ends_on END",
            monthly_rent="COALESCE(line.monthly_rent, household.monthly_rent)"
            if columns.has("rent")
            else "old.monthly_rent",
            search_key=SEARCH_KEY,
        ),
        organisation=scope.organisation_id,
        today=scope.today,
    )
    execute("ANALYZE register_tenancy")
    execute(ABSENT)
    settle_periods(scope)
    execute(
        RESIDENTS.format(
            phone="line.phone" if columns.has("phone") else "COALESCE(old.phone, '')",
            email="line.email" if columns.has("email") else "COALESCE(old.email, '')",
        )
    )
    execute("ANALYZE register_resident")
    execute(GONE, today=scope.today, has_names=columns.has("name"))
