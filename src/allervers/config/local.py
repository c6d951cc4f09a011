"""What this installation keeps for itself: one folder, and the secrets generated once into it.

Standard library only: it is read by the settings, by the embedded server and by commands before Django is ready.
"""

import base64
import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from allervers.publishing.machine import why


class Unusable(Exception):
    """Something a person must mend first. Its text is one clear French sentence; commands exit 2 with it."""


def data_folder() -> Path:
    """The folder of all local state: ``ALLERVERS_DATA``, else ``var/`` in the checkout (in the current folder
    when the package was installed without its checkout)."""
    if given := os.environ.get("ALLERVERS_DATA"):
        return Path(given).absolute()
    checkout = Path(__file__).parents[3]
    return (checkout if (checkout / "pyproject.toml").exists() else Path.cwd()) / "var"


def create_folder(folder: Path) -> Path:
    """Create `folder`, closed to other accounts, if it is not there."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Unusable(f"Impossible de créer le dossier {folder} : {why(error)}.") from error
    return folder


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold `file`'s lock: the kernel releases it even when the holder is killed."""
    with file.open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def fernet_key() -> str:
    """A key in the form that Fernet asks for (``Fernet.generate_key()`` without its imports)."""
    return base64.urlsafe_b64encode(os.urandom(32)).decode()


GENERATORS = {
    "secret_key": partial(secrets.token_urlsafe, 64),
    "nir_encryption_key": fernet_key,
    "nir_hash_key": secrets.token_urlsafe,
    "database_owner_password": secrets.token_urlsafe,
    "database_app_password": secrets.token_urlsafe,
}


def secret(name: str) -> str:
    """The secret `name`: from ``ALLERVERS_<NAME>``, else generated once into ``secrets.json``.

    Whoever loses this file loses every encrypted NIR: it is backed up apart from the database.
    """
    if given := os.environ.get(f"ALLERVERS_{name.upper()}"):
        return given
    file = data_folder() / "secrets.json"
    kept = _kept(file)
    return kept[name] if name in kept else _generate(file)[name]


def _kept(file: Path) -> dict[str, str]:
    """What `file` holds; nothing when it is not there. A file that was cut short is never written over: the keys of
    encrypted numbers are in it."""
    try:
        kept = json.loads(file.read_bytes())
    except FileNotFoundError:
        return {}
    except PermissionError as error:
        raise Unusable(f"Le compte courant ne peut pas lire {file} : choisir un autre ALLERVERS_DATA.") from error
    except OSError as error:
        raise Unusable(f"{file} est illisible ({why(error)}).") from error
    except ValueError:
        kept = None
    if not isinstance(kept, dict) or not all(isinstance(value, str) for value in kept.values()):
        raise Unusable(f"{file} est abîmé : le restaurer de sa sauvegarde (il contient les clés des NIR).")
    return kept


def _generate(file: Path) -> dict[str, str]:
    """Add the secrets that `file` lacks. Several processes may start at once: the first one writes, all read
    the same values, and nobody ever sees half a file."""
    create_folder(file.parent)
    with locked(file.with_suffix(".lock")):
        kept = {name: generate() for name, generate in GENERATORS.items()} | _kept(file)
        draft = file.with_suffix(".new")
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
            json.dump(kept, handle, indent=2)
            handle.flush()
            os.fsync(handle.fileno())
        draft.replace(file)
    return kept
