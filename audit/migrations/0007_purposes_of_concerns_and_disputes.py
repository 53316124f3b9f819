from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0006_purpose_in_words'),
    ]

    operations = [
        migrations.AlterField(
            model_name='lookup',
            name='purpose',
            field=models.CharField(choices=[('casework', 'Arbejdet som social vicevært'), ('arrears', 'Behandling af huslejerestance'), ('coordination', 'Fordeling og overblik'), ('register', 'Opslag i beboerregistret'), ('export', 'Udtræk'), ('search', 'Søgning efter beboere'), ('browse', 'Gennemsyn af en afdelings beboere'), ('case_opening', 'Koordinatoren åbnede sagen med en begrundelse'), ('handover', 'Overdragelse af sagen til en kollega'), ('access', 'Oversigt til beboeren over opslag'), ('concern', 'Melding om en bolig'), ('complaint', 'Behandling af en klage'), ('mediation', 'Mægling mellem naboer')], max_length=20),
        ),
    ]
