# ruff: noqa: S608 — statements are put together from constants only, values are parameters
"""Writes what comparing.py found: new and changed rows only, so the same file again writes nothing."""

from residents.services.comparing import SEARCH_KEY, Scope
from residents.services.keys import add_search_words, refresh_search_keys, refresh_search_words
from residents.services.staging import Progress, execute, fetch

ESTATES = (
    """UPDATE residents_estate estate SET name = staged.name, sort_key = staged.sort_key
       FROM register_estate staged WHERE staged.id = estate.id AND staged.is_changed""",
    """INSERT INTO residents_estate (id, organisation_id, number, name, sort_key)
       SELECT id, %(organisation)s, number, name, sort_key
       FROM register_estate WHERE is_new""",
)
STAIRWELLS = (
    """UPDATE residents_stairwell stairwell
       SET postal_code = staged.postal_code, city = staged.city, sort_key = staged.sort_key
       FROM register_stairwell staged WHERE staged.id = stairwell.id AND staged.is_changed""",
    """INSERT INTO residents_stairwell
           (id, organisation_id, estate_id, street, house_number, postal_code, city, sort_key)
       SELECT id, %(organisation)s, estate_id, street, house_number, postal_code, city, sort_key
       FROM register_stairwell WHERE is_new""",
)
DWELLINGS = (
    """UPDATE residents_dwelling dwelling
       SET stairwell_id = staged.stairwell_id, floor = line.floor, side = line.side,
           address = line.address, sort_key = line.sort_key
       FROM register_dwelling staged JOIN register_line line USING (row_number)
       WHERE staged.id = dwelling.id AND staged.is_changed""",
    """INSERT INTO residents_dwelling
           (id, organisation_id, estate_id, stairwell_id, number, floor, side, address, sort_key)
       SELECT staged.id, %(organisation)s, staged.estate_id, staged.stairwell_id,
              line.dwelling_number, line.floor, line.side, line.address, line.sort_key
       FROM register_dwelling staged JOIN register_line line USING (row_number) WHERE staged.is_new""",
)
TENANCIES = (
    """UPDATE residents_tenancy tenancy SET ends_on = absent.new_ends_on
       FROM register_absent absent WHERE absent.id = tenancy.id AND absent.new_ends_on IS NOT NULL
        AND (absent.reason <> 'missing' OR absent.estate_id = ANY(%(end_missing_in)s))""",
    f"""UPDATE residents_tenancy tenancy
       SET starts_on = staged.starts_on, ends_on = staged.ends_on, monthly_rent = staged.monthly_rent,
           sort_key = line.sort_key,
           search_key = CASE WHEN staged.key_known THEN {SEARCH_KEY} ELSE tenancy.search_key END
       FROM register_tenancy staged
       JOIN register_line line ON line.row_number = staged.row_number
       JOIN register_household household ON household.reference_key = staged.reference_key
       LEFT JOIN register_names names ON names.reference_key = staged.reference_key
       WHERE staged.id = tenancy.id AND NOT staged.is_new
         AND (staged.is_changed OR staged.is_stale OR staged.ends_on IS DISTINCT FROM staged.old_ends_on)""",
    f"""INSERT INTO residents_tenancy (id, organisation_id, estate_id, dwelling_id, tenant_number, reference,
           reference_key, starts_on, ends_on, monthly_rent, search_key, sort_key)
       SELECT staged.id, %(organisation)s, staged.estate_id, staged.dwelling_id, line.tenant_number,
              line.reference, staged.reference_key, staged.starts_on, staged.ends_on, staged.monthly_rent,
              {SEARCH_KEY}, line.sort_key
       FROM register_tenancy staged
       JOIN register_line line ON line.row_number = staged.row_number
       JOIN register_household household ON household.reference_key = staged.reference_key
       LEFT JOIN register_names names ON names.reference_key = staged.reference_key
       WHERE staged.is_new""",
)
RESIDENTS = (
    """UPDATE residents_resident resident SET moved_out_on = gone.moved_out_on
       FROM register_gone gone WHERE gone.id = resident.id""",
    """UPDATE residents_resident resident
       SET kind = staged.kind, phone = staged.phone, email = staged.email,
           moved_out_on = staged.moved_out_on
       FROM register_resident staged WHERE staged.id = resident.id AND staged.is_changed""",
    """INSERT INTO residents_resident
           (id, organisation_id, estate_id, tenancy_id, name, kind, phone, email, moved_out_on)
       SELECT staged.id, %(organisation)s, staged.estate_id, staged.tenancy_id, line.name, staged.kind,
              staged.phone, staged.email, staged.moved_out_on
       FROM register_resident staged JOIN register_line line USING (row_number) WHERE staged.is_new""",
)
STEPS = {
    "estates": ESTATES,
    "stairwells": STAIRWELLS,
    "dwellings": DWELLINGS,
    "tenancies": TENANCIES,
    "residents": RESIDENTS,
}

STALE_ELSEWHERE = """
UPDATE residents_tenancy tenancy SET sort_key = dwelling.sort_key
FROM register_dwelling staged JOIN residents_dwelling dwelling ON dwelling.id = staged.id
WHERE staged.is_changed AND tenancy.dwelling_id = staged.id AND tenancy.sort_key <> dwelling.sort_key
"""

TO_REFRESH = """
SELECT tenancy.id FROM register_dwelling staged
JOIN residents_tenancy tenancy ON tenancy.dwelling_id = staged.id WHERE staged.is_changed
UNION
SELECT staged.id FROM register_tenancy staged
WHERE NOT staged.key_known AND (staged.is_new OR EXISTS (
    SELECT FROM register_resident member
    WHERE member.tenancy_id = staged.id AND (member.is_new OR member.is_changed)))
UNION
SELECT gone.tenancy_id FROM register_gone gone
"""
"""Tenancies whose names are not all in the file: what they are found by is put together from the register."""


NAMES_ARE_GONE = """
SELECT EXISTS (SELECT FROM register_tenancy WHERE is_stale) OR EXISTS (SELECT FROM register_gone)
    OR EXISTS (SELECT FROM register_dwelling WHERE is_changed)
"""
NAMES_ARE_NEW = """
SELECT EXISTS (SELECT FROM register_tenancy WHERE is_new)
    OR EXISTS (SELECT FROM register_resident WHERE is_new)
"""


def merge(scope: Scope, *, end_missing_in: list[int], words: set[str], progress: Progress) -> None:
    """`end_missing_in`: estates whose missing tenancies are ended. `words`: the file's names and streets."""
    for step, statements in STEPS.items():
        progress(step, 0)
        for statement in statements:
            execute(statement, organisation=scope.organisation_id, end_missing_in=end_missing_in)
    execute(STALE_ELSEWHERE)
    progress("search", 0)
    refresh_search_keys([row[0] for row in fetch(TO_REFRESH)])
    if fetch(NAMES_ARE_GONE)[0][0]:
        refresh_search_words(scope.organisation_id)
    elif fetch(NAMES_ARE_NEW)[0][0]:
        add_search_words(scope.organisation_id, words)
    execute("SELECT gin_clean_pending_list('tenancy_search')")
