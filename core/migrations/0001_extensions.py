from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    """core has no tables, but everything stands on these two extensions of PostgreSQL's own."""

    dependencies = []
    operations = [BtreeGistExtension(), TrigramExtension()]
