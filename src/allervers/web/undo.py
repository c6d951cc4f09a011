"""What was just done, told with the button that undoes it; the message carries the way back over a redirect."""

import json

from django.contrib import messages
from django.http import HttpRequest


def done(request: HttpRequest, sentence: str, *, undo: str, label: str = "Annuler", **fields: str) -> None:
    """Tell `sentence`; the button `label` posts `fields` to the address `undo`, or opens it where there are none
    (what is undone with a reason has a page of its own). Whoever may not undo is refused there, as from any page."""
    messages.success(request, sentence, extra_tags=json.dumps({"url": undo, "label": label, "fields": fields}))


def undo_of(message) -> dict | None:
    """The way back that a message carries: url, label, fields; None where what it tells is not undone."""
    return json.loads(message.extra_tags) if message.extra_tags else None
