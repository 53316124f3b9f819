from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('disputes', '0003_room_entries_struck'),
        ('residents', '0010_bounds_of_tries'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='complaint',
            index=models.Index(condition=models.Q(('status', 'closed')), fields=['organisation', '-received_on', '-id'], name='complaint_over'),
        ),
        migrations.AddIndex(
            model_name='complaint',
            index=models.Index(condition=models.Q(('status', 'closed')), fields=['estate', '-received_on', '-id'], name='complaint_estate_over'),
        ),
    ]
