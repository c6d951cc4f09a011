"""Style sheets and pictures, gathered for the server only when one of them changed."""

import hashlib

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from allervers.config.local import create_folder, data_folder, locked

# Of Bootstrap, one file is used (and its map, which the hashing of names asks for).
IGNORED = ("bootstrap-*", "bootstrap.css*", "bootstrap.rtl*")


def collect() -> None:
    """Fill ``STATIC_ROOT``. Files of an earlier version stay: a page already sent may ask for them."""
    with locked(create_folder(data_folder()) / "static.lock"):
        mark, current = settings.STATIC_ROOT / "collected.sha256", _fingerprint()
        if mark.exists() and mark.read_text() == current:
            return
        call_command("collectstatic", verbosity=0, interactive=False, ignore_patterns=list(IGNORED))
        mark.write_text(current)


def _fingerprint() -> str:
    """Changes with any source file: its name, its size or its date."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in sorted(finder.list(IGNORED), key=lambda found: found[0]):
            modified = storage.get_modified_time(path).timestamp()
            digest.update(f"{path} {storage.size(path)} {modified}\n".encode())
    return digest.hexdigest()
