"""Fill the day of the lines there are: the day they were written. One statement, whatever their number."""

from django.db import migrations
from django.db.models.functions import TruncDate


def fill(apps, schema_editor):
    lines = apps.get_model("base", "JournalEntry").objects.filter(on__isnull=True)
    lines.update(on=TruncDate("at"))


class Migration(migrations.Migration):
    dependencies = [("base", "0002_journal_on")]

    # Back again nothing is to be done: the column goes with the migration before.
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
