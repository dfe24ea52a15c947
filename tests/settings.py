"""The product's own settings, strict, with cheap passwords and a throw-away folder."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("STRICT", "1")
if "PYTEST_XDIST_WORKER" not in os.environ:  # the workers share the folder of the one who started them
    # Never the folder of the environment: that may be somebody's real installation.
    os.environ["LINLI_DATA"] = tempfile.mkdtemp(prefix="linli-test-")
    atexit.register(shutil.rmtree, os.environ["LINLI_DATA"], ignore_errors=True)
os.environ.setdefault("SECRET_KEY", "test-only-" + "k" * 40)
os.environ.setdefault("FIELD_KEY", "test-only-" + "f" * 40)
os.environ.setdefault("DATABASE_URL", "sqlite:///")
os.environ.setdefault("LOG_LEVEL", "ERROR")

from config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
