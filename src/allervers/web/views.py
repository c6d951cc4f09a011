"""The way in: everybody lands on the screen that their work starts with."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from .navigation import screens_of


@require_safe
def home(request):
    """The first screen of the menu; a role that has none yet reads why."""
    for screen in screens_of(request.user):
        return redirect(screen.route)
    return render(request, "design/home.html")
