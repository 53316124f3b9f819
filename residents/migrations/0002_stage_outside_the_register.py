import accounts.models
import django.contrib.postgres.constraints
import django.db.models.constraints
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('residents', '0001_initial'),
    ]

    operations = [
        migrations.DeleteModel(
            name='RegisterRow',
        ),
        migrations.CreateModel(
            name='RegisterRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bucket', models.CharField(choices=[('error', 'Fejl'), ('new', 'Nye'), ('changed', 'Ændret'), ('ended', 'Fraflyttet'), ('missing', 'Forsvundet'), ('unchanged', 'Uændret')], max_length=12)),
                ('row_number', models.PositiveIntegerField(null=True)),
                ('reference', models.CharField(blank=True, default='', max_length=60)),
                ('address', models.CharField(blank=True, default='', max_length=160)),
                ('column', models.CharField(blank=True, default='', max_length=40)),
                ('message', models.CharField(blank=True, default='', max_length=300)),
                ('values', models.JSONField(default=list)),
                ('run', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='residents.registerimport')),
            ],
            options={
                'verbose_name': 'registerrække',
                'indexes': [models.Index(fields=['run', 'bucket', 'row_number'], name='register_row_bucket')],
                'constraints': [models.CheckConstraint(condition=models.Q(('bucket__in', ['error', 'new', 'changed', 'ended', 'missing', 'unchanged'])), name='register_row_bucket_known')],
            },
        ),
        migrations.CreateModel(
            name='RegisterFilePart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('content', models.BinaryField()),
            ],
            options={
                'verbose_name': 'del af registerfil',
                'ordering': ['number'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='tenancy',
            name='tenancy_no_overlap',
        ),
        migrations.AddField(
            model_name='registerimport',
            name='options',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='registerimport',
            name='report',
            field=models.JSONField(default=dict),
        ),
        migrations.AlterField(
            model_name='dwelling',
            name='sort_key',
            field=models.CharField(db_collation='C', editable=False, max_length=200),
        ),
        migrations.AlterField(
            model_name='dwellingevent',
            name='sort_key',
            field=models.CharField(db_collation='C', editable=False, max_length=200),
        ),
        migrations.AlterField(
            model_name='estate',
            name='sort_key',
            field=models.CharField(db_collation='C', editable=False, max_length=160),
        ),
        migrations.AlterField(
            model_name='estateevent',
            name='sort_key',
            field=models.CharField(db_collation='C', editable=False, max_length=160),
        ),
        migrations.AlterField(
            model_name='stairwell',
            name='sort_key',
            field=models.CharField(db_collation='C', editable=False, max_length=200),
        ),
        migrations.AlterField(
            model_name='stairwellevent',
            name='sort_key',
            field=models.CharField(db_collation='C', editable=False, max_length=200),
        ),
        migrations.AlterField(
            model_name='tenancy',
            name='sort_key',
            field=models.CharField(db_collation='C', editable=False, max_length=200),
        ),
        migrations.AddConstraint(
            model_name='tenancy',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(deferrable=django.db.models.constraints.Deferrable['IMMEDIATE'], expressions=[('dwelling', '='), (accounts.models.DateRange('starts_on', 'ends_on'), '&&')], name='tenancy_no_overlap', violation_error_message='Lejemålet har allerede et lejeforhold i den periode.'),
        ),
        migrations.AddField(
            model_name='registerfilepart',
            name='run',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='residents.registerimport'),
        ),
        migrations.DeleteModel(
            name='RegisterFile',
        ),
        migrations.AddConstraint(
            model_name='registerfilepart',
            constraint=models.UniqueConstraint(fields=('run', 'number'), name='register_file_part_once'),
        ),
    ]
