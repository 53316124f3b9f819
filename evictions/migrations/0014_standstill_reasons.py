"""Organisations that were there before get the same reasons for a standstill as new ones."""

from django.db import migrations

FIRST_REASONS = (
    "Kommunen behandler en ansøgning",
    "Betaling er lovet til en bestemt dag",
    "En afdragsordning er ved at blive aftalt",
    "Lejeren har indsigelser mod kravet",
    "Lejeren er på vej til en billigere bolig",
    "Andet",
)


def give_first_reasons(apps, schema_editor):
    reasons = apps.get_model("evictions", "StandstillReason")
    without = apps.get_model("residents", "HousingOrganisation").objects.filter(standstill_reasons=None)
    reasons.objects.bulk_create(
        reasons(organisation=organisation, name=name)
        for organisation in without.order_by("pk")
        for name in FIRST_REASONS
    )


class Migration(migrations.Migration):
    dependencies = [
        ("evictions", "0013_eviction_cases"),
        ("residents", "0010_bounds_of_tries"),
    ]

    operations = [migrations.RunPython(give_first_reasons, migrations.RunPython.noop)]
