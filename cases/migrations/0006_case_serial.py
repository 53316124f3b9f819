from django.db import migrations


class Migration(migrations.Migration):
    """The sequence case numbers come from, before the table that draws from it."""

    dependencies = [("cases", "0005_drafts")]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE cases_case_serial", "DROP SEQUENCE cases_case_serial"),
    ]
