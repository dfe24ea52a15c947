"""Keep money as whole 分, so that sums are exact on every database."""

from django.db import migrations

import linli.base.money


class Migration(migrations.Migration):
    dependencies = [("selfmanagement", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "UPDATE selfmanagement_fund SET planned = planned * 100",
            "UPDATE selfmanagement_fund SET planned = planned / 100",
        ),
        migrations.RunSQL(
            "UPDATE selfmanagement_fundentry SET amount = amount * 100",
            "UPDATE selfmanagement_fundentry SET amount = amount / 100",
        ),
        migrations.AlterField("fund", "planned", linli.base.money.MoneyField()),
        migrations.AlterField("fundentry", "amount", linli.base.money.MoneyField()),
    ]
