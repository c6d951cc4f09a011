"""Allervers: access to rights, care and health."""
