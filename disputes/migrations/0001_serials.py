from django.db import migrations


class Migration(migrations.Migration):
    """The sequences numbers of complaints and mediations come from, before the tables that draw from them."""

    initial = True
    dependencies: list[tuple[str, str]] = []

    operations = [
        migrations.RunSQL("CREATE SEQUENCE disputes_complaint_serial", "DROP SEQUENCE disputes_complaint_serial"),
        migrations.RunSQL("CREATE SEQUENCE disputes_mediation_serial", "DROP SEQUENCE disputes_mediation_serial"),
    ]
