"""A folder that a printer takes: there whole, with all its files on the disk, or not at all."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write_whole(target: Path, files: Mapping[str, bytes]) -> None:
    """Write these files beside `target`, then give them its name. What a run that was killed left behind goes first.

    Raises OSError, and leaves nothing, where the disk is full or the folder may not be written.
    """
    for left_behind in target.parent.glob(f".{target.name}-*"):
        shutil.rmtree(left_behind, ignore_errors=True)
    begun = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        for name, content in files.items():
            _keep(begun / name, content)
        _to_disk(begun)
        begun.rename(target)
        _to_disk(target.parent)
    except OSError:
        shutil.rmtree(begun, ignore_errors=True)
        raise


def _keep(path: Path, content: bytes) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _to_disk(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
