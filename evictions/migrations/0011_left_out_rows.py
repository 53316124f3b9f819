"""A row somebody leaves out of a list is kept, with who and when, and can be taken along after all."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("evictions", "0010_whole_organisation"),
    ]

    operations = [
        migrations.AddField(
            model_name="arrearsrow",
            name="left_out_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="arrearsrow",
            name="left_out_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="arrearsrow",
            name="bucket",
            field=models.CharField(
                blank=True,
                choices=[
                    ("error", "Fejl"),
                    ("new", "Ny"),
                    ("changed", "Ændret"),
                    ("unchanged", "Uændret"),
                    ("superseded", "Afløst af en nyere liste"),
                    ("left_out", "Udeladt"),
                ],
                default="",
                max_length=12,
            ),
        ),
    ]
