"""What tells whether two contents say the same, whatever the order of their fields."""

import hashlib
import json


def digest_of(content: object) -> str:
    """SHA-256 of a JSON-like content in one way of writing it; dates and identifiers by their text."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()
