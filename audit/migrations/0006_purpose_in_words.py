from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0005_purposes_of_casework'),
    ]

    operations = [
        migrations.AlterField(
            model_name='lookup',
            name='purpose',
            field=models.CharField(choices=[('casework', 'Arbejdet som social vicevært'), ('arrears', 'Behandling af huslejerestance'), ('coordination', 'Fordeling og overblik'), ('register', 'Opslag i beboerregistret'), ('export', 'Udtræk'), ('search', 'Søgning efter beboere'), ('browse', 'Gennemsyn af en afdelings beboere'), ('case_opening', 'Koordinatoren åbnede sagen med en begrundelse'), ('handover', 'Overdragelse af sagen til en kollega'), ('access', 'Oversigt til beboeren over opslag')], max_length=20),
        ),
    ]
