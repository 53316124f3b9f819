from django.db import migrations


class Migration(migrations.Migration):
    """The sequence numbers of concerns come from, before the table that draws from it."""

    initial = True
    dependencies: list[tuple[str, str]] = []

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE conditions_concern_serial", "DROP SEQUENCE conditions_concern_serial"
        ),
    ]
