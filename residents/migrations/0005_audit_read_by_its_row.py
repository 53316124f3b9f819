
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('residents', '0004_trust_copied_keys'),
    ]

    operations = [
        migrations.AlterField(
            model_name='dwellingevent',
            name='estate',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='residents.estate'),
        ),
        migrations.AlterField(
            model_name='dwellingevent',
            name='organisation',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='residents.housingorganisation'),
        ),
        migrations.AlterField(
            model_name='dwellingevent',
            name='stairwell',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='residents.stairwell'),
        ),
        migrations.AlterField(
            model_name='estateevent',
            name='organisation',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='residents.housingorganisation'),
        ),
        migrations.AlterField(
            model_name='residentevent',
            name='estate',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='residents.estate'),
        ),
        migrations.AlterField(
            model_name='residentevent',
            name='organisation',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='residents.housingorganisation'),
        ),
        migrations.AlterField(
            model_name='residentevent',
            name='tenancy',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='residents.tenancy'),
        ),
        migrations.AlterField(
            model_name='stairwellevent',
            name='estate',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='residents.estate'),
        ),
        migrations.AlterField(
            model_name='stairwellevent',
            name='organisation',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='residents.housingorganisation'),
        ),
        migrations.AlterField(
            model_name='tenancyevent',
            name='dwelling',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='residents.dwelling'),
        ),
        migrations.AlterField(
            model_name='tenancyevent',
            name='estate',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='residents.estate'),
        ),
        migrations.AlterField(
            model_name='tenancyevent',
            name='organisation',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='residents.housingorganisation'),
        ),
    ]
