import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0005_emergencies'),
    ]

    operations = [
        migrations.AlterField(
            model_name='estategram',
            name='estate',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registry.estate'),
        ),
    ]
