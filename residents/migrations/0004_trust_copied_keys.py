
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('residents', '0003_numbers_without_zeros'),
    ]

    operations = [
        migrations.AlterField(
            model_name='dwelling',
            name='estate',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='dwellings', to='residents.estate'),
        ),
        migrations.AlterField(
            model_name='dwelling',
            name='organisation',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='residents.housingorganisation'),
        ),
        migrations.AlterField(
            model_name='resident',
            name='estate',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='residents.estate'),
        ),
        migrations.AlterField(
            model_name='resident',
            name='organisation',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='residents.housingorganisation'),
        ),
        migrations.AlterField(
            model_name='stairwell',
            name='organisation',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='residents.housingorganisation'),
        ),
        migrations.AlterField(
            model_name='tenancy',
            name='estate',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='residents.estate'),
        ),
        migrations.AlterField(
            model_name='tenancy',
            name='organisation',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='residents.housingorganisation'),
        ),
    ]
