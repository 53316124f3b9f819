from django.db import migrations

SAID = """
FROM disputes_roomentry entry
JOIN disputes_mediation mediation ON mediation.id = entry.mediation_id AND mediation.erased_at IS NULL
JOIN accounts_membership former
  ON former.organisation_id = entry.organisation_id AND former.role = 'caretaker'
JOIN accounts_user person ON person.id = former.user_id
WHERE entry.kind = 'note' AND entry.struck_at IS NULL AND entry.text LIKE 'Mægler er nu %%'
  AND right(entry.text, length(' Før var det ' || person.name || '. Parten ønskede det.'))
    = ' Før var det ' || person.name || '. Parten ønskede det.'
"""
"""All that was kept of a refusal until now: the note that the change wrote in the room of whoever asked for
it. Of two of the same name both are meant: nobody is let in by a guess."""

REMEMBER = f"""
INSERT INTO disputes_refusedmediator
    (organisation_id, estate_id, mediation_id, party_id, made_by_id, membership_id, created_at)
SELECT DISTINCT ON (entry.party_id, former.id)
    entry.organisation_id, entry.estate_id, entry.mediation_id, entry.party_id, entry.made_by_id, former.id,
    entry.created_at
{SAID} AND former.id <> mediation.mediator_id
ORDER BY entry.party_id, former.id, entry.id
ON CONFLICT DO NOTHING
"""

CAME_BACK = f"""
UPDATE disputes_party SET refuses_mediator = true
WHERE id IN (SELECT entry.party_id {SAID} AND former.id = mediation.mediator_id AND mediation.closed_at IS NULL)
"""
"""One who was refused and mediates again: the party is asked, as before any meeting, and may say yes."""


def remember(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(REMEMBER, [])
        cursor.execute(CAME_BACK, [])


class Migration(migrations.Migration):
    """Whom a party would not have, as far as it was written down."""

    dependencies = [("disputes", "0007_refused_mediators_and_changes")]

    operations = [migrations.RunPython(remember, migrations.RunPython.noop)]
