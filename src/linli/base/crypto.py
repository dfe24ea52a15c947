"""Sealing personal data at rest, and finding it again by a keyed digest.

The first byte of a sealed text names the cipher that sealed it, so that an installation may change over to
another one without losing what it has.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import hmac
import os
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    PlainText = models.TextField[str, str]
else:
    PlainText = models.TextField  # Django's fields take type arguments in the stubs only

VERSION = b"\x01"  # AES-256-GCM, key by HKDF-SHA256


@functools.lru_cache(maxsize=8)
def _key(purpose: str, secret: str) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=None, info=b"linli/" + purpose.encode()).derive(secret.encode())


def seal(text: str) -> str:
    """Return `text` encrypted and authenticated, as printable text; "" stays ""."""
    if not text:
        return ""
    nonce = os.urandom(12)
    sealed = AESGCM(_key("seal", settings.FIELD_KEY)).encrypt(nonce, text.encode(), VERSION)
    return base64.urlsafe_b64encode(VERSION + nonce + sealed).decode()


def unseal(sealed: str) -> str:
    """Return what was sealed.

    :raises ValueError: if it was changed, or sealed with another key
    """
    if not sealed:
        return ""
    raw = base64.urlsafe_b64decode(sealed)
    try:
        return AESGCM(_key("seal", settings.FIELD_KEY)).decrypt(raw[1:13], raw[13:], raw[:1]).decode()
    except InvalidTag:
        raise ValueError("sealed with another key, or changed") from None


def digest(text: str, *, purpose: str) -> str:
    """Return a keyed digest by which equal texts can be found, but not read; "" stays ""."""
    if not text:
        return ""
    return hmac.new(_key(purpose, settings.FIELD_KEY), text.encode(), hashlib.sha256).hexdigest()


class SealedField(PlainText):
    """A text that is encrypted in the database and plain in Python. Can't be filtered on."""

    def get_prep_value(self, value: object) -> str | None:
        return None if value is None else seal(str(value))

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        return None if value is None else unseal(value)
