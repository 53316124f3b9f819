
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('residents', '0002_stage_outside_the_register'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='dwelling',
            name='dwelling_number_unique',
        ),
        migrations.RemoveConstraint(
            model_name='estate',
            name='estate_number_unique',
        ),
        migrations.AddConstraint(
            model_name='dwelling',
            constraint=models.UniqueConstraint(models.F('estate'), models.Func(models.F('number'), models.Value('0'), function='LTRIM', output_field=models.CharField()), name='dwelling_number_unique'),
        ),
        migrations.AddConstraint(
            model_name='estate',
            constraint=models.UniqueConstraint(models.F('organisation'), models.Func(models.F('number'), models.Value('0'), function='LTRIM', output_field=models.CharField()), name='estate_number_unique'),
        ),
    ]
