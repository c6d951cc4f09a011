"""One intent is one row: the address of a form carries the identifier of what the form will write.

The identifier was minted with the form alone, so that a reload or the browser's Back minted another, and what had just
been saved could be saved a second time. It is now drawn once, into the address (`?formulaire=…`, a random number that
says nothing of anybody): Back and reload come to the same address, where the view finds what was already written.
"""

from collections.abc import Callable
from functools import wraps
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.shortcuts import redirect

PARAMETER = "formulaire"


def intent_of(request: HttpRequest) -> UUID | None:
    """The identifier in the address; None where there is none that can be read."""
    try:
        return UUID(request.GET.get(PARAMETER, ""))
    except ValueError:
        return None


def one_intent(view: Callable) -> Callable:
    """A page with a form that adds something: opened without an identifier, it is given one and opened again."""

    @wraps(view)
    def opened(request: HttpRequest, *args, **kwargs):
        if request.method in ("GET", "HEAD") and intent_of(request) is None:
            address = request.GET.copy()
            address[PARAMETER] = str(uuid4())
            return redirect(f"{request.path}?{address.urlencode()}")
        return view(request, *args, **kwargs)

    return opened
