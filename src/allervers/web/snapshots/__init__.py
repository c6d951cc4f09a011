"""Figures that were published: as they were, and what has changed since."""
