"""The second factor: a code of the moment (TOTP), or one of the backup codes on paper.

The secret is sealed in the database, of a backup code only the digest is kept. Codes are checked against the
caller's `now`, and each works once.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import quote

from django.conf import settings
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken

from linli.base import crypto
from linli.base.models import Option
from linli.people.models import SecondFactor, User

OPTION = "second_factor_roles"
STEP = 30  # seconds a code lasts; one step before and after are taken too, for clocks that differ
TOLERANCE = 1
BACKUP_CODES = 10


def roles() -> frozenset[str]:
    """Return the roles that need a second factor: the installation's choice, else the setting."""
    chosen = Option.read(OPTION, None)
    return settings.SECOND_FACTOR_ROLES if chosen is None else frozenset(chosen)


def is_wanted_of(held: Iterable[str]) -> bool:
    """Test if any of the roles `held` needs a second factor."""
    return bool(roles() & set(held))


def has_device(user: User) -> bool:
    return SecondFactor.objects.filter(user=user).exists()


def backup_codes_left(user: User) -> int:
    return int(StaticToken.objects.filter(device__user=user).count())


def fresh_key() -> str:
    """Return a new secret of 160 bits, hex."""
    return os.urandom(20).hex()


def sealed(key: str) -> str:
    """Return a secret fit to lie in a session, whose rows anybody with the database can read."""
    return crypto.seal(key)


def opened(kept: str) -> str:
    """Return the secret of `sealed`; "" if there is none or the installation's key has changed since."""
    try:
        return crypto.unseal(kept)
    except ValueError:
        return ""


def spelled(key: str) -> str:
    """Return the secret as people type it into the app: base32 in groups of four."""
    text = base64.b32encode(bytes.fromhex(key)).decode()
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def address(key: str, *, username: str) -> str:
    """Return the otpauth address for the QR code.

    Source: github.com/google/google-authenticator/wiki/Key-Uri-Format
    """
    secret = base64.b32encode(bytes.fromhex(key)).decode()
    return f"otpauth://totp/{quote('Linli')}:{quote(username)}?secret={secret}&issuer=Linli&digits=6&period={STEP}"


def moment_of(key: str, code: str, *, now: datetime, after: int = -1) -> int | None:
    """Return the time step whose code this is, later than step `after`; None if it is none of them."""
    digits = "".join(code.split())
    if not (digits.isascii() and digits.isdigit() and len(digits) == 6):
        return None
    totp = TOTP(bytes.fromhex(key), STEP, 0, 6, 0)
    totp.time = now.timestamp()
    return int(totp.t()) if totp.verify(int(digits), TOLERANCE, after + 1) else None


def verify(user: User, code: str, *, now: datetime) -> str:
    """Use up a code of the user; return "totp", "backup", or "" if it is wrong or was used before."""
    device: SecondFactor | None = SecondFactor.objects.filter(user=user).first()
    step = moment_of(device.key, code, now=now, after=device.last_step) if device else None
    if device and step is not None and _use(device, step, now):
        return "totp"
    used, _ = StaticToken.objects.filter(device__user=user, token=_digest(user, code)).delete()
    return "backup" if used else ""


def _use(device: SecondFactor, step: int, now: datetime) -> bool:
    """Mark the step as used; of two who bring the same code only one gets in."""
    rows = SecondFactor.objects.filter(pk=device.pk, last_step__lt=step)
    return bool(rows.update(last_step=step, last_used_at=now))


def keep(user: User, key: str, *, step: int) -> None:
    """Make `key` the user's device, in place of any before."""
    SecondFactor.objects.update_or_create(
        user=user, defaults={"key": key, "last_step": step, "last_used_at": None}
    )


def fresh_backup_codes(user: User) -> list[str]:
    """Replace the backup codes of a user and return the new ones, which can't be read again."""
    codes = [base64.b32encode(os.urandom(5)).decode().lower() for _ in range(BACKUP_CODES)]
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="backup", confirmed=True)
    StaticToken.objects.bulk_create([StaticToken(device=device, token=_digest(user, code)) for code in codes])
    return [f"{code[:4]}-{code[4:]}" for code in codes]


def _digest(user: User, code: str) -> str:
    folded = "".join(character for character in code.lower() if character.isalnum())
    return crypto.digest(f"{user.pk}:{folded}", purpose="backup code")[:16]


def drop(user: User) -> None:
    """Take a user's second factor away, backup codes and all."""
    SecondFactor.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
