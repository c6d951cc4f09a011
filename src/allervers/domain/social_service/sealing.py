"""Notes, sealed: each with a key of its own, wrapped for each of its readers with the key of the service.

AES-256-GCM. What is sealed is bound to its note, and what is wrapped to its note and its reader, so that neither can be
moved to another row. The key of a service is encrypted with those of the installation (`organisations/encryption.py`).
"""

import secrets
from base64 import b64decode, b64encode
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ..organisations.encryption import decrypt, encrypt

_NONCE = 12


def new_key() -> bytes:
    """256 bits at random."""
    return secrets.token_bytes(32)


def seal(text: str, key: bytes, note_id: UUID) -> bytes:
    """The text as it is stored."""
    return _closed(text.encode(), key, b"note" + note_id.bytes)


def unseal(stored: bytes, key: bytes, note_id: UUID) -> str:
    """The text in clear, to be shown at once and kept nowhere. Raises `InvalidTag` for what is of another note."""
    return _opened(stored, key, b"note" + note_id.bytes).decode()


def wrap(key: bytes, of_service: bytes, note_id: UUID, reader_id: int) -> bytes:
    """The key of a note, for one reader."""
    return _closed(key, of_service, _of_reader(note_id, reader_id))


def unwrap(wrapped: bytes, of_service: bytes, note_id: UUID, reader_id: int) -> bytes:
    """What `wrap` was given. Raises `InvalidTag` for another note or another reader."""
    return _opened(wrapped, of_service, _of_reader(note_id, reader_id))


def stored(of_service: bytes) -> bytes:
    """The key of a service as the database keeps it."""
    return encrypt(b64encode(of_service).decode())


def restored(kept: bytes) -> bytes:
    """What `stored` was given."""
    return b64decode(decrypt(kept))


def _of_reader(note_id: UUID, reader_id: int) -> bytes:
    return b"reader" + note_id.bytes + reader_id.to_bytes(8, "big")


def _closed(content: bytes, key: bytes, bound: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, bound)


def _opened(content: bytes, key: bytes, bound: bytes) -> bytes:
    content = bytes(content)
    return AESGCM(key).decrypt(content[:_NONCE], content[_NONCE:], bound)
