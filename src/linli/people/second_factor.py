"""The second factor: a code of the moment (TOTP), or one of the backup codes on paper.

Only the digest of a backup code is kept. Codes are checked against the caller's `now`, and each works once.
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
from django_otp.plugins.otp_totp.models import TOTPDevice

from linli.base import crypto
from linli.base.models import Option
from linli.people.models import User

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
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


def backup_codes_left(user: User) -> int:
    return int(StaticToken.objects.filter(device__user=user).count())


def fresh_key() -> str:
    """Return a new secret of 160 bits, hex."""
    return os.urandom(20).hex()


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
    for device in TOTPDevice.objects.filter(user=user, confirmed=True):
        step = moment_of(device.key, code, now=now, after=device.last_t)
        if step is not None and _use(device, step, now):
            return "totp"
    used, _ = StaticToken.objects.filter(device__user=user, token=_digest(user, code)).delete()
    return "backup" if used else ""


def _use(device: TOTPDevice, step: int, now: datetime) -> bool:
    """Mark the step as used; of two who bring the same code only one gets in."""
    rows = TOTPDevice.objects.filter(pk=device.pk, last_t__lt=step)
    return bool(rows.update(last_t=step, last_used_at=now))


def keep(user: User, key: str, *, step: int) -> None:
    """Make `key` the user's device, in place of any before."""
    TOTPDevice.objects.filter(user=user).delete()
    TOTPDevice.objects.create(user=user, name="totp", key=key, confirmed=True, last_t=step)


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
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
