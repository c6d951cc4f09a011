"""Screens of the directory: find a structure near, see when it is open, keep what the fund knows of it."""
