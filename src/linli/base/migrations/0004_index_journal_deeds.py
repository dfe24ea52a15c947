"""Let deeds be counted from an index alone: everywhere by verb, at a few places by place."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("base", "0003_fill_journal_on")]

    operations = [
        migrations.RemoveIndex("journalentry", "journal_deeds"),
        migrations.AddIndex(
            "journalentry",
            models.Index(fields=["verb", "on", "place", "subject_id"], name="journal_deeds"),
        ),
        migrations.AddIndex(
            "journalentry",
            models.Index(fields=["place", "on", "verb", "subject_id"], name="journal_deeds_at"),
        ),
    ]
