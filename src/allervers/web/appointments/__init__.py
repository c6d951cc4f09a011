"""Appointments: the agenda of who receives, giving and moving a moment, places and hours."""
