"""A content encrypted in parts, each bound to its document and to its place.

AES-256-GCM with a key of the document's own. A part cannot be cut off, exchanged, repeated or moved to another
document without being noticed: its place, and whether it is the last, are authenticated with it.
"""

import secrets
from collections.abc import Iterator
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PART = 1024 * 1024
_TAG = 16
_KIND = b"allervers document 1"


class Spoilt(Exception):
    """What was stored is not what was sealed: cut, exchanged, or of another document."""


def new_key() -> bytes:
    """256 bits at random."""
    return secrets.token_bytes(32)


def seal(content: bytes, key: bytes, document_id: UUID) -> Iterator[bytes]:
    """The encrypted parts of a content, in order; an empty content has one."""
    cipher = AESGCM(key)
    count = max(1, -(-len(content) // PART))
    for place in range(count):
        part = content[place * PART : (place + 1) * PART]
        # A key serves one content: the place alone never comes twice.
        yield cipher.encrypt(_nonce(place), part, _bound(document_id, place, place == count - 1))


def unseal(stored: bytes, key: bytes, document_id: UUID) -> bytes:
    """The content of a blob. Raises `Spoilt`."""
    cipher = AESGCM(key)
    length = PART + _TAG
    count = max(1, -(-len(stored) // length))
    try:
        return b"".join(
            cipher.decrypt(
                _nonce(place),
                stored[place * length : (place + 1) * length],
                _bound(document_id, place, place == count - 1),
            )
            for place in range(count)
        )
    except InvalidTag:
        raise Spoilt from None


def _nonce(place: int) -> bytes:
    return place.to_bytes(12, "big")


def _bound(document_id: UUID, place: int, last: bool) -> bytes:
    return _KIND + document_id.bytes + place.to_bytes(8, "big") + bytes([last])
