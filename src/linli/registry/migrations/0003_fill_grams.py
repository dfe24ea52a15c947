from collections.abc import Iterator

from django.db import migrations

from linli.base import bulk
from linli.rules.grams import grams


def fill(apps, schema_editor):
    """Index the names of the estates that are there."""
    estates = apps.get_model("registry", "Estate").objects.order_by("pk")

    def pairs() -> Iterator[tuple[int, int]]:
        for key, folded, initials in estates.values_list("pk", "folded", "initials").iterator(2000):
            for gram in grams(folded, initials):
                yield gram, key

    bulk.insert(apps.get_model("registry", "EstateGram"), ("gram", "estate"), list(pairs()))


class Migration(migrations.Migration):
    dependencies = [("registry", "0002_find_by_part")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
