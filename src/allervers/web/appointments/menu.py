"""Who is expected, and where and when a fund receives."""

from allervers.domain.appointments.permissions import BOOK, OPEN_SLOTS

from ..navigation import RUNNING, Screen, register

register(
    Screen(BOOK, "Rendez-vous", "appointments:agenda", place=55),
    Screen(OPEN_SLOTS, "Lieux et créneaux", "appointments:desks", place=115, group=RUNNING),
)
