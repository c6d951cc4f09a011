"""What is looked at once more when a message leaves: the thing that it is about may have changed since it was written.

A domain that causes messages registers how the cause is read again: the first part of `Message.cause`, and a function
that says why the message has no sense any more, or nothing.
"""

from collections.abc import Callable

from .models import Message

_READERS: dict[str, Callable[[Message], str]] = {}


def reads_again(prefix: str) -> Callable:
    """Register a function for causes that begin with `prefix:`; it gives a French reason not to send, or nothing."""

    def register(reader: Callable[[Message], str]) -> Callable[[Message], str]:
        if prefix in _READERS:
            raise ValueError(f"the cause {prefix!r} is read again by two functions")
        _READERS[prefix] = reader
        return reader

    return register


def why_not(message: Message) -> str:
    """Why its cause does not want it any more; empty where it does, or where nothing is read again."""
    reader = _READERS.get(message.cause.partition(":")[0])
    return reader(message) if reader else ""
