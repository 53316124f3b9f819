from django.db import migrations


class Migration(migrations.Migration):
    """The sequence numbers of eviction cases come from, before the table that draws from it."""

    dependencies = [("evictions", "0011_left_out_rows")]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE evictions_case_serial", "DROP SEQUENCE evictions_case_serial"),
    ]
