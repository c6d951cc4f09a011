"""Where blobs lie: files of the data folder, or a storage of the setting `STORAGES["documents"]`.

A blob's name is a random number, which says nothing of anybody. On disk it appears whole or not at all, and has
reached the disk before its row is written.
"""

import datetime
import os
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, storages


class DurableFiles(FileSystemStorage):
    """Files that are on the disk when `save` returns; nobody but us reads them."""

    def _save(self, name: str, content) -> str:
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        begun = target.with_name(f"{target.name}.begun")
        descriptor = os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with open(descriptor, "wb") as file:
                for part in content.chunks():
                    file.write(part)
                file.flush()
                os.fsync(file.fileno())
            begun.rename(target)
        except OSError:
            begun.unlink(missing_ok=True)
            raise
        _to_disk(target.parent)
        return name


def _to_disk(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def blobs() -> Storage:
    return storages["documents"]


def put(parts: Iterable[bytes]) -> str:
    """Store a blob, give its name."""
    name = secrets.token_hex(16)
    blobs().save(_place(name), ContentFile(b"".join(parts)))
    return name


def get(name: str) -> bytes:
    """The blob; raises `FileNotFoundError` where it is not there any more."""
    with blobs().open(_place(name), "rb") as file:
        return file.read()


def is_there(name: str) -> bool:
    return blobs().exists(_place(name))


def stored_at(name: str) -> datetime.datetime:
    return blobs().get_modified_time(_place(name))


def drop(name: str) -> None:
    blobs().delete(_place(name))


def names() -> Iterator[str]:
    """Every blob that is stored."""
    try:
        folders = blobs().listdir("")[0]
    except FileNotFoundError:  # nothing was ever stored
        return
    for folder in folders:
        yield from (f"{folder}{rest}" for rest in blobs().listdir(folder)[1] if not rest.endswith(".begun"))


def _place(name: str) -> str:
    """A folder for each of 256 beginnings: a folder of ten million files is slow everywhere."""
    return f"{name[:2]}/{name[2:]}"
