from django.db import migrations

WITHDRAW = """
UPDATE notifications_delivery told
SET status = 'withdrawn', park_reason = '', settled_at = now()
WHERE told.status IN ('pending', 'parked')
  AND (
    told.kind = 'concern' AND EXISTS (
        SELECT FROM conditions_concernflag concern
        WHERE concern.id = told.subject_id AND concern.status <> 'received'
    )
    OR told.kind = 'concern_message' AND EXISTS (
        SELECT FROM conditions_concernmessage message
        JOIN conditions_concernflag concern ON concern.id = message.concern_id
        WHERE message.id = told.subject_id AND concern.status = 'closed'
    )
  )
"""
"""What taking and closing withdraw by now, of those that were taken or closed before they did: who gets the
estate later is not told of them as new."""


class Migration(migrations.Migration):
    dependencies = [
        ("conditions", "0002_concerns"),
        ("notifications", "0010_acute_concern_deliveries"),
    ]

    operations = [migrations.RunSQL(WITHDRAW, migrations.RunSQL.noop)]
