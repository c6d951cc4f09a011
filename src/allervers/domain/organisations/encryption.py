"""What is encrypted before it is stored: social-security numbers, secrets of second factors, keys of documents.

Fernet, with the keys of the setting `NIR_ENCRYPTION_KEY`: the first one encrypts, all of them decrypt.
"""

from functools import cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


@cache
def _fernet() -> MultiFernet:
    keys = settings.NIR_ENCRYPTION_KEY
    return MultiFernet([Fernet(key) for key in ([keys] if isinstance(keys, str) else keys)])


def encrypt(text: str) -> bytes:
    """The text as it is stored."""
    return _fernet().encrypt(text.encode())


def decrypt(stored: bytes) -> str:
    """The text in clear; to be used only where it was asked for."""
    return _fernet().decrypt(bytes(stored)).decode()


def wrap(key: bytes) -> bytes:
    """The key of a document as it is stored."""
    return _fernet().encrypt(key)


def unwrap(stored: bytes) -> bytes:
    """The key of a document, to open it now."""
    return _fernet().decrypt(bytes(stored))
