"""The project's own settings, on a folder that lives as long as the tests do. Never on anybody's data."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tests import template

for _name in [name for name in os.environ if name.startswith("ALLERVERS_") or name == "DATABASE_URL"]:
    del os.environ[_name]
os.environ["ALLERVERS_DATA"] = tempfile.mkdtemp(prefix="allervers-tests-")
os.environ["ALLERVERS_FSYNC"] = "0"
# Before the settings are read: the passwords of the database are in the folder.
DATABASE_IS_READY = template.take(Path(os.environ["ALLERVERS_DATA"]))
atexit.register(shutil.rmtree, os.environ["ALLERVERS_DATA"], ignore_errors=True)

from allervers.config.settings import *  # noqa: E402, F403

# Hashing a password well takes a third of a second, and every test signs somebody in.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Every test that is not about it signs in with a password alone.
SECOND_FACTOR_ROLES = frozenset()
