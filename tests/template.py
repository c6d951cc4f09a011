"""The migrated database that tests begin with, kept for the next run: its folder is copied in place of migrating again.

Kept beside the environment (`make clean` forgets it) by the digest of all that it is made from, so a change of any of
that makes another.
"""

import hashlib
import os
import shutil
import sys
from pathlib import Path

_ROOT = Path(__file__).parents[1]
_MADE_FROM = (
    "src/allervers/domain/objects.py",
    "src/allervers/domain/tables.py",
    "src/allervers/domain/*/apps.py",
    "src/allervers/domain/*/migrations/*.py",
    "src/allervers/domain/*/sql/*.sql",
    "src/allervers/domain/figures/facts/*.py",
    "src/allervers/domain/figures/laying.py",
    "src/allervers/domain/snapshots/noting.py",
    "src/allervers/domain/organisations/**/*",
    "src/allervers/config/*.py",
    "requirements/dev.txt",
    "tests/conftest.py",
    "tests/settings.py",
    "tests/template.py",
)
_KEPT = 3


def _digest() -> str:
    found = hashlib.sha256()
    for pattern in _MADE_FROM:
        for path in sorted(_ROOT.glob(pattern)):
            if path.is_file() and path.suffix != ".pyc":
                found.update(str(path.relative_to(_ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()[:16]


def _templates() -> Path:
    return Path(sys.prefix) / "test-databases"


def take(data: Path) -> bool:
    """Put the kept database into the folder `data`; False where there is none that is made from the same."""
    kept = _templates() / _digest()
    if not kept.is_dir():
        return False
    os.utime(kept)
    shutil.copytree(kept, data, dirs_exist_ok=True, copy_function=_copy)
    _own_alike(kept, data)
    return True


def keep(data: Path) -> None:
    """Keep the folder `data`, whose server has stopped, for the next run."""
    made = _templates() / f"{_digest()}.{os.getpid()}"
    shutil.copytree(data, made, copy_function=_copy)
    _own_alike(data, made)
    try:
        made.rename(_templates() / _digest())
    except OSError:
        shutil.rmtree(made)  # another process was faster
    for old in sorted(_templates().iterdir(), key=lambda path: path.stat().st_mtime)[:-_KEPT]:
        shutil.rmtree(old, ignore_errors=True)


def _copy(source: str, target: str) -> None:
    shutil.copy2(source, target)
    _own(source, target)


def _own_alike(source: Path, target: Path) -> None:
    """Folders belong to the same account as before; their files already do."""
    for folder, _, _ in os.walk(source):
        _own(folder, target / Path(folder).relative_to(source))


def _own(source, target) -> None:
    owner = os.stat(source)
    if os.geteuid() == 0:
        os.chown(target, owner.st_uid, owner.st_gid)
