"""Move the secrets of authenticator apps out of django-otp's table, where they lay in the clear, and seal them.

Everybody keeps the app as it is. Backwards they are opened again, for the version before.
"""

from django.db import migrations


def seal(apps, schema_editor):
    clear = apps.get_model("otp_totp", "TOTPDevice").objects.filter(confirmed=True).order_by("pk")
    latest = {device.user_id: device for device in clear}
    factor = apps.get_model("people", "SecondFactor")
    factor.objects.bulk_create(
        factor(user_id=user, key=device.key, last_step=device.last_t, last_used_at=device.last_used_at)
        for user, device in latest.items()
    )
    apps.get_model("otp_totp", "TOTPDevice").objects.all().delete()


def unseal(apps, schema_editor):
    sealed = apps.get_model("people", "SecondFactor").objects
    device = apps.get_model("otp_totp", "TOTPDevice")
    device.objects.bulk_create(
        device(
            user_id=row.user_id,
            name="totp",
            key=row.key,
            confirmed=True,
            last_t=row.last_step,
            last_used_at=row.last_used_at,
        )
        for row in sealed.all()
    )
    sealed.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0002_second_factor"),
        ("otp_totp", "0003_add_timestamps"),
    ]

    operations = [
        migrations.RunPython(seal, unseal),
    ]
