"""The project's settings as tests see them: nobody's private files, nobody's data, nobody's Redis."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

# The project's settings read the environment when they are imported, so it is prepared first.
_VAR_DIR = tempfile.mkdtemp(prefix="retainer-tests-")
atexit.register(shutil.rmtree, _VAR_DIR, ignore_errors=True)
for _name in ("REDIS_URL", "ALLOWED_HOSTS", "EMAIL_URL", "LOG_LEVEL", "LOG_FORMAT"):
    os.environ.pop(_name, None)
for _name in [name for name in os.environ if name.startswith(("RETAINER_", "SECURE_", "SECRET_KEY"))]:
    del os.environ[_name]
os.environ |= {
    "RETAINER_ENV": "test",
    "RETAINER_VAR_DIR": _VAR_DIR,
    "SECRET_KEY": "only-for-tests-and-therefore-neither-random-nor-secret",
    "DEBUG": "false",
}

from config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
