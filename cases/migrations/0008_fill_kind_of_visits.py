from django.db import migrations

FILL = """
UPDATE cases_visit SET kind = CASE result
    WHEN 'phone' THEN 'call' WHEN 'card_left' THEN 'letter' ELSE 'work' END
WHERE result IN ('phone', 'card_left', 'other')
"""


class Migration(migrations.Migration):
    """Visits from before kinds were kept say it by their result."""

    dependencies = [("cases", "0007_casework")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
