"""Organisations, estates, caretakers and tenancies for the notices to be about: invented, made in bulk."""

from django.db import connection, transaction

ROWS_PER_LIST = 500

ORGANISATIONS = """
INSERT INTO residents_housingorganisation (name, slug, number, untaken_after_weekdays, jump_factor)
SELECT 'Boligselskab ' || n, 'selskab-' || n, n, 2, 10 FROM generate_series(1, %(organisations)s) n
"""
ESTATES = """
INSERT INTO residents_estate (organisation_id, number, name, sort_key)
SELECT id, n, 'Afdeling ' || n, n FROM residents_housingorganisation, generate_series(1, 2) n
"""
USERS = """
INSERT INTO accounts_user (email, name, password, is_active, is_machine, wants_digest)
SELECT role || '-' || id || '@example.dk', role || ' ' || id, '!', true, false, false
FROM residents_housingorganisation, unnest(ARRAY['caretaker', 'standin', 'administration']) role
"""
MEMBERSHIPS = """
INSERT INTO accounts_membership (user_id, organisation_id, role)
SELECT id, split_part(split_part(email, '@', 1), '-', 2)::bigint,
       CASE WHEN email LIKE 'administration-%%' THEN 'administration' ELSE 'caretaker' END
FROM accounts_user
"""
ASSIGNMENTS = """
INSERT INTO accounts_estateassignment (membership_id, estate_id, starts_on, is_responsible)
SELECT membership.id, estate.id, current_date - 100, true
FROM residents_estate estate
JOIN accounts_membership membership ON membership.organisation_id = estate.organisation_id
JOIN accounts_user person ON person.id = membership.user_id AND person.email LIKE 'caretaker-%%'
"""
ABSENCES = """
INSERT INTO accounts_absence (membership_id, stand_in_id, starts_on, ends_on)
SELECT away.id, stand_in.id, current_date - 3, current_date + 3
FROM accounts_membership away
JOIN accounts_user away_user ON away_user.id = away.user_id AND away_user.email LIKE 'caretaker-%%'
JOIN accounts_membership stand_in ON stand_in.organisation_id = away.organisation_id
JOIN accounts_user stand_in_user
  ON stand_in_user.id = stand_in.user_id AND stand_in_user.email LIKE 'standin-%%'
WHERE away.organisation_id %% 3 = 0
"""
"""In every third organisation the caretaker is away, and the stand-in gets the notices."""
STAIRWELLS = """
INSERT INTO residents_stairwell
    (organisation_id, estate_id, street, house_number, postal_code, city, sort_key)
SELECT organisation_id, id, 'Lærkevej', number, '8000', 'Eksempelby', number FROM residents_estate
"""
DWELLINGS = """
INSERT INTO residents_dwelling
    (organisation_id, estate_id, stairwell_id, number, floor, side, address, sort_key)
SELECT organisation_id, estate_id, id, lpad(n::text, 4, '0'), '1', 'tv', 'Lærkevej ' || n,
    lpad(n::text, 9, '0')
FROM residents_stairwell, generate_series(1, %(dwellings)s) n
"""
TENANCIES = """
INSERT INTO residents_tenancy (organisation_id, estate_id, dwelling_id, tenant_number, reference,
    reference_key, starts_on, monthly_rent, search_key, sort_key)
SELECT dwelling.organisation_id, dwelling.estate_id, dwelling.id, '01',
    estate.number || '-' || dwelling.number || '-01',
    estate.number || '-' || ltrim(dwelling.number, '0') || '-1', date '2020-01-01', 7500,
    lower(dwelling.address), dwelling.sort_key
FROM residents_dwelling dwelling JOIN residents_estate estate ON estate.id = dwelling.estate_id
"""
ANALYSE = "ANALYZE"


@transaction.atomic
def make_world(notices: int) -> list[int]:
    """One organisation per list of ROWS_PER_LIST notices, two estates each, one tenancy per notice.

    Returns the organisations.
    """
    organisations = notices // ROWS_PER_LIST
    values = {"organisations": organisations, "dwellings": ROWS_PER_LIST // 2}
    steps = [ORGANISATIONS, ESTATES, USERS, MEMBERSHIPS, ASSIGNMENTS, ABSENCES]
    with connection.cursor() as cursor:
        for statement in [*steps, STAIRWELLS, DWELLINGS, TENANCIES, ANALYSE]:
            cursor.execute(statement, values)
        cursor.execute("SELECT id FROM residents_housingorganisation ORDER BY id")
        return [row[0] for row in cursor.fetchall()]
