"""Blobs in a service that speaks S3, in place of the disk: chosen by the setting `ALLERVERS_DOCUMENTS_URL`.

The library's faults become `OSError`, as those of a disk: whoever keeps a paper says that it could not be stored.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs, unquote, urlsplit

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import ContentFile
from storages.backends.s3 import S3Storage

# A person waits: a service that does not answer is said to be unreachable within seconds.
_PATIENCE = Config(
    connect_timeout=3, read_timeout=20, retries={"total_max_attempts": 2}, s3={"addressing_style": "path"}
)


def _options(address: str) -> dict[str, object]:
    """The storage's options, from `https://key:secret@service/bucket?region=…`."""
    parts, asked = urlsplit(address), {}
    if parts.query:
        asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    port = f":{parts.port}" if parts.port else ""
    return {
        "endpoint_url": f"{parts.scheme}://{parts.hostname}{port}",
        "bucket_name": parts.path.strip("/"),
        "access_key": unquote(parts.username or ""),
        "secret_key": unquote(parts.password or ""),
        "region_name": asked.get("region", "us-east-1"),
    }


@contextmanager
def _reached() -> Iterator[None]:
    try:
        yield
    except (Boto3Error, BotoCoreError, ClientError) as fault:
        raise OSError(errno.EIO, "the storage of documents does not answer as it should") from fault


class Bucket(S3Storage):
    """One bucket, which nobody but us reads. A blob's name is never used twice: nothing is written over."""

    def __init__(self, address: str):
        super().__init__(client_config=_PATIENCE, default_acl=None, file_overwrite=True, **_options(address))

    def _save(self, name, content):
        with _reached():
            return super()._save(name, content)

    def _open(self, name, mode="rb"):
        """The whole blob: it is decrypted as a whole."""
        with _reached(), super()._open(name, mode) as stored:
            return ContentFile(stored.read())

    def exists(self, name):
        with _reached():
            return super().exists(name)

    def delete(self, name):
        with _reached():
            super().delete(name)

    def get_modified_time(self, name):
        with _reached():
            return super().get_modified_time(name)

    def listdir(self, name):
        with _reached():
            return super().listdir(name)
