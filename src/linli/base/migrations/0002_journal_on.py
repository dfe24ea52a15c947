"""Give every line of the journal the day on which the thing happened."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("base", "0001_initial")]

    operations = [
        migrations.AddField("journalentry", "on", models.DateField(null=True)),
        migrations.AddIndex(
            "journalentry", models.Index(fields=["verb", "on", "place"], name="journal_deeds")
        ),
    ]
